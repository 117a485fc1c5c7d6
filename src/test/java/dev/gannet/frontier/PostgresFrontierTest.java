package dev.gannet.frontier;

import dev.gannet.kit.PostgresServer;

class PostgresFrontierTest extends FrontierContract {
    @Override
    String freshStore() {
        return PostgresServer.freshStore();
    }
}
