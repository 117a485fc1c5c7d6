package dev.gannet.store;

import dev.gannet.kit.PostgresServer;
import org.junit.jupiter.api.Tag;

@Tag("fast")
class PostgresItemStoreTest extends ItemStoreContract {
    @Override
    String freshStore() {
        return PostgresServer.freshStore();
    }
}
