package dev.gannet.job;

import dev.gannet.web.Selector;
import dev.gannet.web.UrlGlob;
import java.util.List;
import java.util.Optional;

/** Reads which answers to a page's own requests are meant, and what in them. */
final class FetchedReader {
    private FetchedReader() {}

    /** @param around has {@code fetched} */
    static Optional<Selector> read(Section around) {
        return around.get("fetched")
                .flatMap(node -> Section.of(JobKeys.FETCHED, node, around.reading()))
                .flatMap(FetchedReader::answers);
    }

    private static Optional<Selector> answers(Section section) {
        Reading reading = section.reading();
        Optional<UrlGlob> url = section.scalar("url").flatMap(scalar -> request(scalar, reading));
        Optional<Selector> path = section.has("json")
                ? section.scalar("json").flatMap(scalar -> Selectors.json(scalar, reading))
                : Optional.of(new Selector.Json("$"));
        return url.flatMap(from -> path.map(into -> new Selector.Fetched(from, ((Selector.Json) into).path())));
    }

    /** @return the requests of pages that a key names */
    static List<UrlGlob> requests(Section section, String key) {
        Reading reading = section.reading();
        return section.get(key).stream()
                .flatMap(node -> Shape.oneOrMore(node, reading).stream())
                .flatMap(node -> Shape.scalar(node, "a pattern of URLs", reading).stream())
                .flatMap(scalar -> request(scalar, reading).stream())
                .toList();
    }

    private static Optional<UrlGlob> request(Yaml.Scalar scalar, Reading reading) {
        Optional<UrlGlob> glob = Globs.one(scalar, reading);
        boolean expression = glob.filter(one -> one.script().isEmpty()).isPresent();
        if (expression) {
            reading.problem(scalar, "a script in the page looks at these URLs and knows no re:", "write a glob");
        }
        return expression ? Optional.empty() : glob;
    }
}
