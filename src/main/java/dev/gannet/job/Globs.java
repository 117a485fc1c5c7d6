package dev.gannet.job;

import dev.gannet.web.UrlGlob;
import java.util.List;
import java.util.Optional;

/** Reads patterns of URLs. */
final class Globs {
    private Globs() {}

    static List<UrlGlob> of(Section section, String key) {
        Reading reading = section.reading();
        return section.get(key).stream()
                .flatMap(node -> Shape.oneOrMore(node, reading).stream())
                .flatMap(node -> Shape.scalar(node, "a pattern of URLs", reading).stream())
                .flatMap(scalar -> one(scalar, reading).stream())
                .toList();
    }

    /** @return the URLs that a text stands for */
    static Optional<UrlGlob> one(Yaml.Scalar scalar, Reading reading) {
        try {
            if (!scalar.text().isBlank()) {
                return Optional.of(UrlGlob.of(scalar.text().strip()));
            }
            reading.problem(scalar, "the pattern is empty", "for every page write \"**\"");
        } catch (IllegalArgumentException wrong) {
            reading.problem(scalar, String.valueOf(wrong.getMessage()), "");
        }
        return Optional.empty();
    }
}
