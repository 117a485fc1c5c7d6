package dev.gannet.flow.recording;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What the format has, what the importer knows and what the job reference says are the same. */
@Tag("fast")
class ChromeSupportTest {
    private static List<String> format() throws IOException {
        return Files.readAllLines(Path.of("src/test/resources/recordings/chrome/schema-3.1.3.txt")).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .toList();
    }

    @Test
    void theImporterKnowsEveryNameOfTheFormatAndNoOther() throws IOException {
        assertThat(new ChromeRecording().supported()).containsExactlyInAnyOrderElementsOf(format());
    }

    @Test
    void theReferenceSaysOfEveryNameWhatBecomesOfIt() throws IOException {
        List<List<String>> rows = Files.readAllLines(Path.of("src/site/markdown/job-reference.md")).stream()
                .dropWhile(line -> !line.startsWith("| of the format | name | becomes |"))
                .skip(2)
                .takeWhile(line -> line.startsWith("|"))
                .map(line -> List.of(line.substring(2, line.length() - 2).split(" \\| ")))
                .toList();
        Set<String> told = rows.stream()
                .map(row -> row.get(0) + " " + row.get(1).replace("`", ""))
                .filter(name -> !name.equals("selector [ ]"))
                .collect(Collectors.toSet());

        assertThat(told)
                .isEqualTo(format().stream()
                        .map(name -> name.matches("key (recording|navigation)\\..*")
                                ? name
                                : name.replaceFirst("^key \\w+\\.", "key "))
                        .collect(Collectors.toSet()));
        assertThat(rows)
                .hasSize(told.size() + 1)
                .allSatisfy(row -> assertThat(row).hasSize(3));
    }
}
