package dev.gannet.page;

import dev.gannet.session.Session;
import dev.gannet.web.Deadline;
import dev.gannet.web.Evidence;
import dev.gannet.web.Redaction;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a screenshot and the document of a page that failed, while its session still answers: of the window that the driver
 * is in, from the top. Thread-safe. Keeps at most as many as it is told, so that a run of failures does not fill the disk.
 */
public final class EvidenceCamera {
    private static final Logger LOG = LoggerFactory.getLogger(EvidenceCamera.class);
    private static final Duration TIME = Duration.ofSeconds(5);
    // Some frameworks mirror what is typed into the attribute: what stands in password fields is never kept (S15).
    private static final String DOM = "const copy = document.documentElement.cloneNode(true);"
            + "copy.querySelectorAll('input[type=password]').forEach(field => field.removeAttribute('value'));"
            + "return copy.outerHTML;";

    private final Path folder;
    private final int most;
    private final Redaction redaction;
    private final AtomicInteger taken = new AtomicInteger();

    /**
     * @param folder where files go; made when the first is taken
     * @param most most failures that evidence is kept of
     * @param redaction takes out of documents what must not be shown
     */
    public EvidenceCamera(Path folder, int most, Redaction redaction) {
        this.redaction = redaction;
        this.folder = folder;
        this.most = most;
    }

    /**
     * @param name what the files are called, without ending
     * @return what could be taken within five seconds; nothing where no page is up
     */
    public Evidence take(Session session, String name) {
        // Who failed before a page was asked for has nothing to show, and must not take the place of who has.
        if (!Renderer.up(session) || taken.incrementAndGet() > most) {
            return Evidence.NONE;
        }
        Deadline deadline = Deadline.in(TIME);
        try {
            Files.createDirectories(folder);
            Object dom = session.script(DOM, deadline);
            Path html = folder.resolve(name + ".html");
            Files.writeString(html, redaction.redact(String.valueOf(dom)), StandardCharsets.UTF_8);
            return new Evidence(picture(session, name, deadline), Optional.of(html));
        } catch (IOException | RuntimeException e) {
            LOG.debug("no evidence of {}: {}", name, e.toString());
            return Evidence.NONE;
        }
    }

    private Optional<Path> picture(Session session, String name, Deadline deadline) throws IOException {
        try {
            byte[] picture = new Screenshots(session, redaction.values()).viewport(deadline);
            return Optional.of(Files.write(folder.resolve(name + ".png"), picture));
        } catch (RuntimeException e) {
            LOG.debug("no picture of {}: {}", name, e.toString());
            return Optional.empty();
        }
    }
}
