package dev.gannet.notify;

import dev.gannet.db.Database;
import dev.gannet.kit.LocalSite;
import dev.gannet.kit.SqliteStores;
import dev.gannet.web.Deadline;
import dev.gannet.web.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static dev.gannet.kit.Answer.inTurn;
import static dev.gannet.kit.Answer.status;
import static org.assertj.core.api.Assertions.assertThat;

/** Messages that the receiver does not take at once; the pauses between the tries are recorded, not waited through. */
@Tag("fast")
class OutboxTest {
    @TempDir
    Path folder;

    @Test
    void aMessageThatIsRefusedIsSentAgainWithTheSameIdUntilItIsTaken() {
        List<Duration> pauses = new ArrayList<>();
        try (LocalSite receiver =
                        LocalSite.open().on("/hook", inTurn(status(500, ""), status(503, ""), status(204, "")));
                Database db = Database.open(SqliteStores.freshStore(folder.resolve("shop.db")))) {
            NotifySpec spec = new NotifySpec(new Secret(receiver.url("/hook")), Set.of(Event.CHANGE), Optional.empty());
            Notifier notifier = new Notifier(spec, db, "shop", "test", new Aside(spec, folder, "shop", "test"));
            notifier.note(Event.CHANGE, "", Optional.empty(), Map.of("job", "shop"));

            long waiting = notifier.deliver(Deadline.in(Duration.ofMinutes(5)), pause -> {
                pauses.add(pause);
                return db.write(tx -> tx.update("UPDATE gannet_notice SET next_at = 0")) == 1;
            });

            assertThat(waiting).isZero();
            assertThat(receiver.heard("/hook")).hasSize(3);
            assertThat(receiver.heard("/hook").stream()
                            .map(heard -> heard.header("webhook-id"))
                            .distinct())
                    .hasSize(1);
            assertThat(db.<String>read(tx -> tx.list(
                                    "SELECT state, attempts FROM gannet_notice",
                                    row -> row.text("state") + "|" + row.count("attempts"))
                            .get(0)))
                    .isEqualTo("sent|3");
            // What is left of five seconds, and then of thirty, when the pause begins.
            assertThat(pauses).hasSize(2);
            assertThat(pauses.get(0)).isBetween(Duration.ofMillis(1), Duration.ofMillis(5_001));
            assertThat(pauses.get(1)).isBetween(Duration.ofMillis(5_002), Duration.ofMillis(30_001));
        }
    }
}
