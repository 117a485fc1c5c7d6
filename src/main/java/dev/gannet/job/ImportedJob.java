package dev.gannet.job;

import dev.gannet.flow.recording.Recording;
import dev.gannet.web.OneLine;
import java.nio.file.Path;
import java.util.Optional;

/** Writes a job that does what a recording does. Stateless and thread-safe. */
public final class ImportedJob {
    private ImportedJob() {}

    /**
     * @param file a recorder's file
     * @param part the test or suite that is wanted of a file that has several
     * @return a job that {@link JobReader} accepts, and whose steps are those of the recording
     * @throws JobException with everything in the file that cannot be run, in its lines
     */
    public static String write(Path file, Optional<String> part) {
        Problems problems = new Problems();
        SourceText name = SourceText.of(file.toString(), "");
        String text = RecordingReader.text(file, (message, hint) -> problems.at(name.spot(1, 1), message, hint))
                .orElse("");
        problems.check();
        SourceText source = SourceText.of(file.toString(), text);
        Optional<Recording> read = RecordingReader.read(source, text, part, problems);
        if (read.filter(recording -> recording.start().isEmpty()).isPresent()) {
            problems.at(
                    source.spot(1, 1), "the recording goes to no URL, so the job has no start", "record the way there");
        }
        if (read.filter(recording -> recording.steps().isEmpty()).isPresent()) {
            problems.at(source.spot(1, 1), "the recording has no steps", "");
        }
        problems.check();
        return written(read.orElseThrow(), String.valueOf(file.getFileName()));
    }

    private static String written(Recording recording, String file) {
        StringBuilder out = new StringBuilder(NewJob.HEAD);
        comment(out, "", "Imported from " + file + ": " + recording.name());
        recording.notes().forEach(note -> comment(out, "- ", note));
        out.append("\nstart: ").append(YamlWriter.scalar(recording.start())).append("\n\npage:\n  steps:\n");
        out.append(YamlWriter.steps(recording.steps(), 4));
        out.append("""

                # What is taken from the page that the steps end on. Each kind becomes a table, each field a column.
                items:
                  page:
                    fields:
                      title: title
                      url: {value: "${page.final}"}
                """);
        return out.toString();
    }

    private static void comment(StringBuilder out, String before, String text) {
        out.append("# ").append(before).append(OneLine.of(text)).append('\n');
    }
}
