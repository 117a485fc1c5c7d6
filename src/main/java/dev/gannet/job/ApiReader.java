package dev.gannet.job;

import dev.gannet.web.PageUrl;
import dev.gannet.web.Selector;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** Reads how the pages of an API are gone through. */
final class ApiReader {
    private static final int MOST = 10_000;
    private static final List<String> WAYS = List.of("json", "page", "offset", "link");

    private ApiReader() {}

    /**
     * @param start has {@code api}
     * @param others the job's other APIs: pages are known by their address, so that two of one address are gone through alike
     */
    static Optional<ApiSpec> read(Section start, PageUrl url, List<ApiSpec> others) {
        Optional<Yaml> next = start.get("next");
        if (next.isEmpty()) {
            return Optional.of(new ApiSpec(url, Optional.empty(), MOST));
        }
        if (next.get() instanceof Yaml.Scalar path) {
            return Selectors.json(path, start.reading())
                    .map(found -> new ApiSpec(url, Optional.of(new ApiSpec.Named(found, Optional.empty())), MOST));
        }
        Optional<ApiSpec> api = Section.of(JobKeys.NEXT_PAGE, next.get(), start.reading())
                .flatMap(section -> next(section)
                        .map(way -> new ApiSpec(
                                url, Optional.of(way), section.whole("max", 1).orElse(MOST))));
        api.filter(found -> others.stream()
                        .anyMatch(other -> address(other).equals(address(found))
                                && !other.next().equals(found.next())))
                .ifPresent(found -> start.reading()
                        .problem(
                                next.get(),
                                "two APIs at " + address(found) + " go on in two ways",
                                "give both the same next, or each a job of its own"));
        return api;
    }

    private static String address(ApiSpec api) {
        return api.url().origin() + api.url().path();
    }

    private static Optional<ApiSpec.Next> next(Section section) {
        List<String> ways = WAYS.stream().filter(section::has).toList();
        boolean into = section.has("into") && !ways.equals(List.of("json"));
        boolean by = section.has("by") && Stream.of("page", "offset").noneMatch(section::has);
        if (ways.size() != 1 || into || by) {
            // Of keys that are unknown it is said already.
            if (section.node().entries().stream()
                    .anyMatch(entry -> JobKeys.NEXT_PAGE.key(entry.key().text()).isEmpty())) {
                return Optional.empty();
            }
            section.reading()
                    .problem(
                            section.node(),
                            ways.size() != 1
                                    ? "the next page is found by one of " + String.join(", ", WAYS)
                                    : into ? "into goes with json" : "by goes with page and offset",
                            "as in {json: $.next}, {json: $.cursor, into: cursor}, {page: page}, {offset: start, by: 50} or"
                                    + " {link: next}");
            return Optional.empty();
        }
        OptionalInt step = section.whole("by", 1);
        return switch (ways.get(0)) {
            case "page" -> section.text("page").map(name -> new ApiSpec.Counted(name, step, false));
            case "offset" -> section.text("offset").map(name -> new ApiSpec.Counted(name, step, true));
            case "link" -> section.text("link").map(ApiSpec.Linked::new);
            default -> {
                Optional<Selector> path =
                        section.scalar("json").flatMap(scalar -> Selectors.json(scalar, section.reading()));
                yield path.map(found -> new ApiSpec.Named(found, section.text("into")));
            }
        };
    }
}
