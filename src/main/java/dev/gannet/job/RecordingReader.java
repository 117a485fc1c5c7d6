package dev.gannet.job;

import dev.gannet.flow.recording.RecordedStep;
import dev.gannet.flow.recording.Recording;
import dev.gannet.flow.recording.RecordingException;
import dev.gannet.flow.recording.Recordings;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Reads a recorder's file into nodes as the job itself could have them; each stands in its line of that file. */
final class RecordingReader {
    private static final int MEGABYTES = 10;

    private RecordingReader() {}

    /** @return the steps of the file that the key {@code recording} names; none when it cannot be run (reported) */
    static List<Yaml> steps(Section section) {
        return section.get("recording")
                .map(recording -> named(recording, section.reading()))
                .orElse(List.of());
    }

    private static List<Yaml> named(Yaml recording, Reading reading) {
        if (recording instanceof Yaml.Scalar file) {
            return file(file, Optional.empty(), reading);
        }
        return Section.of(StepKeys.RECORDING, recording, reading)
                .map(section -> {
                    if (section.has("test") && section.has("suite")) {
                        reading.problem(recording, "one of test and suite", "leave one of them out");
                    }
                    Optional<String> part = section.text("test").or(() -> section.text("suite"));
                    return section.scalar("file")
                            .map(file -> file(file, part, reading))
                            .orElse(List.of());
                })
                .orElse(List.of());
    }

    private static List<Yaml> file(Yaml.Scalar name, Optional<String> part, Reading reading) {
        Path file;
        try {
            file = reading.file().resolveSibling(name.text());
        } catch (InvalidPathException e) {
            reading.problem(name, "not the name of a file: " + name.text(), "");
            return List.of();
        }
        reading.beside().accept(file);
        Optional<String> text = text(
                file,
                (message, hint) -> reading.problem(
                        name, file + ": " + message, hint.isEmpty() ? "paths are relative to the job file" : hint));
        return text.map(found -> SourceText.of(file.toString(), found))
                .flatMap(source ->
                        read(source, text.get(), part, reading.problems()).map(recording -> nodes(recording, source)))
                .orElse(List.of());
    }

    /** @return the file's text without a byte order mark; empty when it cannot be read */
    static Optional<String> text(Path file, BiConsumer<String, String> problem) {
        return TextFile.read(file, MEGABYTES, "record it in parts", problem)
                .map(text -> text.startsWith("\uFEFF") ? text.substring(1) : text);
    }

    /** @return the recording; empty when it cannot be run (reported, in the lines of its file) */
    static Optional<Recording> read(SourceText source, String text, Optional<String> part, Problems problems) {
        try {
            String name = String.valueOf(Path.of(source.name()).getFileName());
            return Optional.of(Recordings.read(name, text, part));
        } catch (RecordingException unfit) {
            unfit.faults().forEach(fault -> problems.at(spot(source, fault.line()), fault.message(), fault.remedy()));
            return Optional.empty();
        }
    }

    static List<Yaml> nodes(Recording recording, SourceText source) {
        return recording.steps().stream()
                .map(step -> node(step, spot(source, step.line()), source))
                .toList();
    }

    private static Spot spot(SourceText source, int line) {
        String text = source.line(line);
        return source.spot(line, 1 + text.length() - text.stripLeading().length());
    }

    private static Yaml node(Object value, Spot spot, SourceText source) {
        if (value instanceof RecordedStep step) {
            return node(step.step(), spot(source, step.line()), source);
        }
        if (value instanceof Map<?, ?> map) {
            return new Yaml.Mapping(
                    spot,
                    map.entrySet().stream()
                            .map(entry -> new Yaml.Entry(
                                    new Yaml.Scalar(spot, String.valueOf(entry.getKey()), false),
                                    node(entry.getValue(), spot, source)))
                            .toList(),
                    false);
        }
        if (value instanceof List<?> list) {
            return new Yaml.Sequence(
                    spot, list.stream().map(each -> node(each, spot, source)).toList(), false);
        }
        return new Yaml.Scalar(spot, String.valueOf(value), !(value instanceof String));
    }
}
