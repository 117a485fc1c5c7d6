package dev.gannet.job;

import dev.gannet.capture.CaptureName;
import dev.gannet.capture.CaptureSpec;
import dev.gannet.capture.CaptureSpec.Keep;
import dev.gannet.capture.CaptureSpec.Wanted;
import dev.gannet.web.Selector;
import dev.gannet.web.ShotForm;
import dev.gannet.web.ShotSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** Reads what pages are captured as. */
final class CaptureReader {
    private static final List<ShotForm> WHOLE =
            List.of(ShotForm.HTML, ShotForm.SCREENSHOT, ShotForm.PDF, ShotForm.MHTML);
    private static final List<String> WORDS =
            WHOLE.stream().map(ShotForm::label).toList();

    private final Reading reading;

    private CaptureReader(Reading reading) {
        this.reading = reading;
    }

    static Optional<CaptureSpec> read(Section job) {
        return job.get("capture").flatMap(new CaptureReader(job.reading())::spec);
    }

    private Optional<CaptureSpec> spec(Yaml node) {
        if (node instanceof Yaml.Mapping) {
            return Section.of(JobKeys.CAPTURE, node, reading).flatMap(block -> block(block, node));
        }
        List<Wanted> wanted = Shape.oneOrMore(node, reading).stream()
                .flatMap(one -> Shape.scalar(one, "a form of capture", reading).stream())
                .flatMap(one -> Shape.word(one, WORDS, reading).stream())
                .distinct()
                .map(word -> usual(ShotForm.valueOf(word.toUpperCase(Locale.ROOT))))
                .toList();
        return wanted.isEmpty() ? Optional.empty() : Optional.of(new CaptureSpec(List.of(), wanted, Keep.ALL));
    }

    private static Wanted usual(ShotForm form) {
        return new Wanted(ShotSpec.of(form), CaptureName.usual(form, ""));
    }

    private Optional<CaptureSpec> block(Section block, Yaml node) {
        int before = reading.problems().count();
        List<Wanted> wanted = new ArrayList<>();
        for (ShotForm form : WHOLE) {
            block.scalar(form.label()).flatMap(scalar -> whole(form, scalar)).ifPresent(wanted::add);
        }
        block.get("elements").ifPresent(elements -> wanted.addAll(elements(elements)));
        if (wanted.isEmpty()) {
            if (reading.problems().count() == before) {
                reading.problem(
                        node, "nothing is captured", "name one of " + String.join(", ", WORDS) + ", as in html: true");
            }
            return Optional.empty();
        }
        return Optional.of(new CaptureSpec(Globs.of(block, "at"), wanted, keep(block)));
    }

    private Optional<Wanted> whole(ShotForm form, Yaml.Scalar scalar) {
        return switch (scalar.text()) {
            case "false" -> Optional.empty();
            case "true" -> Optional.of(usual(form));
            default -> Optional.of(new Wanted(ShotSpec.of(form), name(scalar, form)));
        };
    }

    private CaptureName name(Yaml.Scalar scalar, ShotForm form) {
        CaptureName name = new CaptureName(scalar.text().strip());
        name.problem(form)
                .ifPresent(problem -> reading.problem(
                        scalar, problem, "as in " + CaptureName.usual(form, "").template()));
        return name;
    }

    private List<Wanted> elements(Yaml node) {
        List<Wanted> wanted = new ArrayList<>();
        if (!(node instanceof Yaml.Mapping mapping) || mapping.entries().isEmpty()) {
            reading.problem(node, "elements are names with selectors", "as in {chart: \"#chart\"}");
            return wanted;
        }
        for (Yaml.Entry entry : mapping.entries()) {
            String part = entry.key().text();
            if (!part.matches("[A-Za-z][A-Za-z0-9_-]{0,62}")) {
                reading.problem(entry.key(), "the name of an element is a letter, then letters, digits, _ and -", "");
            } else {
                element(part, entry.value()).ifPresent(wanted::add);
            }
        }
        return wanted;
    }

    private Optional<Wanted> element(String part, Yaml node) {
        if (node instanceof Yaml.Mapping mapping && mapping.entry("select").isPresent()) {
            return Section.of(JobKeys.CAPTURE_ELEMENT, node, reading)
                    .flatMap(block -> Selectors.shown(block, "select")
                            .map(selector -> new Wanted(
                                    shot(part, selector),
                                    block.scalar("name")
                                            .map(name -> name(name, ShotForm.ELEMENT))
                                            .orElse(CaptureName.usual(ShotForm.ELEMENT, part)))));
        }
        return Selectors.shown(node, reading)
                .map(selector -> new Wanted(shot(part, selector), CaptureName.usual(ShotForm.ELEMENT, part)));
    }

    private static ShotSpec shot(String part, Selector selector) {
        return new ShotSpec(ShotForm.ELEMENT, part, Optional.of(selector));
    }

    private Keep keep(Section block) {
        Optional<Yaml> node = block.get("keep");
        if (node.isEmpty()) {
            return Keep.ALL;
        }
        if (node.get() instanceof Yaml.Mapping) {
            return Section.of(JobKeys.CAPTURE_KEEP, node.get(), reading)
                    .map(keep -> new Keep(keep.whole("last", 1), keep.span("time")))
                    .orElse(Keep.ALL);
        }
        Optional<Yaml.Scalar> scalar = Shape.scalar(node.get(), "how long captures are kept", reading);
        return scalar.map(this::keep).orElse(Keep.ALL);
    }

    private Keep keep(Yaml.Scalar scalar) {
        if (scalar.text().matches("[1-9]\\d{0,8}")) {
            return new Keep(OptionalInt.of(Integer.parseInt(scalar.text())), Optional.empty());
        }
        Optional<Duration> time = Stream.of(scalar.text())
                .flatMap(text -> Amounts.duration(text).stream())
                .filter(span -> !span.isZero())
                .findFirst();
        if (time.isEmpty()) {
            reading.problem(
                    scalar,
                    "captures are kept for a number of them or a time, not for " + YamlTraps.quote(scalar.text()),
                    "as in keep: 30, keep: 90d or keep: {last: 30, time: 90d}");
        }
        return new Keep(OptionalInt.empty(), time);
    }
}
