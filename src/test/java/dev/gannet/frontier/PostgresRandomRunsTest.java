package dev.gannet.frontier;

import dev.gannet.kit.PostgresServer;
import org.junit.jupiter.api.Tag;

@Tag("fast")
class PostgresRandomRunsTest extends RandomRunsContract {
    @Override
    String freshStore() {
        return PostgresServer.freshStore();
    }
}
