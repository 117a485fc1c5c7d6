package dev.gannet.job;

import dev.gannet.flow.Step;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** Recordings named in a job: read like its own steps, and told of by their own lines. */
@Tag("fast")
class RecordingReaderTest {
    @TempDir
    private Path folder;

    private Path job(String steps) throws Exception {
        return Files.writeString(folder.resolve("a.yaml"), """
                start: http://shop.example/
                page:
                  steps: %s
                items: {page: {fields: {title: title}}}
                """.formatted(steps));
    }

    private void recording(String steps) throws Exception {
        Files.writeString(
                folder.resolve("path.json"),
                "\uFEFF{\"title\": \"A path\", \"steps\": [\n" + steps.replace('\'', '"') + "\n]}");
    }

    private List<JobProblem> problems(String steps) throws Exception {
        Path job = job(steps);
        return catchThrowableOfType(JobException.class, () -> JobReader.read(job, List.of()))
                .problems();
    }

    private List<String> steps(String steps) throws Exception {
        return JobReader.read(job(steps), List.of()).pages().get(0).steps().stream()
                .flatMap(step -> step.inner().isEmpty() ? Stream.of(step) : step.inner().stream())
                .map(Step::words)
                .toList();
    }

    @Test
    void aRecordingStandsForTheListOrForOneStepOfIt() throws Exception {
        recording("""
                {'type': 'hover', 'selectors': ['#menu']},
                {'type': 'click', 'selectors': ['#item'], 'timeout': 1500}""");

        assertThat(steps("{recording: path.json}")).containsExactly("hover #menu", "click #item");
        assertThat(steps("{recording: {file: path.json, test: A path}}")).containsExactly("hover #menu", "click #item");
        assertThat(steps("[{click: a}, {recording: path.json}, {recording: {file: path.json}}, {click: b}]"))
                .containsExactly("click a", "hover #menu", "click #item", "hover #menu", "click #item", "click b");
        assertThat(JobReader.read(job("{recording: path.json}"), List.of())
                        .pages()
                        .get(0)
                        .steps()
                        .get(1)
                        .modifiers())
                .satisfies(modifiers -> {
                    assertThat(modifiers.where()).hasToString(folder.resolve("path.json") + " line 3");
                    assertThat(modifiers.timeout()).hasMillis(1500);
                });
    }

    @Test
    void whatCannotBeRunIsToldInTheLinesOfTheRecording() throws Exception {
        recording("""
                {'type': 'hover', 'selectors': ['#menu']},
                  {'type': 'customStep', 'name': 'x', 'parameters': 1},
                {'type': 'click', 'selectors': ['#a'], 'presure': 1}""");

        assertThat(problems("{recording: path.json}"))
                .extracting(problem -> problem.file().replace(folder + "/", "") + ":" + problem.line() + ":"
                        + problem.column() + " " + problem.message())
                .containsExactly(
                        "path.json:3:3 step 2 (customStep): only the extension that recorded \"x\" knows what it does",
                        "path.json:4:1 step 3 (click): unknown key \"presure\"");
    }

    @Test
    void whatAStepHasInItIsCheckedLikeAJobsOwnAndToldInItsLine() throws Exception {
        recording("""
                {'type': 'hover', 'selectors': ['#menu']},
                {'type': 'hover', 'selectors': ['#a[']}""");

        assertThat(problems("{recording: path.json}")).singleElement().satisfies(problem -> {
            assertThat(problem.file()).endsWith("path.json");
            assertThat(problem.line()).isEqualTo(3);
            assertThat(problem.sourceLine()).contains("#a[");
        });
    }

    @Test
    void aFileThatCannotBeReadIsToldWhereTheJobNamesIt() throws Exception {
        assertThat(problems("{recording: nowhere.json}")).singleElement().satisfies(problem -> {
            assertThat(problem.message()).contains("nowhere.json: there is no such file");
            assertThat(problem.line()).isEqualTo(3);
        });
        Files.write(folder.resolve("latin.json"), "{\"ü\": 1}".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(problems("{recording: latin.json}"))
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("not UTF-8"));
        Files.writeString(folder.resolve("long.json"), " ".repeat(10_000_001));
        assertThat(problems("{recording: long.json}"))
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("longer than 10 MB"));
        assertThat(problems("{recording: .}"))
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("a folder"));
        assertThat(problems("{recording: path.json, if-present: true}"))
                .extracting(JobProblem::message)
                .contains("unknown key \"if-present\"");
    }
}
