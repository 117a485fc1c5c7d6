package dev.gannet.job;

import dev.gannet.job.Plan.CrawlSpec;
import dev.gannet.job.Plan.Scope;
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
                        Scope.HOST,
                        List.of(),
                        List.of(),
                        OptionalInt.empty(),
                        OptionalInt.empty(),
                        Optional.empty(),
                        Optional.empty()));
    }

    private static CrawlSpec crawl(Section crawl) {
        boolean all = crawl.node()
                .entry("follow")
                .filter(entry ->
                        entry.value() instanceof Yaml.Scalar word && word.text().equals("all"))
                .isPresent();
        return new CrawlSpec(
                all ? List.of(Selector.css("a[href]")) : Selectors.all(crawl, "follow"),
                crawl.constant("scope", Scope.class).orElse(Scope.HOST),
                Globs.of(crawl, "include"),
                Globs.of(crawl, "exclude"),
                crawl.whole("depth", 0),
                crawl.whole("pages", 1),
                crawl.span("time"),
                crawl.since("since"));
    }
}
