package dev.gannet.cli;

import dev.gannet.crawl.RunSummary;
import dev.gannet.crawl.RunSummary.End;
import dev.gannet.crawl.RunSummary.Failure;
import dev.gannet.crawl.RunSummary.Kind;
import dev.gannet.extract.FieldSpec;
import dev.gannet.extract.FieldType;
import dev.gannet.extract.ItemSpec;
import dev.gannet.extract.Source;
import dev.gannet.frontier.Breach;
import dev.gannet.job.Plan;
import dev.gannet.page.PageSpec;
import dev.gannet.politeness.PolitenessSpec;
import dev.gannet.session.BrowserSpec;
import dev.gannet.session.PoolStats;
import dev.gannet.web.Completeness;
import dev.gannet.web.FailureKind;
import dev.gannet.web.PageUrl;
import dev.gannet.web.Redaction;
import dev.gannet.web.Rung;
import dev.gannet.web.Selector;
import dev.gannet.web.UrlGlob;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Plans and summaries as a shop would have them. */
final class Samples {
    private Samples() {}

    static Plan plan(Path file) {
        return plan(file, new PolitenessSpec(Duration.ofSeconds(1), 1, true, Optional.empty(), Optional.empty()));
    }

    static Plan plan(Path file, PolitenessSpec politeness) {
        ItemSpec product = new ItemSpec(
                "product",
                "product",
                List.of(UrlGlob.of("**/p/*")),
                Optional.of(Selector.css(".product")),
                List.of("sku"),
                List.of(field("sku", FieldType.TEXT, true), field("price", FieldType.MONEY, false)));
        PageSpec page = new PageSpec(
                Optional.empty(), Optional.empty(), Set.of(), List.of(), false, Duration.ofSeconds(60), 20_000_000);
        return new Plan(
                "shop",
                file,
                List.of(PageUrl.of("http://shop.example/?page=1"), PageUrl.of("http://shop.example/?page=2")),
                List.of(),
                List.of(),
                List.of(),
                new Plan.CrawlSpec(
                        List.of(Selector.css("a.product")),
                        List.of(),
                        Plan.Scope.HOST,
                        List.of(),
                        List.of(),
                        OptionalInt.empty(),
                        OptionalInt.empty(),
                        Optional.empty(),
                        Optional.empty()),
                List.of(new Plan.PageBlock(
                        List.of(), Optional.empty(), page, List.of(), Optional.empty(), Optional.empty())),
                List.of(product),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                politeness,
                BrowserSpec.usual("gannet/0.1"),
                new Plan.LimitsSpec(Duration.ofSeconds(60), 3, 20_000_000, 10_000, 10_000, 0.01, 0.01),
                Rung.RENDER,
                "sqlite:/data/shop.db",
                List.of(),
                new Redaction());
    }

    private static FieldSpec field(String name, FieldType type, boolean required) {
        Source source = new Source.Select(Optional.of(Selector.css("." + name)), Optional.empty(), false);
        return new FieldSpec(name, source, type, false, required, Optional.empty(), Optional.empty());
    }

    static RunSummary summary(End end, List<Failure> failures) {
        return summary(end, failures, List.of(new Kind("product", "product", 118, 2, 0, 0, 120)));
    }

    static RunSummary summary(End end, List<Failure> failures, List<Kind> kinds) {
        return new RunSummary(
                "shop",
                7,
                end,
                end == End.STOPPED ? Optional.empty() : Optional.of(Completeness.COMPLETE),
                List.of(),
                Duration.ofMillis(123_400),
                1_440,
                0,
                failures.stream().mapToLong(Failure::count).sum(),
                Map.of("robots.txt forbids it", 12L),
                end == End.STOPPED ? 40 : 0,
                kinds,
                failures,
                0,
                List.of(),
                "1 of 4 sessions used: delay 1s on one host",
                "sqlite:/data/shop.db",
                List.of(),
                pool(Map.of("closed", 4L)));
    }

    /** An incomplete run. */
    static RunSummary breached(Breach... breaches) {
        RunSummary run = summary(End.INCOMPLETE, List.of());
        return new RunSummary(
                run.job(),
                run.run(),
                run.end(),
                Optional.of(Completeness.PARTIAL),
                List.of(breaches),
                run.elapsed(),
                run.done(),
                run.notReady(),
                run.failed(),
                run.skipped(),
                run.queued(),
                run.kinds(),
                run.failures(),
                run.invalid(),
                run.misreadings(),
                run.bound(),
                run.store(),
                run.notes(),
                run.pool());
    }

    static RunSummary with(RunSummary run, List<RunSummary.Misreading> misreadings) {
        return new RunSummary(
                run.job(),
                run.run(),
                run.end(),
                run.verdict(),
                run.breaches(),
                run.elapsed(),
                run.done(),
                run.notReady(),
                run.failed(),
                run.skipped(),
                run.queued(),
                run.kinds(),
                run.failures(),
                run.invalid(),
                misreadings,
                run.bound(),
                run.store(),
                run.notes(),
                run.pool());
    }

    static PoolStats pool(Map<String, Long> retirements) {
        return new PoolStats(1_440, 12, Duration.ofMillis(350), 4, 0, 2, 0, 0, retirements, 1);
    }

    static Failure failure(FailureKind kind, long count) {
        return new Failure(kind, count, "http://shop.example/p/4", "what was said\r\nat that one \u001b[31m");
    }
}
