package dev.gannet.job;

import dev.gannet.flow.recording.RecordedStep;
import dev.gannet.flow.recording.Recording;
import dev.gannet.flow.recording.Recordings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** What is written is read back as it was: a job made of a recording has the recording's own steps. */
@Tag("fast")
class ImportedJobTest {
    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "a",
            "#id",
            "a: b",
            "- a",
            "true",
            "null",
            "~",
            "007",
            "it's",
            "say \"hi\"",
            "both ' and \"",
            "back\\slash",
            "two\nlines",
            "tab\tand\r\nmore",
            "\u0000\u0007\u0085\u2028\uFEFF",
            "ığüş 🐦",
            "{a: b}",
            "[a]",
            "${secret:x}",
            "> a",
            "@x",
            "%",
            "!x",
            "&a *b",
            "a #b",
            "ends ",
            "x".repeat(200));

    @TempDir
    private Path folder;

    static List<Path> recordings() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/test/resources/recordings/chrome"))) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("recordings")
    void anImportedRecordingHasTheRecordingsOwnSteps(Path file) throws Exception {
        Recording recording = Recordings.read(file.toString(), Files.readString(file), Optional.empty());

        String job = ImportedJob.write(file, Optional.empty());

        assertThat(plain(entry(entry(read(job), "page"), "steps"))).isEqualTo(plain(recording.steps()));
        assertThat(plain(entry(read(job), "start"))).isEqualTo(recording.start());
        assertThat(job)
                .startsWith("# yaml-language-server: $schema=gannet.schema.json\n")
                .contains(recording.name());
        recording.notes().forEach(note -> assertThat(job).contains("# - " + note));
    }

    @Test
    void anyStepsAreReadBackAsTheyWere() {
        Random random = new Random(7);
        for (int round = 0; round < 500; round++) {
            List<RecordedStep> steps = steps(random, 3);

            String text = YamlWriter.steps(steps, 4);

            assertThat(plain(read("steps:\n" + text))).as(text).isEqualTo(Map.of("steps", plain(steps)));
        }
    }

    private static List<RecordedStep> steps(Random random, int depth) {
        List<RecordedStep> steps = new ArrayList<>();
        for (int i = 0; i < 1 + random.nextInt(3); i++) {
            Map<String, Object> step = new LinkedHashMap<>();
            step.put("verb", value(random, depth));
            step.put(TEXTS.get(2 + random.nextInt(TEXTS.size() - 2)), value(random, depth));
            if (depth > 0 && random.nextInt(4) == 0) {
                step.put("steps", steps(random, depth - 1));
            }
            steps.add(new RecordedStep(step, 1));
        }
        return steps;
    }

    private static Object value(Random random, int depth) {
        return switch (random.nextInt(depth > 0 ? 5 : 3)) {
            case 0 -> random.nextInt(100);
            case 1 -> random.nextBoolean();
            case 2 -> TEXTS.get(random.nextInt(TEXTS.size()));
            case 3 -> {
                List<Object> list = new ArrayList<>();
                for (int i = 0; i < random.nextInt(4); i++) {
                    list.add(value(random, depth - 1));
                }
                yield list;
            }
            default -> {
                Map<String, Object> map = new LinkedHashMap<>();
                for (int i = 0; i < random.nextInt(4); i++) {
                    map.put(TEXTS.get(2 + random.nextInt(TEXTS.size() - 2)), value(random, depth - 1));
                }
                yield map;
            }
        };
    }

    @Test
    void whatFitsStandsInOneLineAndWhatDoesNotGoesDown() throws Exception {
        Path file = Files.writeString(folder.resolve("a.json"), """
                {"title": "A\\npath", "steps": [
                  {"type": "navigate", "url": "http://shop.example/?a=1"},
                  {"type": "close"}, {"type": "click", "selectors": ["li.next a", "text/Next page"], "offsetX": 1, "offsetY": 2},
                  {"type": "change", "value": "x", "selectors": ["#a", "xpath///*[@id=\\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\\"]", "pierce/#a"], "frame": [0]}
                ]}
                """.replace("{\"type\": \"close\"}, ", ""));

        assertThat(ImportedJob.write(file, Optional.empty())).contains("""
                # Imported from a.json: A path

                start: "http://shop.example/?a=1"

                page:
                  steps:
                    - goto: "http://shop.example/?a=1"
                    - click: {on: [li.next a, {text: "~Next page"}], at: [1, 2]}
                    - type:
                        into:
                          - "#a"
                          - {xpath: '//*[@id="aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"]'}
                          - {pierce: "#a"}
                        text: x
                      frame: {index: 0}
                """);
    }

    @Test
    void whatCannotBeRunIsAProblemOfTheRecording() throws Exception {
        Path file = Files.writeString(
                folder.resolve("a.json"),
                "{\"title\": \"A\",\n \"steps\": [\n{\"type\": \"customStep\", \"name\": \"x\"}]}");
        JobException wrong = catchThrowableOfType(JobException.class, () -> ImportedJob.write(file, Optional.empty()));
        assertThat(wrong.report()).contains("a.json:3:1: step 1 (customStep)");
        Path nowhere = folder.resolve("b.json");
        assertThat(catchThrowableOfType(JobException.class, () -> ImportedJob.write(nowhere, Optional.empty()))
                        .report())
                .contains("there is no such file");
        Path still = Files.writeString(
                folder.resolve("c.json"),
                "{\"title\": \"A\", \"steps\": [{\"type\": \"hover\", \"selectors\": [\"a\"]}]}");
        assertThat(catchThrowableOfType(JobException.class, () -> ImportedJob.write(still, Optional.empty()))
                        .report())
                .contains("goes to no URL");
    }

    private static Yaml read(String text) {
        Problems problems = new Problems();
        Optional<Yaml> yaml = YamlReader.read("job.yaml", text, problems);
        problems.check();
        return yaml.orElseThrow();
    }

    private static Yaml entry(Yaml node, String key) {
        return ((Yaml.Mapping) node).entry(key).orElseThrow().value();
    }

    /** @return nodes and steps alike as maps, lists and texts */
    private static Object plain(Object value) {
        if (value instanceof RecordedStep step) {
            return plain(step.step());
        }
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> plain = new LinkedHashMap<>();
            map.forEach((key, inner) -> plain.put(key, plain(inner)));
            return plain;
        }
        if (value instanceof List<?> list) {
            return list.stream().map(ImportedJobTest::plain).toList();
        }
        if (value instanceof Yaml.Mapping mapping) {
            Map<Object, Object> plain = new LinkedHashMap<>();
            mapping.entries().forEach(entry -> plain.put(entry.key().text(), plain(entry.value())));
            return plain;
        }
        if (value instanceof Yaml.Sequence sequence) {
            return sequence.values().stream().map(ImportedJobTest::plain).toList();
        }
        return value instanceof Yaml.Scalar scalar ? scalar.text() : String.valueOf(value);
    }
}
