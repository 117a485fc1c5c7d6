package dev.gannet.job;

import dev.gannet.job.Plan.CrawlSpec;
import dev.gannet.job.Plan.Scope;
import dev.gannet.page.ClickSpec;
import dev.gannet.web.Selector;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads which pages are taken in. */
final class CrawlReader {
    private CrawlReader() {}

    static CrawlSpec read(Section job) {
        return job.get("crawl")
                .flatMap(node -> Section.of(JobKeys.CRAWL, node, job.reading()))
                .map(CrawlReader::crawl)
                .orElseGet(() -> new CrawlSpec(
                        List.of(),
                        List.of(),
                        Scope.HOST,
                        List.of(),
                        List.of(),
                        OptionalInt.empty(),
                        OptionalInt.empty(),
                        Optional.empty(),
                        Optional.empty()));
    }

    private static CrawlSpec crawl(Section crawl) {
        Optional<Yaml> follow = crawl.get("follow");
        return new CrawlSpec(
                follow.map(node -> links(node, crawl.reading())).orElse(List.of()),
                follow.map(node -> clicks(node, crawl.reading())).orElse(List.of()),
                crawl.constant("scope", Scope.class).orElse(Scope.HOST),
                Globs.of(crawl, "include"),
                Globs.of(crawl, "exclude"),
                crawl.whole("depth", 0),
                crawl.whole("pages", 1),
                crawl.span("time"),
                crawl.since("since"));
    }

    private static List<Selector> links(Yaml follow, Reading reading) {
        if (follow instanceof Yaml.Scalar word && word.text().equals("all")) {
            return List.of(Selector.css("a[href]"));
        }
        if (clicked(follow).isEmpty()) {
            return Selectors.all(follow, reading);
        }
        List<Yaml> links = values(follow).stream()
                .filter(node -> !clicked(follow).contains(node))
                .toList();
        return links.isEmpty() ? List.of() : Selectors.all(new Yaml.Sequence(follow.spot(), links, false), reading);
    }

    private static List<ClickSpec> clicks(Yaml follow, Reading reading) {
        return clicked(follow).stream()
                .flatMap(node -> Section.of(JobKeys.FOLLOW_CLICK, node, reading).stream())
                .flatMap(section -> {
                    int most = section.whole("most", 1).orElse(ClickSpec.MOST);
                    return Selectors.shown(section, "click").map(target -> new ClickSpec(target, most)).stream();
                })
                .toList();
    }

    private static List<Yaml> clicked(Yaml follow) {
        return values(follow).stream()
                .filter(node -> node instanceof Yaml.Mapping map
                        && (map.entry("click").isPresent() || map.entry("most").isPresent()))
                .toList();
    }

    private static List<Yaml> values(Yaml follow) {
        return follow instanceof Yaml.Sequence list ? list.values() : List.of(follow);
    }
}
