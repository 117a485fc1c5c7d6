package dev.gannet.frontier;

import dev.gannet.db.Row;
import dev.gannet.db.Transaction;
import dev.gannet.web.PageUrl;
import dev.gannet.web.Role;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads what the last run of a job knows of a URL. */
final class Stories {
    private static final int LONGEST_CHAIN = 100;

    private final Transaction tx;

    Stories(Transaction tx) {
        this.tx = tx;
    }

    Optional<PageStory> of(String job, PageUrl url, Role role) {
        return tx.first(
                "SELECT p.id AS id, p.run AS run, p.state AS state, p.reason AS reason, p.message AS message,"
                        + " p.kind AS kind, p.status AS status, p.final_url AS final_url, p.rung AS rung,"
                        + " p.depth AS depth, p.found_on AS found_on, p.not_before AS not_before, h.next_slot AS next_slot,"
                        + " p.verdict AS verdict, p.waited_ms AS waited_ms, p.pending AS pending"
                        + " FROM gannet_page p LEFT JOIN gannet_host h ON h.host = p.host"
                        + " WHERE p.run = (SELECT MAX(id) FROM gannet_run WHERE job = ?) AND p.key_hash = ?",
                this::read,
                job,
                Pages.hash(url, role));
    }

    private PageStory read(Row row) {
        long opens = Math.max(row.number("not_before"), row.number("next_slot")) - tx.now();
        int status = row.count("status");
        return new PageStory(
                row.number("run"),
                row.text("state"),
                row.optionalText("reason").or(() -> row.optionalText("message")),
                row.optionalText("kind"),
                status == 0 ? OptionalInt.empty() : OptionalInt.of(status),
                row.optionalText("final_url"),
                row.optionalText("rung"),
                row.count("depth"),
                chain(row.number("found_on")),
                attempts(row.number("id")),
                Duration.ofMillis(Math.max(0, opens)),
                row.optionalText("verdict").map(verdict -> judgement(row)));
    }

    private Judgement judgement(Row row) {
        return new Judgement(
                new Verdicts(tx).ofPage(row.number("id")),
                Duration.ofMillis(row.number("waited_ms")),
                row.optionalText("pending").stream().flatMap(String::lines).toList());
    }

    private List<String> chain(long page) {
        List<String> urls = new ArrayList<>();
        for (long next = page; next != 0 && urls.size() < LONGEST_CHAIN; ) {
            long current = next;
            next = tx.first(
                            "SELECT url, found_on FROM gannet_page WHERE id = ?",
                            row -> {
                                urls.add(row.text("url"));
                                return row.number("found_on");
                            },
                            current)
                    .orElse(0L);
        }
        return urls;
    }

    private List<PageStory.Attempt> attempts(long page) {
        return tx.list(
                "SELECT outcome, kind, message, ended_at FROM gannet_attempt WHERE page = ? ORDER BY token",
                row -> new PageStory.Attempt(
                        row.text("outcome"),
                        row.optionalText("kind"),
                        row.optionalText("message"),
                        row.moment("ended_at")),
                page);
    }
}
