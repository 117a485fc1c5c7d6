package dev.gannet.db;

import dev.gannet.kit.SqliteStores;
import dev.gannet.web.FailureKind;
import dev.gannet.web.ScrapeException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

@Tag("fast")
class SqliteDatabaseTest extends DatabaseContract {
    @TempDir
    Path folder;

    private int files;

    @Override
    String emptyStore() {
        return "sqlite:" + folder.resolve("store" + files++ + ".db");
    }

    @Override
    String freshStore() {
        return SqliteStores.freshStore(folder.resolve("store" + files++ + ".db"));
    }

    @Test
    void aFolderThatIsMissingIsNamed() {
        Path nowhere = folder.resolve("nowhere");
        assertThatThrownBy(() -> Database.open("sqlite:" + nowhere.resolve("a.db")))
                .isInstanceOf(ScrapeException.class)
                .hasMessageContaining("there is no folder " + nowhere);
    }

    @Test
    void aDatabaseOfAnEarlierVersionIsBroughtUpToDateThoughAnotherAlreadyIs() throws Exception {
        Database.open(freshStore()).close();
        String earlier = freshStore();
        Database.open(earlier).close();
        try (Connection connection = DriverManager.getConnection("jdbc:" + earlier);
                Statement statement = connection.createStatement()) {
            statement.execute("DELETE FROM gannet_schema_history WHERE version = '16'");
            statement.execute("ALTER TABLE gannet_run DROP COLUMN forgotten");
        }
        try (Database db = Database.openExisting(earlier)) {
            assertThat(db.<Long>read(tx -> tx.number("SELECT COUNT(*) FROM gannet_run WHERE forgotten")))
                    .isZero();
            assertThat(db.<Long>read(
                            tx -> tx.number("SELECT COUNT(*) FROM gannet_schema_history WHERE version = '16'")))
                    .isEqualTo(1);
        }
    }

    @Test
    void aFileThatIsNoDatabaseIsNamed() throws Exception {
        Path file = folder.resolve("notes.txt");
        java.nio.file.Files.writeString(file, "not a database ".repeat(200));
        assertThatThrownBy(() -> Database.open("sqlite:" + file))
                .isInstanceOf(ScrapeException.class)
                .hasMessageContaining("cannot open the database sqlite:" + file);
    }

    @Test
    void R26_aFullDiskKeepsNothingOfItsTransactionAndNothingByHalvesAfterwards() throws Exception {
        try (Database db = Database.open(freshStore())) {
            db.write(tx -> tx.update("CREATE TABLE note (text TEXT NOT NULL)"));

            ScrapeException full = catchThrowableOfType(
                    ScrapeException.class,
                    () -> db.write(tx -> {
                        long pages = tx.number("PRAGMA page_count");
                        tx.number("PRAGMA max_page_count = " + (pages + 2));
                        tx.update("INSERT INTO note (text) VALUES ('one')");
                        return tx.update("INSERT INTO note (text) VALUES (?)", "x".repeat(100_000));
                    }));
            assertThat(full.kind()).isEqualTo(FailureKind.DISK);
            assertThatThrownBy(() -> db.write(tx -> {
                        tx.update("INSERT INTO note (text) VALUES ('two')");
                        return tx.update("INSERT INTO note (text) VALUES (NULL)");
                    }))
                    .hasMessageContaining("NOT NULL");

            assertThat(db.<Long>read(tx -> tx.number("SELECT COUNT(*) FROM note")))
                    .isZero();
            db.write(tx -> tx.update("INSERT INTO note (text) VALUES ('three')"));
            assertThat(db.<Long>read(tx -> tx.number("SELECT COUNT(*) FROM note")))
                    .isEqualTo(1);
        }
    }

    @Test
    void R26_whatADiskDoesIsToldApartFromWhatADatabaseDoes() {
        assertThat(kind(new SQLException("kein Platz", "53100"))).isEqualTo(FailureKind.DISK);
        assertThat(kind(new SQLException("[SQLITE_FULL] Insertion failed", (String) null)))
                .isEqualTo(FailureKind.DISK);
        assertThat(kind(new SQLException("[SQLITE_IOERR_WRITE] I/O error", (String) null)))
                .isEqualTo(FailureKind.DISK);
        assertThat(kind(new IllegalStateException(new SQLException("wrapped", "53100"))))
                .isEqualTo(FailureKind.DISK);
        assertThat(kind(new SQLException("too many connections", "53300"))).isEqualTo(FailureKind.DATABASE);
        assertThat(kind(new SQLException("a text with [SQLITE_FULL] in it", "23505")))
                .isEqualTo(FailureKind.DATABASE);
    }

    private static FailureKind kind(Exception cause) {
        return Failures.of("failed", "", cause).kind();
    }

    @Test
    void R26_aRunDoesNotBeginWithNextToNoRoom() {
        assertThatThrownBy(() -> Room.check(7_999_999, "sqlite:/data/shop.db"))
                .isInstanceOfSatisfying(
                        ScrapeException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.DISK))
                .hasMessageContaining("sqlite:/data/shop.db has 7 MB left");
        assertThatCode(() -> Room.check(8_000_000, "sqlite:/data/shop.db")).doesNotThrowAnyException();
    }

    @Test
    void aPlaceHasNoCredentials() {
        StoreUrl store = StoreUrl.of("postgresql://ann:s3cret@db.example:5433/shop?sslmode=require", Optional.empty());
        assertThat(store.place()).isEqualTo("postgresql://db.example:5433/shop");
        assertThat(store.jdbc()).isEqualTo("jdbc:postgresql://db.example:5433/shop?sslmode=require");
        assertThat(store.user()).contains("ann");
        assertThat(store.toString()).doesNotContain("s3cret");
    }

    @Test
    void anythingElseIsNoStore() {
        assertThatThrownBy(() -> StoreUrl.of("mysql://root:s3cret@db/shop", Optional.empty()))
                .hasMessageContaining("not mysql:")
                .hasMessageNotContaining("s3cret");
        assertThatThrownBy(() -> StoreUrl.of("postgresql:///shop", Optional.empty()))
                .hasMessageContaining("postgresql://user@host/db");
    }
}
