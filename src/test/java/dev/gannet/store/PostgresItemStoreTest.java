package dev.gannet.store;

import dev.gannet.kit.PostgresServer;

class PostgresItemStoreTest extends ItemStoreContract {
    @Override
    String freshStore() {
        return PostgresServer.freshStore();
    }
}
