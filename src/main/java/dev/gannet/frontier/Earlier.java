package dev.gannet.frontier;

import dev.gannet.db.Row;
import dev.gannet.db.Transaction;
import dev.gannet.extract.Account;
import dev.gannet.extract.Announced;
import dev.gannet.web.PageUrl;
import dev.gannet.web.Role;
import dev.gannet.web.Rung;
import dev.gannet.web.Visit;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads what a job's runs know of a page from the last time that it was read to the end. */
final class Earlier {
    // By the runs of the job, latest first: each is one look into the index of pages.
    private static final String RUNS = " FROM gannet_run t JOIN gannet_run r ON r.job = t.job"
            + " JOIN gannet_page p ON p.run = r.id AND p.key_hash = ? WHERE t.id = ?";
    private static final String LATEST = " ORDER BY r.id DESC LIMIT 1";

    private final Transaction tx;
    private final long run;

    Earlier(Transaction tx, long run) {
        this.tx = tx;
        this.run = run;
    }

    Optional<Instant> visit(PageUrl page) {
        return tx.first(
                        "SELECT p.ended_at AS ended_at" + RUNS + " AND p.state = 'done' AND p.ready" + LATEST,
                        row -> row.moment("ended_at"),
                        Pages.hash(page, Role.PAGE),
                        run)
                .flatMap(moment -> moment);
    }

    /** Only what left the rows as they are counts: a later visit, of whatever outcome, may have written others. */
    Optional<Known> known(Visit visit, String recipe) {
        if (tx.number("SELECT COUNT(*) FROM gannet_attempt WHERE page = ?", visit.page()) > 0) {
            return Optional.empty();
        }
        return tx.first(
                        "SELECT p.id AS id, p.final_url AS final_url, p.canonical AS canonical, p.length AS length,"
                                + " p.links AS links, p.etag AS etag, p.last_modified AS last_modified,"
                                + " p.recipe AS recipe, p.link_list AS link_list,"
                                + " CASE WHEN p.state = 'done' AND p.ready AND COALESCE(p.verdict, 'complete') = 'complete' THEN 1 ELSE 0 END AS whole"
                                + RUNS
                                + " AND r.id < t.id AND p.state <> 'skipped'" + LATEST,
                        row -> read(row, recipe),
                        Pages.hash(visit.url(), Role.PAGE),
                        run)
                .flatMap(known -> known);
    }

    private Optional<Known> read(Row row, String recipe) {
        boolean same = row.optionalText("recipe").filter(recipe::equals).isPresent();
        if (!same || row.count("whole") == 0) {
            return Optional.empty();
        }
        List<String> links = row.optionalText("link_list").stream()
                .flatMap(String::lines)
                .filter(line -> !line.isEmpty())
                .toList();
        PageEnd.Validator validator =
                new PageEnd.Validator(row.optionalText("etag"), row.optionalText("last_modified"), recipe, links);
        PageEnd.Document document = new PageEnd.Document(
                304,
                row.text("final_url"),
                0,
                Rung.STATIC,
                row.optionalText("canonical"),
                new PageEnd.Extent(false, row.number("length")),
                Optional.empty());
        return Optional.of(new Known(document, validator, items(row.number("id")), row.count("links")));
    }

    private List<PageEnd.Items> items(long page) {
        return tx.list(
                "SELECT kind, valid, invalid, missing, lacking, announced,"
                        + " CASE WHEN announced_least THEN 1 ELSE 0 END AS least, announced_by"
                        + " FROM gannet_page_item WHERE page = ? ORDER BY kind",
                row -> new PageEnd.Items(
                        row.text("kind"),
                        row.count("valid"),
                        row.count("invalid"),
                        row.optionalText("missing")
                                .map(text -> List.of(text.split(" ")))
                                .orElse(List.of()),
                        account(row)),
                page);
    }

    private static Account account(Row row) {
        Map<String, Integer> lacking = new TreeMap<>();
        Verdicts.read(row.optionalText("lacking")).forEach((field, count) -> lacking.put(field, count.intValue()));
        return new Account(
                lacking,
                row.optionalText("announced_by")
                        .map(by -> new Announced(row.number("announced"), row.count("least") == 1, by)));
    }
}
