package dev.gannet.notify;

import dev.gannet.db.Database;
import dev.gannet.kit.LocalSite;
import dev.gannet.web.Deadline;
import dev.gannet.web.Secret;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static dev.gannet.kit.Answer.status;
import static org.assertj.core.api.Assertions.assertThat;

/** What is told while the database is away, as the receiver and, later, the database know it. */
@Tag("fast")
class AsideTest {
    private static final Map<String, Object> DATA = Map.of("job", "shop");

    @TempDir
    Path folder;

    private final LocalSite receiver = LocalSite.open();

    @AfterEach
    void close() {
        receiver.close();
    }

    private NotifySpec spec(Event... when) {
        return new NotifySpec(new Secret(receiver.url("/hook")), Set.of(when), Optional.empty());
    }

    private Aside aside(NotifySpec spec) {
        return new Aside(spec, folder, "shop", "test");
    }

    private boolean tell(NotifySpec spec, String cause) {
        return aside(spec).tell(cause, Optional.of(7L), DATA, Deadline.in(Duration.ofSeconds(1)), pause -> false);
    }

    private List<String> ids() {
        return receiver.heard("/hook").stream()
                .map(heard -> heard.header("webhook-id"))
                .toList();
    }

    private long deliver(NotifySpec spec) {
        try (Database db = Database.open("sqlite:" + folder.resolve("shop.db"))) {
            return new Notifier(spec, db, "shop", "test", aside(spec))
                    .deliver(Deadline.in(Duration.ofSeconds(1)), pause -> false);
        }
    }

    @Test
    void whatIsNotTakenIsTheDatabasesToSendUnderTheSameId() throws Exception {
        NotifySpec spec = spec(Event.FAILURE);
        receiver.on("/hook", status(500, ""));
        assertThat(tell(spec, "database")).isFalse();
        Path file = folder.resolve("notices/shop.json");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");

        receiver.on("/hook", status(204, ""));
        assertThat(deliver(spec)).isZero();
        assertThat(ids()).hasSize(2);
        assertThat(Set.copyOf(ids())).hasSize(1);
        assertThat(file).doesNotExist();
        assertThat(deliver(spec)).isZero();
        assertThat(ids()).hasSize(2);
    }

    @Test
    void whatWasTakenIsNotSentAgainAndTheSameCauseIsNoNews() {
        NotifySpec spec = spec(Event.FAILURE);
        receiver.on("/hook", status(204, ""));
        assertThat(tell(spec, "database")).isTrue();
        assertThat(tell(spec, "database")).isTrue();
        assertThat(ids()).hasSize(1);
        assertThat(tell(spec, "disk")).isTrue();
        assertThat(ids()).hasSize(2);
        assertThat(deliver(spec)).isZero();
        assertThat(ids()).hasSize(2);
    }

    @Test
    void whoDoesNotAskForFailuresHearsOfNone() {
        assertThat(tell(spec(Event.BREACH), "database")).isTrue();
        assertThat(ids()).isEmpty();
    }
}
