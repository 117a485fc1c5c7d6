package dev.gannet.job;

import dev.gannet.notify.Event;
import dev.gannet.notify.NotifySpec;
import dev.gannet.web.Secret;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads who is told of what. */
final class NotifyReader {
    private static final List<String> EVENTS =
            Arrays.stream(Event.values()).map(Event::label).toList();
    private static final int SHORTEST = 16;

    private NotifyReader() {}

    static Optional<NotifySpec> read(Section job) {
        return job.get("notify")
                .flatMap(node -> Section.of(JobKeys.NOTIFY, node, job.reading()))
                .flatMap(NotifyReader::spec);
    }

    private static Optional<NotifySpec> spec(Section section) {
        Reading reading = section.reading();
        Optional<Secret> webhook = section.scalar("webhook").flatMap(scalar -> {
            Optional<Secret> filled = reading.filled(scalar);
            if (filled.filter(url -> !http(url.reveal())).isPresent()) {
                reading.problem(
                        scalar,
                        "a webhook is an absolute http or https URL",
                        "as in webhook: \"${env:HOOK}\", or webhook: https://hooks.example/gannet");
                return Optional.empty();
            }
            return filled;
        });
        Set<Event> when = EnumSet.noneOf(Event.class);
        section.scalars("when")
                .forEach(scalar -> Shape.word(scalar, EVENTS, reading)
                        .ifPresent(word -> when.add(Event.valueOf(word.toUpperCase(Locale.ROOT)))));
        Optional<Secret> key = section.scalar("key").flatMap(scalar -> {
            Optional<Secret> filled = reading.filled(scalar);
            if (filled.filter(value -> value.reveal().length() < SHORTEST).isPresent()) {
                reading.problem(
                        scalar,
                        "a key of fewer than " + SHORTEST + " characters can be guessed",
                        "as in key: \"${secret:hook-key}\"; openssl rand -base64 32 makes one");
            }
            return filled;
        });
        return webhook.map(url -> new NotifySpec(url, section.has("when") ? when : EnumSet.allOf(Event.class), key));
    }

    private static boolean http(String text) {
        try {
            URI url = new URI(text);
            return url.getHost() != null
                    && ("http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme()));
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
