package dev.gannet.flow.recording;

import java.util.List;

/** A recording that cannot be run, with everything in it that cannot. Immutable. */
public final class RecordingException extends Exception {
    private final transient List<Fault> faults;

    /**
     * One thing that cannot be run.
     *
     * @param line where it stands in the recording's file, from 1
     * @param message the number and type of the step, and what is wrong with it, one line
     * @param remedy what would be right; empty when nothing better is known than the message
     */
    public record Fault(int line, String message, String remedy) {}

    RecordingException(String message, int line) {
        this(List.of(new Fault(line, message, "")));
    }

    RecordingException(List<Fault> faults) {
        super(faults.get(0).message() + (faults.size() > 1 ? " (and " + (faults.size() - 1) + " more)" : ""));
        this.faults = List.copyOf(faults);
    }

    /** @return all of it, in the order of the file; never empty */
    public List<Fault> faults() {
        return faults;
    }

    /** @return the line of the first, from 1 */
    public int line() {
        return faults.get(0).line();
    }
}
