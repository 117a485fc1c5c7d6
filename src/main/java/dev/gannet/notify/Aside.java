package dev.gannet.notify;

import dev.gannet.web.Deadline;
import dev.gannet.web.OneLine;
import dev.gannet.web.PrivateFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tells that a job's database is away, which is where messages are kept otherwise. The one message stands in a file until
 * the database is back and takes it in ({@link Notifier}); as long as it stands, the same cause is no news. Not
 * thread-safe; of processes that share the folder, the last to write has its message kept.
 */
public final class Aside {
    private static final Logger LOG = LoggerFactory.getLogger(Aside.class);
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Duration PAUSE = Duration.ofSeconds(4);

    private final NotifySpec spec;
    private final PrivateFile file;
    private final Webhook webhook;

    /**
     * @param state the folder for what is no data
     * @param job its name
     * @param agent what it calls itself to the receiver
     */
    public Aside(NotifySpec spec, Path state, String job, String agent) {
        this.spec = spec;
        this.file = new PrivateFile(state.resolve("notices").resolve(job + ".json"));
        this.webhook = new Webhook(spec, agent);
    }

    /**
     * What the file has.
     *
     * @param message what the receiver knows it again by
     * @param sent whether it was taken
     */
    record Kept(String cause, Optional<Long> run, String message, String body, boolean sent) {}

    /**
     * Keeps a failure and sends it, until the deadline; one that is not taken waits for the database.
     *
     * @param cause as {@link Notifier#note} has it
     * @param data what is told of it
     * @param pause waits for a time; false when there is no time for more
     * @return whether nothing is left to be sent
     */
    public boolean tell(
            String cause, Optional<Long> run, Map<String, Object> data, Deadline deadline, Predicate<Duration> pause) {
        Kept kept = kept().filter(one -> one.cause().equals(OneLine.of(cause)))
                .orElseGet(() -> new Kept(
                        OneLine.of(cause),
                        run,
                        Notice.fresh(),
                        Notifier.body(Event.FAILURE, data),
                        !spec.when().contains(Event.FAILURE)));
        keep(kept);
        try {
            while (!kept.sent() && !deadline.passed()) {
                Webhook.Answer answer =
                        webhook.send(new Notice(0, kept.message(), Event.FAILURE, kept.body(), 1), Instant.now());
                if (answer.taken() || answer.forGood()) {
                    kept = new Kept(kept.cause(), kept.run(), kept.message(), kept.body(), true);
                    keep(kept);
                } else if (PAUSE.compareTo(deadline.left()) >= 0 || !pause.test(PAUSE)) {
                    break;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return kept.sent();
    }

    /** @return what the database has not taken in yet */
    Optional<Kept> kept() {
        try {
            if (Files.notExists(file.path())) {
                return Optional.empty();
            }
            JsonNode all = JSON.readTree(Files.readString(file.path()));
            return Optional.of(new Kept(
                    all.required("cause").asString(),
                    all.path("run").isNumber() ? Optional.of(all.path("run").asLong()) : Optional.empty(),
                    all.required("message").asString(),
                    all.required("body").asString(),
                    all.required("sent").asBoolean()));
        } catch (IOException | JacksonException unreadable) {
            LOG.warn("{} cannot be read: {}", file.path(), unreadable.toString());
            return Optional.empty();
        }
    }

    private void keep(Kept kept) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("cause", kept.cause());
        kept.run().ifPresent(run -> all.put("run", run));
        all.put("message", kept.message());
        all.put("body", kept.body());
        all.put("sent", kept.sent());
        try {
            file.write(JSON.writeValueAsBytes(all));
        } catch (IOException full) {
            LOG.warn("{} cannot be written: {}", file.path(), full.toString());
        }
    }

    /** The database has it. */
    void drop() {
        try {
            Files.deleteIfExists(file.path());
        } catch (IOException e) {
            LOG.warn("{} cannot be deleted: {}", file.path(), e.toString());
        }
    }
}
