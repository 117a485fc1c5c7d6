package dev.gannet.notify;

import dev.gannet.db.Database;
import dev.gannet.web.Deadline;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/** Tells whoever a job names of what became of it. Thread-safe. */
public final class Notifier {
    private static final Logger LOG = LoggerFactory.getLogger(Notifier.class);
    private static final JsonMapper JSON = JsonMapper.shared();

    private final NotifySpec spec;
    private final Outbox outbox;
    private final Aside aside;
    private final Webhook webhook;

    /**
     * @param agent what it calls itself to the receiver
     * @param aside what may have been told while the database was away; it is taken in before anything else
     */
    public Notifier(NotifySpec spec, Database db, String job, String agent, Aside aside) {
        this.spec = spec;
        this.outbox = new Outbox(db, job);
        this.aside = aside;
        this.webhook = new Webhook(spec, agent);
    }

    /**
     * Notes what happened, to be sent by {@link #deliver}: a failure or breach whose cause is not the last one's, a recovery
     * after either, any change; each once for a run.
     *
     * @param cause of a failure or a breach
     * @param data what is told of it
     */
    public void note(Event event, String cause, Optional<Long> run, Map<String, Object> data) {
        takeIn();
        outbox.note(event, cause, run, body(event, data), spec.when());
    }

    static String body(Event event, Map<String, Object> data) {
        return JSON.writeValueAsString(Map.of(
                "type", "gannet." + event.label(), "timestamp", Instant.now().toString(), "data", data));
    }

    private void takeIn() {
        aside.kept().ifPresent(kept -> {
            outbox.takeIn(kept);
            aside.drop();
        });
    }

    /**
     * Sends what is due, and what becomes due until the deadline; what is not taken waits in the database for the next call.
     *
     * @param pause waits for a time; false when there is no time for more
     * @return how many messages still wait
     */
    public long deliver(Deadline deadline, Predicate<Duration> pause) {
        takeIn();
        try {
            while (!deadline.passed()) {
                Optional<Notice> notice = outbox.take();
                if (notice.isPresent()) {
                    send(notice.get());
                    continue;
                }
                OptionalLong due = outbox.due();
                Duration wait = Duration.ofMillis(due.orElse(0) + 1);
                if (due.isEmpty() || wait.compareTo(deadline.left()) >= 0 || !pause.test(wait)) {
                    break;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return outbox.waiting();
    }

    private void send(Notice notice) throws InterruptedException {
        Webhook.Answer answer = webhook.send(notice, Instant.now());
        if (answer.taken()) {
            LOG.info("the webhook was told of {}", notice.event().label());
            outbox.sent(notice, answer.says());
        } else {
            LOG.warn(
                    "the webhook was not told of {}: {}{}",
                    notice.event().label(),
                    answer.says(),
                    answer.forGood() ? "; it is not tried again" : "");
            outbox.refused(notice, answer.says(), answer.forGood());
        }
    }
}
