package dev.gannet.frontier;

import dev.gannet.db.Row;
import dev.gannet.db.Transaction;
import dev.gannet.web.Completeness;
import dev.gannet.web.FailureKind;
import dev.gannet.web.Role;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Reads how a run stands. */
final class RunReport {
    private final Transaction tx;

    RunReport(Transaction tx) {
        this.tx = tx;
    }

    FrontierCounts counts(long run) {
        Map<String, Long> states = new LinkedHashMap<>();
        tx.each(
                "SELECT state, COUNT(*) AS pages FROM gannet_page WHERE run = ? GROUP BY state",
                row -> states.put(row.text("state"), row.number("pages")),
                run);
        long notReady = tx.number(
                "SELECT COUNT(*) FROM gannet_page WHERE run = ? AND state = 'done' AND ready = " + "CAST(? AS BOOLEAN)",
                run,
                false);
        return new FrontierCounts(
                states.values().stream().mapToLong(Long::longValue).sum(),
                states.getOrDefault("done", 0L),
                notReady,
                states.getOrDefault("failed", 0L),
                states.getOrDefault("skipped", 0L),
                states.getOrDefault("pending", 0L),
                states.getOrDefault("leased", 0L));
    }

    List<FailureGroup> failures(long run) {
        return tx.list(
                "SELECT g.kind AS kind, g.pages AS pages, p.url AS url, p.message AS message FROM"
                        + " (SELECT kind, COUNT(*) AS pages, MIN(id) AS example FROM gannet_page"
                        + " WHERE run = ? AND state = 'failed' GROUP BY kind) g JOIN gannet_page p ON p.id = g.example"
                        + " ORDER BY g.pages DESC, g.kind",
                row -> new FailureGroup(
                        kind(row.text("kind")), row.number("pages"), row.text("url"), row.text("message")),
                run);
    }

    /** @return how many pages the server says are there no more (RFC 9110 sections 15.5.5 and 15.5.11) */
    long gone(long run) {
        return tx.number(
                "SELECT COUNT(*) FROM gannet_page WHERE run = ? AND state = 'failed' AND status IN (404, 410)", run);
    }

    Map<String, Long> skippedByReason(long run) {
        Map<String, Long> reasons = new LinkedHashMap<>();
        tx.each(
                "SELECT reason, COUNT(*) AS pages FROM gannet_page WHERE run = ? AND state = 'skipped'"
                        + " GROUP BY reason ORDER BY COUNT(*) DESC, reason",
                row -> reasons.put(row.text("reason"), row.number("pages")),
                run);
        return reasons;
    }

    Shortfall shortfall(long run) {
        Map<String, Set<String>> missing = new TreeMap<>();
        tx.each(
                "SELECT DISTINCT i.kind AS kind, i.missing AS missing FROM gannet_page_item i"
                        + " JOIN gannet_page p ON p.id = i.page"
                        + " WHERE p.run = ? AND p.state = 'done' AND i.missing IS NOT NULL",
                row -> missing.computeIfAbsent(row.text("kind"), kind -> new TreeSet<>())
                        .addAll(List.of(row.text("missing").split(" "))),
                run);
        List<Shortfall.Kind> kinds = tx.list(
                "SELECT i.kind AS kind, SUM(i.valid) AS valid, SUM(i.invalid) AS invalid FROM gannet_page_item i"
                        + " JOIN gannet_page p ON p.id = i.page WHERE p.run = ? AND p.state = 'done'"
                        + " GROUP BY i.kind ORDER BY i.kind",
                row -> new Shortfall.Kind(
                        row.text("kind"),
                        row.number("valid"),
                        row.number("invalid"),
                        List.copyOf(missing.getOrDefault(row.text("kind"), Set.of()))),
                run);
        long failedSitemaps = tx.number(
                "SELECT COUNT(*) FROM gannet_page WHERE run = ? AND state = 'failed' AND role = ?",
                run,
                Role.SITEMAP.label());
        Row.Reader<Shortfall> reader = row -> new Shortfall(
                failedSitemaps, row.number("truncated"), row.number("crowded"), row.number("left_out"), kinds);
        return tx.first(
                        "SELECT SUM(CASE WHEN truncated THEN 1 ELSE 0 END) AS truncated,"
                                + " SUM(CASE WHEN links_left_out > 0 THEN 1 ELSE 0 END) AS crowded,"
                                + " SUM(links_left_out) AS left_out"
                                + " FROM gannet_page WHERE run = ? AND state = 'done'",
                        reader,
                        run)
                .orElseThrow();
    }

    Optional<RunStatus> latest(String job) {
        Row.Reader<RunStatus> reader = row -> {
            long run = row.number("id");
            return new RunStatus(
                    run,
                    row.text("state"),
                    row.moment("started_at").orElse(Instant.EPOCH),
                    row.moment("ended_at"),
                    counts(run),
                    failures(run),
                    skippedByReason(run),
                    row.optionalText("terms"),
                    row.optionalText("verdict").map(Completeness::of),
                    new Verdicts(tx).of(run));
        };
        return tx.first(
                "SELECT id, state, started_at, ended_at, terms, verdict FROM gannet_run WHERE job = ? ORDER BY id DESC LIMIT 1",
                reader,
                job);
    }

    private static FailureKind kind(String label) {
        return FailureKind.valueOf(label.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
