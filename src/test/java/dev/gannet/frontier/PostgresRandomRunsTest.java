package dev.gannet.frontier;

import dev.gannet.kit.PostgresServer;

class PostgresRandomRunsTest extends RandomRunsContract {
    @Override
    String freshStore() {
        return PostgresServer.freshStore();
    }
}
