package dev.gannet.cli;

import dev.gannet.web.FailureKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What README says of the ways to fail is what the program does. */
@Tag("fast")
class ReadmeTest {
    @Test
    void everyKindOfFailureIsInTheTableAsTheProgramTreatsIt() throws IOException {
        List<List<String>> rows = Files.readAllLines(Path.of("README.md")).stream()
                .dropWhile(line -> !line.startsWith("| kind | means |"))
                .skip(2)
                .takeWhile(line -> line.startsWith("|"))
                .map(line -> Arrays.stream(line.substring(1).split("\\|"))
                        .map(String::strip)
                        .toList())
                .toList();
        assertThat(rows.stream()
                        .map(row -> String.join(" | ", row.get(0), row.get(2), row.get(3), row.get(4), row.get(5))))
                .containsExactlyElementsOf(Arrays.stream(FailureKind.values())
                        .map(ReadmeTest::columns)
                        .toList());
        assertThat(rows).allSatisfy(row -> assertThat(row.get(1)).isNotBlank());
    }

    private static String columns(FailureKind kind) {
        return String.join(
                " | ",
                "`" + kind.label() + "`",
                kind.fault().name().toLowerCase(Locale.ROOT),
                kind.retry().name().toLowerCase(Locale.ROOT),
                kind.session().name().toLowerCase(Locale.ROOT),
                kind.pace().name().toLowerCase(Locale.ROOT).replace('_', ' '));
    }
}
