package dev.gannet.store;

class SqliteItemStoreTest extends ItemStoreContract {

    @Override
    String freshStore() {
        return "sqlite:" + folder.resolve("store.db");
    }
}
