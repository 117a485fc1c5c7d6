package dev.gannet.frontier;

import dev.gannet.db.Transaction;
import dev.gannet.web.Artefact;
import dev.gannet.web.Visit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Writes which files a page gave. */
final class FileRows {
    private FileRows() {}

    /** @return how the run's files stand */
    static FileCounts counts(Transaction tx, long run) {
        Map<String, Long> lost = new LinkedHashMap<>();
        tx.each(
                "SELECT f.kind AS kind, COUNT(*) AS files FROM gannet_lost_file f JOIN gannet_page p ON p.id = f.page"
                        + " WHERE p.run = ? GROUP BY f.kind ORDER BY COUNT(*) DESC, f.kind",
                row -> lost.put(row.text("kind"), row.number("files")),
                run);
        return new FileCounts(
                tx.number("SELECT COUNT(*) FROM gannet_file WHERE run = ?", run),
                tx.number(
                        "SELECT SUM(bytes) FROM (SELECT DISTINCT path, bytes FROM gannet_file WHERE run = ?) once",
                        run),
                lost);
    }

    static void lost(Transaction tx, Visit visit, List<LostFile> lost) {
        tx.update("DELETE FROM gannet_lost_file WHERE page = ?", visit.page());
        tx.batch(
                "INSERT INTO gannet_lost_file (page, place, url, kind, message) VALUES (?, ?, ?, ?, ?)",
                IntStream.range(0, lost.size())
                        .mapToObj(place -> new @Nullable Object[] {
                            visit.page(),
                            place,
                            lost.get(place).url(),
                            lost.get(place).kind().label(),
                            lost.get(place).message()
                        })
                        .toList());
    }

    static void write(Transaction tx, RunTicket run, Visit visit, List<Artefact> files, Instant takenAt) {
        // Also of a first attempt: a page may be read again after it was done.
        tx.update("DELETE FROM gannet_file WHERE page = ?", visit.page());
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (Artefact file : files) {
            rows.add(new @Nullable Object[] {
                visit.page(),
                rows.size(),
                run.run(),
                file.name(),
                file.sha256(),
                file.type(),
                file.bytes(),
                file.file().toString(),
                takenAt
            });
        }
        if (!rows.isEmpty()) {
            tx.batch(
                    "INSERT INTO gannet_file (page, place, run, name, sha256, type, bytes, path, taken_at)"
                            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    rows);
        }
    }
}
