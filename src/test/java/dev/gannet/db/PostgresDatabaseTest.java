package dev.gannet.db;

import dev.gannet.kit.PostgresServer;
import dev.gannet.web.Deadline;
import dev.gannet.web.ScrapeException;
import java.time.Duration;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@Tag("fast")
class PostgresDatabaseTest extends DatabaseContract {
    private static final String SILENCE = "idle_in_transaction_session_timeout";

    @Override
    String emptyStore() {
        return PostgresServer.emptyStore();
    }

    @Override
    String freshStore() {
        return PostgresServer.freshStore();
    }

    @Test
    void aServerThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> Database.open("postgresql://ann:s3cret@localhost:1/shop?connectTimeout=1"))
                .isInstanceOf(ScrapeException.class)
                .hasMessageContaining("cannot open the database postgresql://localhost:1/shop")
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void aDeadlockIsTriedAgain() throws Exception {
        try (Database db = Database.open(freshStore())) {
            db.write(tx -> tx.update("CREATE TABLE fork (id BIGINT PRIMARY KEY, uses BIGINT)"));
            db.write(tx -> tx.update("INSERT INTO fork VALUES (1, 0), (2, 0)"));
            CyclicBarrier bothHoldOne = new CyclicBarrier(2);
            AtomicInteger tries = new AtomicInteger();
            ExecutorService threads = Executors.newFixedThreadPool(2);
            Future<Integer> left = threads.submit(() -> eat(db, 1, 2, bothHoldOne, tries));
            Future<Integer> right = threads.submit(() -> eat(db, 2, 1, bothHoldOne, tries));
            threads.shutdown();
            assertThat(left.get(60, TimeUnit.SECONDS)).isEqualTo(1);
            assertThat(right.get(60, TimeUnit.SECONDS)).isEqualTo(1);
            assertThat(tries.get())
                    .as("two first tries, and another of the loser")
                    .isGreaterThanOrEqualTo(3);
            assertThat(db.<Long>read(tx -> tx.number("SELECT SUM(uses) FROM fork")))
                    .isEqualTo(4);
        }
    }

    /** The server ends what looks as if its client were in the dark (R22). */
    @Test
    void aTransactionMayBeSilentForFiveSeconds() {
        try (Database db = Database.open(freshStore())) {
            assertThat(db.<String>write(tx ->
                            tx.list("SHOW " + SILENCE, row -> row.text(SILENCE)).get(0)))
                    .isEqualTo("5s");
        }
    }

    @Test
    void aTransactionThatWasSilentForTooLongIsBegunAgain() {
        String store = freshStore();
        try (Database db = Database.open(store, Duration.ofMinutes(1));
                Database observer = Database.open(store)) {
            db.write(tx -> tx.update("CREATE TABLE fork (id BIGINT PRIMARY KEY)"));
            AtomicInteger tries = new AtomicInteger();
            db.write(tx -> {
                tx.update("INSERT INTO fork VALUES (1)");
                if (tries.incrementAndGet() == 1) {
                    tx.update("SET LOCAL " + SILENCE + " = '50ms'");
                    awaitEnd(observer, tx.number("SELECT pg_backend_pid()"));
                }
                return tx.update("INSERT INTO fork VALUES (2)");
            });
            assertThat(tries.get()).isEqualTo(2);
            assertThat(db.<Long>read(tx -> tx.number("SELECT COUNT(*) FROM fork")))
                    .isEqualTo(2);
        }
    }

    /** Waits until the server has ended the connection. */
    private static void awaitEnd(Database observer, long process) {
        Deadline deadline = Deadline.in(Duration.ofMinutes(1));
        while (observer.<Long>read(tx -> tx.number("SELECT COUNT(*) FROM pg_stat_activity WHERE pid = ?", process))
                > 0) {
            assertThat(deadline.passed())
                    .as("the server never ended the connection")
                    .isFalse();
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
        }
    }

    private static int eat(Database db, long first, long second, CyclicBarrier bothHoldOne, AtomicInteger tries) {
        return db.write(tx -> {
            tx.update("UPDATE fork SET uses = uses + 1 WHERE id = ?", first);
            if (tries.incrementAndGet() <= 2) {
                meet(bothHoldOne);
            }
            return tx.update("UPDATE fork SET uses = uses + 1 WHERE id = ?", second);
        });
    }

    private static void meet(CyclicBarrier barrier) {
        try {
            barrier.await(30, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
