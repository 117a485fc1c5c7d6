package dev.gannet.frontier;

import dev.gannet.db.Database;
import dev.gannet.web.Role;
import java.util.List;
import java.util.function.Consumer;

/** Reads which pages a run visited and what each gave: what its verdict is about beyond the sums. Thread-safe. */
public final class VisitedPages {
    private final Database db;
    private final long run;

    VisitedPages(Database db, RunTicket run) {
        this.db = db;
        this.run = run.run();
    }

    /**
     * A page that was read; no sitemap.
     *
     * @param url as it was asked for
     * @param finalUrl where redirects led
     * @param depth how many links away from a start
     * @param start whether it is a start
     * @param items how many items of the kind in question it has, valid or not
     */
    public record Page(String url, String finalUrl, int depth, boolean start, long items) {}

    /** Gives the taker each page that was read, in the order of their discovery. */
    public void each(String kind, Consumer<Page> taker) {
        db.read(tx -> {
            tx.each(
                    "SELECT p.url AS url, p.final_url AS final_url, p.depth AS depth,"
                            + " CASE WHEN p.found_on IS NULL THEN 1 ELSE 0 END AS start,"
                            + " COALESCE(i.valid + i.invalid, 0) AS items FROM gannet_page p"
                            + " LEFT JOIN gannet_page_item i ON i.page = p.id AND i.kind = ?"
                            + " WHERE p.run = ? AND p.state = 'done' AND p.role <> ?"
                            // A version that did not judge pages did not write down their items either.
                            + " AND p.verdict IS NOT NULL ORDER BY p.id",
                    row -> taker.accept(new Page(
                            row.text("url"),
                            row.optionalText("final_url").orElse(row.text("url")),
                            row.count("depth"),
                            row.count("start") == 1,
                            row.number("items"))),
                    kind,
                    run,
                    Role.SITEMAP.label());
            return true;
        });
    }

    /** Gives the taker the URL of each page that was found and skipped because the run was bounded. */
    public void beyond(Consumer<String> taker) {
        db.read(tx -> {
            tx.each(
                    "SELECT url FROM gannet_page WHERE run = ? AND state = 'skipped' AND reason = ? ORDER BY id",
                    row -> taker.accept(row.text("url")),
                    run,
                    Pages.PAGES_LIMIT);
            return true;
        });
    }

    /** @return how many links the pages have that the job follows, whether it takes them in or not */
    public long links() {
        return db.read(tx -> tx.number(
                "SELECT COALESCE(SUM(links), 0) FROM gannet_page WHERE run = ? AND state = 'done' AND role <> ?",
                run,
                Role.SITEMAP.label()));
    }

    /** @return how many pages were found on others, those that were skipped included */
    public long discovered() {
        return db.read(tx -> tx.number(
                "SELECT COUNT(*) FROM gannet_page WHERE run = ? AND role <> ? AND found_on IS NOT NULL",
                run,
                Role.SITEMAP.label()));
    }

    /** @return the starts that were skipped for a reason */
    public List<String> starts(String reason) {
        return db.read(tx -> tx.list(
                "SELECT url FROM gannet_page WHERE run = ? AND found_on IS NULL AND state = 'skipped' AND reason = ?"
                        + " ORDER BY id",
                row -> row.text("url"),
                run,
                reason));
    }
}
