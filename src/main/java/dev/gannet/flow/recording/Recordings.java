package dev.gannet.flow.recording;

import java.util.List;
import java.util.Optional;

/** The recorders whose files can be run. Stateless and thread-safe. */
public final class Recordings {
    private static final List<RecordingFormat> FORMATS = List.of(new SideRecording(), new ChromeRecording());

    private Recordings() {}

    /**
     * @param fileName the file's name, which helps to tell the formats apart
     * @param text what is in it
     * @param part the test or suite that is wanted of a file that has several
     * @return it, in the language of steps
     * @throws RecordingException with everything in it that cannot be run
     */
    public static Recording read(String fileName, String text, Optional<String> part) throws RecordingException {
        for (RecordingFormat format : FORMATS) {
            if (format.reads(fileName, text)) {
                return format.read(text, part);
            }
        }
        throw new RecordingException(
                List.of(new RecordingException.Fault(1, "not a recording that is known here", KNOWN)));
    }

    private static final String KNOWN =
            "known are JSON files of the Recorder in Chrome's developer tools and .side files of Selenium IDE";
}
