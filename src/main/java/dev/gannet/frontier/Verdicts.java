package dev.gannet.frontier;

import dev.gannet.db.Row;
import dev.gannet.db.Transaction;
import dev.gannet.web.Completeness;
import dev.gannet.web.OneLine;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Keeps and reads what is made of runs and their pages. */
final class Verdicts {
    private static final String INSERT =
            "INSERT INTO gannet_breach (run, page, verdict, rule, kind, field, message, example, evidence)"
                    + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)";

    private final Transaction tx;

    Verdicts(Transaction tx) {
        this.tx = tx;
    }

    /** Writes down what is made of a page, in the place of what was made of it before. */
    void ofPage(long page, Judgement judgement) {
        tx.update("DELETE FROM gannet_breach WHERE page = ?", page);
        if (!judgement.breaches().isEmpty()) {
            long run = tx.number("SELECT run FROM gannet_page WHERE id = ?", page);
            insert(run, page, judgement.breaches());
        }
    }

    private void insert(long run, @Nullable Long page, List<Breach> breaches) {
        tx.batch(
                INSERT,
                breaches.stream()
                        .map(breach -> new @Nullable Object[] {
                            run,
                            page,
                            breach.verdict().label(),
                            breach.rule(),
                            breach.kind().orElse(null),
                            breach.field().orElse(null),
                            OneLine.message(breach.message()),
                            page == null ? breach.example().orElse(null) : null,
                            breach.evidence().orElse(null)
                        })
                        .toList());
    }

    /** Writes down what is made of a run, in the place of what was made of it before. */
    void ofRun(long run, Verdict verdict) {
        // Every process that worked on it finds that it is over, often at the same moment.
        tx.lock("gannet verdict " + run);
        reopened(run);
        insert(
                run,
                null,
                verdict.breaches().stream()
                        .filter(breach -> breach.pages() == 0)
                        .toList());
        tx.batch(
                "INSERT INTO gannet_run_kind (run, kind, crawled, row_count, items, lacking, verdict)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?)",
                verdict.kinds().stream()
                        .map(kind -> new @Nullable Object[] {
                            run,
                            kind.found().kind(),
                            kind.crawled(),
                            kind.rows(),
                            kind.found().items(),
                            written(kind.found().lacking()),
                            kind.verdict().label()
                        })
                        .toList());
        tx.update(
                "UPDATE gannet_run SET verdict = ? WHERE id = ?",
                verdict.completeness().label(),
                run);
    }

    /** Takes back what was made of a run that goes on. */
    void reopened(long run) {
        tx.update("DELETE FROM gannet_breach WHERE run = ? AND page IS NULL", run);
        tx.update("DELETE FROM gannet_run_kind WHERE run = ?", run);
    }

    /** @return field to count as it is stored; null where there are none */
    static @Nullable String written(Map<String, ? extends Number> lacking) {
        return lacking.isEmpty()
                ? null
                : new TreeMap<>(lacking)
                        .entrySet().stream()
                                .map(entry -> entry.getKey() + "=" + entry.getValue())
                                .reduce((one, other) -> one + " " + other)
                                .orElseThrow();
    }

    /** @return what {@link #written} wrote */
    static Map<String, Long> read(Optional<String> lacking) {
        Map<String, Long> counts = new TreeMap<>();
        for (String one : lacking.map(text -> text.split(" ")).orElse(new String[0])) {
            int at = one.lastIndexOf('=');
            counts.put(one.substring(0, at), Long.valueOf(one.substring(at + 1)));
        }
        return counts;
    }

    /** @return what the done pages of a run gave, kind by kind */
    List<Found> found(long run) {
        Map<String, Long> items = new LinkedHashMap<>();
        Map<String, Map<String, Long>> lacking = new LinkedHashMap<>();
        tx.each(
                "SELECT i.kind AS kind, i.lacking AS lacking, COUNT(*) AS pages, SUM(i.valid) AS valid"
                        + " FROM gannet_page_item i JOIN gannet_page p ON p.id = i.page"
                        + " WHERE p.run = ? AND p.state = 'done' GROUP BY i.kind, i.lacking ORDER BY i.kind",
                row -> {
                    String kind = row.text("kind");
                    items.merge(kind, row.number("valid"), Long::sum);
                    Map<String, Long> sums = lacking.computeIfAbsent(kind, one -> new TreeMap<>());
                    long pages = row.number("pages");
                    read(row.optionalText("lacking"))
                            .forEach((field, count) -> sums.merge(field, pages * count, Long::sum));
                },
                run);
        List<Found> all = new ArrayList<>();
        items.forEach((kind, count) -> all.add(new Found(kind, count, lacking.getOrDefault(kind, Map.of()))));
        return all;
    }

    /** @return what the done pages of a run say of the number of items */
    List<Told> told(long run) {
        return tx.list(
                "SELECT p.id AS id, p.found_on AS found_on, p.url AS url, i.kind AS kind,"
                        + " i.valid + i.invalid AS items, i.announced AS announced,"
                        + " CASE WHEN i.announced_least THEN 1 ELSE 0 END AS least, i.announced_by AS told_by"
                        + " FROM gannet_page_item i JOIN gannet_page p ON p.id = i.page"
                        + " WHERE p.run = ? AND p.state = 'done' AND i.announced IS NOT NULL ORDER BY p.id",
                row -> new Told(
                        row.number("id"),
                        Optional.of(row.number("found_on")).filter(page -> page != 0),
                        row.text("url"),
                        row.text("kind"),
                        row.number("items"),
                        row.number("announced"),
                        row.count("least") == 1,
                        row.text("told_by")),
                run);
    }

    /** @return what earlier runs found of a kind that they read all of, the latest first */
    List<Verdict.Kind> earlier(String job, long run, String kind, int most) {
        return tx.list(
                "SELECT k.kind AS kind, k.crawled AS crawled, k.row_count AS row_count, k.items AS items,"
                        + " k.lacking AS lacking, k.verdict AS verdict FROM gannet_run_kind k"
                        + " JOIN gannet_run r ON r.id = k.run WHERE r.job = ? AND r.id < ? AND k.kind = ?"
                        + " AND k.verdict = ? ORDER BY r.id DESC LIMIT ?",
                Verdicts::kind,
                job,
                run,
                kind,
                Completeness.COMPLETE.label(),
                most);
    }

    private static Verdict.Kind kind(Row row) {
        return new Verdict.Kind(
                new Found(row.text("kind"), row.number("items"), read(row.optionalText("lacking"))),
                row.number("row_count"),
                row.text("crawled"),
                Completeness.of(row.text("verdict")));
    }

    /** @return what is wrong with one page */
    List<Breach> ofPage(long page) {
        return breaches("SELECT id AS example, 1 AS pages FROM gannet_breach WHERE page = ?", page);
    }

    /** @return what is wrong with pages of the run, each thing once, the most frequent first */
    List<Breach> ofPages(long run) {
        return breaches(
                "SELECT MIN(b.id) AS example, COUNT(*) AS pages FROM gannet_breach b JOIN gannet_page p ON p.id = b.page"
                        + " WHERE b.run = ? AND p.state = 'done' GROUP BY b.rule, b.verdict, b.kind, b.field",
                run);
    }

    /** @return all that is wrong with the run, what is about the whole of it first */
    List<Breach> of(long run) {
        List<Breach> all = new ArrayList<>(
                breaches("SELECT id AS example, 0 AS pages FROM gannet_breach WHERE run = ? AND page IS NULL", run));
        all.addAll(ofPages(run));
        return all;
    }

    private List<Breach> breaches(String groups, long run) {
        return tx.list(
                "SELECT b.verdict AS verdict, b.rule AS rule, b.kind AS kind, b.field AS field, b.message AS message,"
                        + " b.evidence AS evidence, COALESCE(b.example, p.url) AS url, g.pages AS pages FROM (" + groups
                        + ") g JOIN gannet_breach b ON b.id = g.example LEFT JOIN gannet_page p ON p.id = b.page"
                        + " ORDER BY g.pages DESC, b.id",
                row -> new Breach(
                        Completeness.of(row.text("verdict")),
                        row.text("rule"),
                        row.optionalText("kind"),
                        row.optionalText("field"),
                        row.text("message"),
                        row.optionalText("url"),
                        row.optionalText("evidence"),
                        row.number("pages")),
                run);
    }
}
