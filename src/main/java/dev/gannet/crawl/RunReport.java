package dev.gannet.crawl;

import dev.gannet.extract.ItemSpec;
import dev.gannet.frontier.FileCounts;
import dev.gannet.frontier.Frontier;
import dev.gannet.frontier.FrontierCounts;
import dev.gannet.frontier.RunTicket;
import dev.gannet.frontier.Verdict;
import dev.gannet.job.Plan;
import dev.gannet.metrics.Meter;
import dev.gannet.store.ItemStore;
import dev.gannet.store.SaveCounts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts together how far a run is and what it came to. Used by one thread at a time. */
final class RunReport {
    private static final Logger LOG = LoggerFactory.getLogger(RunReport.class);

    private final Plan plan;
    private final Frontier frontier;
    private final ItemStore store;
    private final RunTicket run;
    private final RunTally tally;
    private final Usual usual;
    /** Of a million pages counting takes a good part of the second after which it is asked for again. */
    private final SparingFigure<FrontierCounts> roughly;

    private final Meter meter = new Meter();
    private final long started = System.nanoTime();
    private long metered;
    private String troubled = "";

    RunReport(Plan plan, Frontier frontier, ItemStore store, RunTicket run, RunTally tally, Usual usual) {
        this.usual = usual;
        this.plan = plan;
        this.frontier = frontier;
        this.store = store;
        this.run = run;
        this.tally = tally;
        this.roughly = new SparingFigure<>(() -> frontier.counts(run), System::nanoTime);
    }

    synchronized RunProgress progress() {
        FrontierCounts counts = roughly.get();
        long pages = tally.pages();
        meter.mark(pages - metered);
        metered = pages;
        double speed = meter.perSecond();
        long open = counts.pending() + counts.leased();
        Optional<Duration> left =
                speed > 0 ? Optional.of(Duration.ofSeconds(Math.round(open / speed))) : Optional.empty();
        return new RunProgress(
                counts.done(),
                counts.failed(),
                counts.skipped(),
                counts.pending(),
                counts.leased(),
                tally.rows(),
                speed,
                left,
                trouble(open));
    }

    private Optional<RunProgress.Trouble> trouble(long open) {
        Optional<RunProgress.Trouble> trouble = tally.causes().of(open);
        String cause = trouble.map(RunProgress.Trouble::cause).orElse("");
        if (!cause.isEmpty() && !cause.equals(troubled)) {
            LOG.info("no page can be read, {}", trouble.get());
        }
        troubled = cause;
        return trouble;
    }

    RunSummary summary(boolean over, boolean inTime, Bound bound, List<String> notes, String place) {
        FrontierCounts counts = frontier.counts(run);
        Duration elapsed = Duration.ofNanos(System.nanoTime() - started);
        FileCounts files = frontier.files(run);
        List<String> all = new ArrayList<>(notes);
        Incidents.note(tally.incidents()).ifPresent(all::add);
        tally.steps().forEach((note, pages) -> all.add(note + (pages == 1 ? " (1 page)" : " (" + pages + " pages)")));
        if (tally.unchanged() > 0) {
            all.add(unchanged(tally.unchanged()));
        }
        if (tally.noFollow() > 0) {
            all.add(tally.noFollow() + " pages ask robots not to follow their links (meta robots nofollow)");
        }
        if (tally.cleaned() > 0) {
            all.add(tally.cleaned() + " characters that no database takes (NUL, lone surrogates) were left out");
        }
        Map<String, Long> skipped = frontier.skippedByReason(run);
        boolean bounded = skipped.keySet().stream()
                .anyMatch(reason -> reason.equals(Frontier.PAGES_LIMIT) || reason.startsWith(Traps.PREFIX));
        Optional<Verdict> verdict = over ? Optional.of(judge(counts, files, bounded)) : Optional.empty();
        List<RunSummary.Kind> kinds =
                kinds(verdict.map(judged -> removed(judged, counts, bounded)).orElse(Map.of()));
        if (verdict.isEmpty() || !Shortcomings.tooManyLost(files, plan.limits())) {
            Shortcomings.lost(files).ifPresent(all::add);
        }
        return new RunSummary(
                plan.name(),
                run.run(),
                verdict.map(judged -> end(judged, bounded))
                        .orElse(inTime ? RunSummary.End.STOPPED : RunSummary.End.BOUNDED),
                verdict.map(Verdict::completeness),
                verdict.map(Verdict::breaches).orElse(List.of()),
                elapsed,
                counts.done(),
                counts.notReady(),
                counts.failed(),
                new LinkedHashMap<>(skipped),
                counts.pending(),
                kinds,
                frontier.failures(run).stream()
                        .map(group ->
                                new RunSummary.Failure(group.kind(), group.count(), group.example(), group.message()))
                        .toList(),
                tally.invalid(),
                tally.misreadings(),
                bound.sentence(plan, elapsed, tally.pages()),
                place,
                all,
                bound.ladder().pool());
    }

    private List<RunSummary.Kind> kinds(Map<String, Long> removed) {
        Map<String, Long> left = new HashMap<>(removed);
        List<RunSummary.Kind> kinds = new ArrayList<>();
        for (ItemSpec item : ItemSpec.withInner(plan.items())) {
            SaveCounts.Kind rows = tally.kind(item.kind());
            Long unseen = left.remove(item.table());
            kinds.add(new RunSummary.Kind(
                    item.kind(),
                    item.table(),
                    rows.added(),
                    rows.changed(),
                    rows.unchanged(),
                    rows.removed() + (unseen == null ? 0 : unseen),
                    store.count(item.table())));
        }
        return kinds;
    }

    /** @return how many rows are there no more, by table */
    private Map<String, Long> removed(Verdict verdict, FrontierCounts counts, boolean bounded) {
        long unread = counts.failed() + counts.notReady() - frontier.gone(run);
        List<ItemSpec> whole = Removals.of(plan, verdict, frontier.shortfall(run), unread, bounded);
        return whole.isEmpty() ? Map.of() : store.removeUnseen(whole, run.run());
    }

    private static String unchanged(long pages) {
        return pages == 1
                ? "1 page has not changed since it was last read, says its server (304)"
                : pages + " pages have not changed since they were last read, say their servers (304)";
    }

    private Verdict judge(FrontierCounts counts, FileCounts files, boolean bounded) {
        Map<String, Long> rows = new HashMap<>();
        plan.items().forEach(item -> rows.put(item.kind(), store.seenIn(item.table(), run.run())));
        Verdict verdict = new RunJudge(plan, usual)
                .of(new RunJudge.Facts(
                        counts,
                        frontier.shortfall(run),
                        files,
                        frontier.breachesOfPages(run),
                        frontier.found(run),
                        frontier.told(run),
                        rows,
                        bounded || plan.crawl().depth().isPresent(),
                        frontier.visited(run),
                        tally.gaps(),
                        tally.passwords()));
        frontier.judged(run, verdict);
        return verdict;
    }

    private static RunSummary.End end(Verdict verdict, boolean bounded) {
        if (!verdict.breaches().isEmpty()) {
            return RunSummary.End.INCOMPLETE;
        }
        return bounded ? RunSummary.End.BOUNDED : RunSummary.End.COMPLETE;
    }
}
