package dev.gannet.db;

import dev.gannet.web.FailureKind;
import dev.gannet.web.ScrapeException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** What both databases promise. */
abstract class DatabaseContract {
    private Database db;
    private String url;

    /** @return the URL of a store that has no table yet */
    abstract String emptyStore();

    /** @return the URL of a store that is migrated already */
    abstract String freshStore();

    @BeforeEach
    void open() {
        url = freshStore();
        db = Database.open(url);
        db.write(tx -> tx.update("CREATE TABLE pot (id BIGINT PRIMARY KEY, note TEXT)"));
    }

    @AfterEach
    void close() {
        db.close();
    }

    @Test
    void openingTwiceMigratesOnce() {
        String store = emptyStore();
        Database.open(store).close();
        try (Database again = Database.open(store)) {
            assertThat(again.<Long>read(
                            tx -> tx.number("SELECT COUNT(*) FROM gannet_schema_history WHERE version = '1'")))
                    .isEqualTo(1);
        }
    }

    @Test
    void severalThatOpenAnEmptyDatabaseAtOnceAllSucceed() throws Exception {
        openAtOnce(2);
    }

    @Test
    @Tag("soak")
    void severalThatOpenAnEmptyDatabaseAtOnceAllSucceedAgainAndAgain() throws Exception {
        openAtOnce(5);
    }

