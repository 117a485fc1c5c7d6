package dev.gannet.flow.recording;

import dev.gannet.flow.recording.RecordingException.Fault;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects what cannot be run, so that everything is told at once. */
final class Faults {
    private static final int MOST = 100;

    private final List<Fault> found = new ArrayList<>();

    void at(int line, String message, String remedy) {
        Fault fault = new Fault(line, message, remedy);
        if (found.size() < MOST && !found.contains(fault)) {
            found.add(fault);
        }
    }

    /** @throws RecordingException when anything was found */
    void check() throws RecordingException {
        if (!found.isEmpty()) {
            found.sort(Comparator.comparingInt(Fault::line));
            throw new RecordingException(found);
        }
    }
}
