package dev.gannet.crawl;

import dev.gannet.web.Redaction;
import dev.gannet.web.Snapshot;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the documents of pages that are not complete, as they were read: a few of a run. Thread-safe. */
final class KeptDocuments {
    private static final Logger LOG = LoggerFactory.getLogger(KeptDocuments.class);

    // Some frameworks mirror what is typed into the attribute: what stands in password fields is never kept (S15).
    private static final Pattern PASSWORD = Pattern.compile("(?i)<input\\b(?=[^>]*\\btype=[\"']?password)[^>]*>");

    private final Path folder;
    private final int most;
    private final Redaction redaction;
    private final AtomicInteger taken = new AtomicInteger();

    /** @param folder made when the first is kept */
    KeptDocuments(Path folder, int most, Redaction redaction) {
        this.folder = folder;
        this.most = most;
        this.redaction = redaction;
    }

    /** @return a document without what nobody may read (S15) */
    static String shown(String html, Redaction redaction) {
        return redaction.redact(PASSWORD.matcher(html).replaceAll("<input type=\"password\">"));
    }

    /** @return where it is; empty where enough are kept, or it cannot be written */
    Optional<Path> keep(String name, Snapshot snapshot) {
        if (taken.incrementAndGet() > most) {
            return Optional.empty();
        }
        try {
            Files.createDirectories(folder);
            Path file = folder.resolve(name + "." + snapshot.kind().name().toLowerCase(Locale.ROOT));
            return Optional.of(Files.writeString(file, shown(snapshot.html(), redaction), StandardCharsets.UTF_8));
        } catch (IOException e) {
            LOG.warn("what {} showed is not kept: {}", snapshot.requested(), e.toString());
            return Optional.empty();
        }
    }
}
