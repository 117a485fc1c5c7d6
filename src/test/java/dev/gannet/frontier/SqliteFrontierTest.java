package dev.gannet.frontier;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

@Tag("fast")
class SqliteFrontierTest extends FrontierContract {
    @TempDir
    Path folder;

    @Override
    String freshStore() {
        return "sqlite:" + folder.resolve("store.db");
    }
}
