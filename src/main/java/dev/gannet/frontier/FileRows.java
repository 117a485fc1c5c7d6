package dev.gannet.frontier;

import dev.gannet.db.Transaction;
import dev.gannet.web.Artefact;
import dev.gannet.web.Visit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes which files a page gave. */
final class FileRows {
    private FileRows() {}

    static void write(Transaction tx, RunTicket run, Visit visit, List<Artefact> files, Instant takenAt) {
        if (visit.attempt() > 1) {
            tx.update("DELETE FROM gannet_file WHERE page = ?", visit.page());
        }
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
