package dev.gannet.store;

import org.junit.jupiter.api.Tag;

@Tag("fast")
class SqliteItemStoreTest extends ItemStoreContract {

    @Override
    String freshStore() {
        return "sqlite:" + folder.resolve("store.db");
    }
}
