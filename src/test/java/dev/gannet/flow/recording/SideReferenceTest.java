package dev.gannet.flow.recording;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What the job reference says of Selenium IDE, what is supported, and what its own packages have: the same commands. */
@Tag("fast")
class SideReferenceTest {
    private static List<String> commandsOfTheFormat() throws IOException {
        try (var lines = Files.lines(Path.of("src/test/resources/recordings/side-commands.txt"))) {
            return lines.filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        }
    }

    private static List<String> commandsOfTheReference() throws IOException {
        String reference = Files.readString(Path.of("src/site/markdown/job-reference.md"));
        String table =
                reference.substring(reference.indexOf("| command | becomes |", reference.indexOf("### Selenium IDE")));
        return Pattern.compile("`([A-Za-z]+)`")
                .matcher(table.substring(0, table.indexOf("\n\n"))
                        .lines()
                        .skip(2)
                        .map(row -> row.split("\\|")[1])
                        .reduce("", String::concat))
                .results()
                .map(name -> name.group(1))
                .toList();
    }

    @Test
    void everyCommandOfTheFormatIsSupported() throws Exception {
        assertThat(new SideRecording().supported()).containsExactlyInAnyOrderElementsOf(commandsOfTheFormat());
    }

    @Test
    void everyCommandOfTheFormatStandsInTheReference() throws Exception {
        assertThat(commandsOfTheReference()).containsExactlyInAnyOrderElementsOf(commandsOfTheFormat());
    }
}
