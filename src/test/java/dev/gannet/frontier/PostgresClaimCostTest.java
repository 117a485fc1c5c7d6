package dev.gannet.frontier;

import dev.gannet.db.Database;
import dev.gannet.kit.PostgresServer;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;

@Tag("fast")
class PostgresClaimCostTest extends ClaimCostContract {
    @Override
    String freshStore() {
        return PostgresServer.freshStore();
    }

    @Override
    String copy(String store) {
        return PostgresServer.copy(store);
    }

    @Override
    void settle(Database filled) {
        filled.write(tx -> tx.update("ANALYZE"));
    }

    @Override
    List<String> plan(Database db, String sql, @Nullable Object... values) {
        return db.read(tx -> tx.list("EXPLAIN " + sql, row -> row.text("QUERY PLAN"), values));
    }

    @Override
    boolean readsAll(String line) {
        return line.matches(".*Seq Scan on gannet_(page|run_host|host)\\b.*");
    }

    @Override
    boolean sorts(String line) {
        return line.contains("Sort");
    }
}
