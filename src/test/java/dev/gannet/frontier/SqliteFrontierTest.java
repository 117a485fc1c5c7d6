package dev.gannet.frontier;

import dev.gannet.kit.SqliteStores;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

@Tag("fast")
class SqliteFrontierTest extends FrontierContract {
    @TempDir
    Path folder;

    @Override
    String freshStore() {
        return SqliteStores.freshStore(folder.resolve("store.db"));
    }
}
