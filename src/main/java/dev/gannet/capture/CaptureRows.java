package dev.gannet.capture;

import dev.gannet.db.Transaction;
import dev.gannet.web.PageUrl;
import dev.gannet.web.Sha256;
import dev.gannet.web.Visit;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** The table of captures. A row that is marked as removed points at nothing any more. */
final class CaptureRows {
    private static final int BATCH = 500;

    private final Transaction tx;

    CaptureRows(Transaction tx) {
        this.tx = tx;
    }

    /** A row whose files are to go. */
    record Gone(long id, String name, String path) {}

    /** A row whose name is to lead to its content. */
    record Named(String name, String path) {}

    /** In the place of those of a visit before. */
    void write(long run, String job, Visit visit, List<Capture> captures, Instant takenAt) {
        tx.update("UPDATE gannet_capture SET removed = TRUE WHERE page = ?", visit.page());
        String hash = hash(visit.url());
        tx.batch(
                "INSERT INTO gannet_capture (page, run, job, url_hash, form, part, name, path, sha256, type, bytes, cut,"
                        + " removed, taken_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, FALSE, ?)",
                captures.stream()
                        .map(one -> new @Nullable Object[] {
                            visit.page(),
                            run,
                            job,
                            hash,
                            one.shot().form().label(),
                            one.shot().part(),
                            one.name(),
                            one.content().file().toString(),
                            one.content().sha256(),
                            one.content().type(),
                            one.content().bytes(),
                            one.cut(),
                            takenAt
                        })
                        .toList());
    }

    private static String hash(PageUrl url) {
        return Sha256.brief(url.key());
    }

    Captures.Counts counts(long run) {
        String those = " FROM gannet_capture WHERE run = ? AND removed = FALSE";
        return new Captures.Counts(
                tx.number("SELECT COUNT(*)" + those, run),
                tx.number("SELECT COUNT(DISTINCT path)" + those, run),
                tx.number("SELECT SUM(bytes) FROM (SELECT DISTINCT path, bytes" + those + ") once", run),
                tx.number("SELECT COUNT(*)" + those + " AND cut = TRUE", run));
    }

    /** @return the captures of the last run of a job */
    List<Named> last(String job) {
        return tx.list(
                "SELECT name, path FROM gannet_capture WHERE job = ? AND removed = FALSE"
                        + " AND run = (SELECT MAX(run) FROM gannet_capture WHERE job = ?) ORDER BY taken_at, id",
                row -> new Named(row.text("name"), row.text("path")),
                job,
                job);
    }

    /** Marks all but the newest so many of each page and form. */
    void over(String job, OptionalInt last) {
        if (last.isPresent()) {
            tx.update(
                    "UPDATE gannet_capture SET removed = TRUE WHERE id IN (SELECT id FROM (SELECT id, ROW_NUMBER() OVER"
                            + " (PARTITION BY url_hash, form, part ORDER BY taken_at DESC, id DESC) AS newer"
                            + " FROM gannet_capture WHERE job = ? AND removed = FALSE) ranked WHERE newer > ?)",
                    job,
                    last.getAsInt());
        }
    }

    /** Marks what is older. */
    void older(String job, Duration time, Instant now) {
        tx.update(
                "UPDATE gannet_capture SET removed = TRUE WHERE job = ? AND removed = FALSE AND taken_at < ?",
                job,
                now.minus(time));
    }

    /** @param after the last id that was seen */
    List<Gone> gone(String job, long after) {
        return tx.list(
                "SELECT id, name, path FROM gannet_capture WHERE job = ? AND removed = TRUE AND id > ? ORDER BY id LIMIT "
                        + BATCH,
                row -> new Gone(row.number("id"), row.text("name"), row.text("path")),
                job,
                after);
    }

    boolean named(String name) {
        return tx.number("SELECT COUNT(*) FROM gannet_capture WHERE name = ? AND removed = FALSE", name) > 0;
    }

    boolean used(String path) {
        return tx.number("SELECT COUNT(*) FROM gannet_capture WHERE path = ? AND removed = FALSE", path) > 0;
    }

    void forget(List<Gone> gone) {
        tx.batch(
                "DELETE FROM gannet_capture WHERE id = ?",
                gone.stream().map(one -> new @Nullable Object[] {one.id()}).toList());
    }
}