    private void openAtOnce(int rounds) throws Exception {
        for (int round = 0; round < rounds; round++) {
            String empty = emptyStore();
            List<Callable<String>> openings = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                openings.add(() -> {
                    try (Database one = Database.open(empty)) {
                        return one.place();
                    }
                });
            }
            for (Future<String> opening : inParallel(openings)) {
                assertThat(opening.get()).isNotBlank();
            }
        }
    }

    @Test
    void aTransactionThatThrowsLeavesNothing_R16() {
        assertThatThrownBy(() -> db.write(tx -> {
                    tx.update("INSERT INTO pot VALUES (1, 'lost')");
                    throw new IllegalStateException("halfway");
                }))
                .hasMessage("halfway");
        assertThat(notes()).isEmpty();
    }

    @Test
    void aReadSeesOneStateWhateverIsCommittedMeanwhile_R30() throws Exception {
        List<Long> seen = db.read(tx -> {
            long before = tx.number("SELECT COUNT(*) FROM pot");
            CompletableFuture.runAsync(() -> db.write(other -> other.update("INSERT INTO pot VALUES (7, 'meanwhile')")))
                    .join();
            return List.of(before, tx.number("SELECT COUNT(*) FROM pot"));
        });
        assertThat(seen).containsExactly(0L, 0L);
        assertThat(notes()).containsExactly("meanwhile");
    }

    @Test
    void whatTheReaderWritesIsNotKept() {
        db.read(tx -> tx.update("INSERT INTO pot VALUES (1, 'lost')"));
        assertThat(notes()).isEmpty();
    }

    @Test
    void nulAndLoneSurrogatesNeverReachTheDatabase() {
        db.write(tx -> tx.update("INSERT INTO pot VALUES (?, ?)", 1L, "a\0b\uD83Dc\uD83D\uDE00\uDE00"));
        assertThat(notes()).containsExactly("abc\uD83D\uDE00");
    }

    @Test
    void everyTypeComesBackAsItWentIn() {
        Instant moment = Instant.parse("2026-11-22T10:11:12.123Z");
        LocalDate day = LocalDate.of(2026, 11, 22);
        Dialect dialect = db.dialect();
        StringBuilder columns = new StringBuilder();
        for (ColumnType type : ColumnType.values()) {
            columns.append(columns.isEmpty() ? "" : ", ")
                    .append("c_")
                    .append(type.ordinal())
                    .append(' ')
                    .append(dialect.type(type));
        }
        db.write(tx -> tx.update("CREATE TABLE every_type (" + columns + ")"));
        db.write(tx -> tx.update(
                "INSERT INTO every_type VALUES (?, ?, ?, ?, ?, ?, " + dialect.parameter(ColumnType.JSON) + ")",
                "text",
                Long.MAX_VALUE,
                new BigDecimal("1234567890.12345"),
                true,
                day,
                moment,
                "[1]"));
        List<Object> back = new ArrayList<>();
        db.read(tx -> tx.first("SELECT * FROM every_type", row -> {
            for (ColumnType type : ColumnType.values()) {
                back.add(row.column("c_" + type.ordinal(), type));
            }
            return true;
        }));
        assertThat(back)
                .containsExactly("text", Long.MAX_VALUE, new BigDecimal("1234567890.12345"), true, day, moment, "[1]");
    }

    @Test
    void manyWritersWaitForEachOtherAndLoseNothing_R23() throws Exception {
        db.write(tx -> tx.update("INSERT INTO pot VALUES (1, '0')"));
        List<Callable<Integer>> writers = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            writers.add(() -> {
                for (int n = 0; n < 10; n++) {
                    db.write(tx -> {
                        long seen = tx.number("SELECT CAST(note AS INTEGER) FROM pot WHERE id = 1"
                                + tx.dialect().forUpdate());
                        return tx.update("UPDATE pot SET note = ? WHERE id = 1", Long.toString(seen + 1));
                    });
                }
                return 0;
            });
        }
        for (Future<Integer> writer : inParallel(writers)) {
            assertThat(writer.get()).isZero();
        }
        assertThat(notes()).containsExactly("160");
    }

    @Test
    void aRefusedStatementSaysWhichAndWhy() {
        ScrapeException refused = catchThrowableOfType(
                ScrapeException.class, () -> db.write(tx -> tx.update("INSERT INTO no_such_table VALUES (1)")));
        assertThat(refused.kind()).isEqualTo(FailureKind.DATABASE);
        assertThat(refused).hasMessageContaining("INSERT INTO no_such_table").hasMessageContaining("no_such_table");
    }

    @Test
    void aTransactionInsideATransactionIsRefusedInsteadOfWaitingForItself() {
        assertThatThrownBy(() -> db.write(tx -> db.write(inner -> 1))).isInstanceOf(IllegalStateException.class);
        assertThat(db.<Integer>write(tx -> 1)).isEqualTo(1);
    }

    @Test
    void randomHostileNamesAreQuotedOrRefused_S18() {
        Random random = new Random(18);
        String[] pieces = {
            "a",
            "\"",
            ";",
            "--",
            "DROP TABLE pot",
            "'",
            "é",
            "😀",
            "\0",
            "\n",
            " ",
            "select",
            "\uD83D",
            "%",
            "\\",
            "ı",
            "?"
        };
        int quoted = 0;
        for (int i = 0; i < 150; i++) {
            StringBuilder name = new StringBuilder();
            for (int n = random.nextInt(12); n >= 0; n--) {
                name.append(pieces[random.nextInt(pieces.length)]);
            }
            String safe;
            try {
                safe = Identifier.quote(name.toString());
            } catch (IllegalArgumentException refused) {
                assertThat(refused.getMessage()).doesNotContain("\n").doesNotContain("\0");
                continue;
            }
            quoted++;
            long number = i;
            db.write(tx -> {
                tx.update("CREATE TABLE " + safe + " (" + safe + " BIGINT)");
                tx.update("INSERT INTO " + safe + " (" + safe + ") VALUES (?)", number);
                assertThat(tx.number("SELECT " + safe + " FROM " + safe)).isEqualTo(number);
                assertThat(tx.list("SELECT * FROM " + safe, row -> row.number(name.toString())))
                        .containsExactly(number);
                return tx.update("DROP TABLE " + safe);
            });
        }
        assertThat(quoted).isGreaterThan(20);
        assertThat(notes()).isEmpty();
    }

    private List<String> notes() {
        return db.read(tx -> tx.list("SELECT note FROM pot ORDER BY id", row -> row.text("note")));
    }

    private static <T> List<Future<T>> inParallel(List<Callable<T>> work) throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(work.size());
        try {
            return threads.invokeAll(work);
        } finally {
            threads.shutdown();
        }
    }
}
