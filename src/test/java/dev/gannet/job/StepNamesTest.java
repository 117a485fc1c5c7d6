package dev.gannet.job;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** What steps name and a job does not have is a problem of the job, before a browser starts. */
@Tag("fast")
class StepNamesTest {
    private static final String JOB = """
            start: https://shop.example/
            items: {product: {each: .product, fields: {name: h1}}}
            flows:
              search: [{type: {into: "#q", text: "${var:what}"}}]
            page:
              steps:
            """;

    @TempDir
    Path folder;

    private Path job(String steps) throws Exception {
        return Files.writeString(folder.resolve("job.yaml"), JOB + steps.indent(4));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "- extract: prodct | there is no kind of items \"prodct\" | did you mean \"product\"?",
                "- {repeat: {times: 2}, steps: [extract: [product, offer]]} | \"offer\" | known here: product",
                "- type: {into: \"#q\", text: \"a ${var:none}\"} | no step sets the variable none | store: {as: none, ",
                "- click: \".a[title='${var:none}']\" | no step sets the variable none | store: ",
                "- {repeat: {each: none, as: one}, steps: [click: \"#${var:one}\"]} | no step sets the variable none | one",
                "- if: {count: \"#${var:none}\", least: 1}\\n  then: [click: a] | no step sets the variable none | store: ",
                "- {run: search, with: {waht: a}} | no step sets the variable what | did you mean \"waht\"?",
                "- {click: a, window: help} | no step opens a window help | opens: help",
                "- {click: a, opens: help}\\n- close-window: hlep | no step opens a window hlep | did you mean \"help\"?",
                "- upload: {into: \"#f\", file: none.csv} | uploads/none.csv to upload | the folder uploads beside the job",
            })
    void aNameThatIsNowhereIsAProblem(String steps, String message, String hint) throws Exception {
        Path file = job(steps.replace("\\n", "\n"));
        JobException wrong = catchThrowableOfType(JobException.class, () -> JobReader.read(file, List.of()));
        assertThat(wrong).as("no problem in %s", steps).isNotNull();
        assertThat(wrong.problems()).as(wrong.report()).singleElement().satisfies(problem -> {
            assertThat(problem.message()).contains(message);
            assertThat(problem.hint()).contains(hint);
        });
    }

    @Test
    void whatIsThereIsNoProblem() throws Exception {
        Files.createDirectories(folder.resolve("uploads"));
        Files.writeString(folder.resolve("uploads/list.csv"), "a");
        Path file = job("""
                - store: {as: total, of: .total}
                - script: {code: "return ${var:total}", as: pages}
                - repeat: {each: pages, as: one}
                  steps: [{click: "#p${var:one}"}, extract: product, extract: all]
                - {run: search, with: {what: "${var:one}"}}
                - {click: a, opens: help}
                - {click: b, window: help}
                - {click: c, window: main}
                - {close-window: help}
                - upload: {into: "#f", file: [list.csv, "${var:one}.csv"]}
                """);
        assertThatCode(() -> JobReader.read(file, List.of())).doesNotThrowAnyException();
    }

    @Test
    void theProblemStandsWhereTheNameIs() throws Exception {
        Path file = job("- click: a\n- click: b\n- extract: prodct\n");
        JobException wrong = catchThrowableOfType(JobException.class, () -> JobReader.read(file, List.of()));
        assertThat(wrong.report()).contains("job.yaml:9:16", "extract: prodct");
    }
}
