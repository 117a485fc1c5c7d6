package dev.gannet.frontier;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqliteRandomRunsTest extends RandomRunsContract {
    @TempDir
    Path folder;

    @Override
    String freshStore() {
        return "sqlite:" + folder.resolve("store.db");
    }
}
