package dev.gannet.frontier;

import dev.gannet.db.Database;
import dev.gannet.kit.SqliteStores;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

@Tag("fast")
class SqliteClaimCostTest extends ClaimCostContract {
    @TempDir
    static Path folder;

    private int copies;

    @Override
    String freshStore() {
        return SqliteStores.freshStore(folder.resolve("store.db"));
    }

    @Override
    String copy(String store) {
        return SqliteStores.copy(store, folder.resolve("copy" + copies++ + ".db"));
    }

    @Override
    List<String> plan(Database db, String sql, @Nullable Object... values) {
        return db.read(tx -> tx.list("EXPLAIN QUERY PLAN " + sql, row -> row.text("detail"), values));
    }

    /** A search goes down an index, a scan reads all of a table or index; that of the leases in flight is short. */
    @Override
    boolean readsAll(String line) {
        return line.matches("SCAN ([rqfh]|gannet_(page|run_host|host))\\b.*") && !line.contains("gannet_page_leased");
    }

    @Override
    boolean sorts(String line) {
        return line.contains("TEMP B-TREE");
    }
}
