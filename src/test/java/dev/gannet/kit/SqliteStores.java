package dev.gannet.kit;

import dev.gannet.db.Database;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Makes SQLite files that hold Gannet's own empty tables. The migrations run once for all tests of a JVM. Thread-safe. */
public final class SqliteStores {
    private SqliteStores() {}

    /**
     * @param file where the database is written, unless it exists
     * @return its store URL
     */
    public static String freshStore(Path file) {
        if (!Files.exists(file)) {
            write(file, Migrated.TEMPLATE);
        }
        return "sqlite:" + file;
    }

    /**
     * @param store URL of an SQLite store that nobody has open
     * @param file where a copy of it is written
     * @return the store URL of the copy
     */
    public static String copy(String store, Path file) {
        write(file, read(Path.of(store.substring("sqlite:".length()))));
        return "sqlite:" + file;
    }

    private static final class Migrated {
        static final byte[] TEMPLATE = migrate();

        private static byte[] migrate() {
            try {
                Path file = Files.createTempDirectory("gannet-template").resolve("store.db");
                Database.open("sqlite:" + file).close();
                byte[] template = read(file);
                Files.delete(file);
                Files.delete(file.getParent());
                return template;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static byte[] read(Path file) {
        if (Files.exists(file.resolveSibling(file.getFileName() + "-wal"))) {
            throw new IllegalStateException(file + " is still open: its last commits are not in the file");
        }
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path file, byte[] database) {
        try {
            Files.write(file, database);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
