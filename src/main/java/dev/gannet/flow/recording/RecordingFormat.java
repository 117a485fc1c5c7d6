package dev.gannet.flow.recording;

import java.util.List;
import java.util.Optional;

/** What one recorder writes. Stateless and thread-safe. */
interface RecordingFormat {
    /** @return whether the file is meant to be of this format, sound or not */
    boolean reads(String fileName, String text);

    /**
     * @param part the test or suite that is wanted of a file that has several
     * @throws RecordingException with everything that cannot be run
     */
    Recording read(String text, Optional<String> part) throws RecordingException;

    /** @return every name of the format that is known here, as the job reference lists them */
    List<String> supported();
}
