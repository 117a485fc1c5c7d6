package dev.gannet.store;

import dev.gannet.kit.SqliteStores;
import org.junit.jupiter.api.Tag;

@Tag("fast")
class SqliteItemStoreTest extends ItemStoreContract {

    @Override
    String freshStore() {
        return SqliteStores.freshStore(folder.resolve("store.db"));
    }
}
