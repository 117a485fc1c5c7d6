package dev.gannet.page;

import dev.gannet.session.Session;
import dev.gannet.web.Deadline;
import dev.gannet.web.FailureKind;
import dev.gannet.web.Redaction;
import dev.gannet.web.ScrapeException;
import dev.gannet.web.Shot;
import dev.gannet.web.ShotSpec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.openqa.selenium.WebElement;

/** Takes of a page what a job captures it as, in the order that the job names it. Not thread-safe; belongs to the lease. */
public final class PageShots {
    /** What a browser needs for a picture of 16,000 lines or a long print, on a busy machine. */
    private static final Duration EACH = Duration.ofSeconds(30);
    /** The page is ready: an element that is not there by then is not coming. */
    private static final Duration LATE = Duration.ofSeconds(5);

    private static final Pattern ENCODED = Pattern.compile("=([0-9A-F]{2})");

    private final Session session;
    private final LivePage page;
    private final Redaction redaction;
    private final List<Shot> shots = new ArrayList<>();
    private final List<String> missing = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    /** @param redaction knows what nobody may see */
    public PageShots(Session session, LivePage page, Redaction redaction) {
        this.session = session;
        this.page = page;
        this.redaction = redaction;
    }

    /** @throws ScrapeException as {@link Session} says */
    public void take(List<ShotSpec> wanted) {
        Screenshots screenshots = new Screenshots(session, redaction.values());
        for (ShotSpec one : wanted) {
            Deadline deadline = Deadline.in(EACH);
            switch (one.form()) {
                case SCREENSHOT -> {
                    Screenshots.Whole whole = screenshots.full(deadline);
                    shots.add(new Shot(one, whole.png(), whole.cut()));
                }
                case ELEMENT ->
                    element(one, deadline)
                            .ifPresent(
                                    element -> shots.add(new Shot(one, screenshots.element(element, deadline), false)));
                case PDF -> shots.add(new Shot(one, screenshots.pdf(deadline), false));
                case MHTML -> archive(one, deadline);
                case HTML -> {}
            }
        }
    }

    private Optional<WebElement> element(ShotSpec one, Deadline deadline) {
        Found found = page.find(
                one.element().orElseThrow(), Wanted.VISIBLE, Deadline.in(LATE).atMost(deadline.left()));
        if (found.element().isEmpty()) {
            missing.add(one + ": " + found.told());
        }
        return found.element();
    }

    /** What a person typed is in it as it is in the document: one with a secret is nobody's to keep (S15). */
    private void archive(ShotSpec one, Deadline deadline) {
        if (!(session.cdp("Page.captureSnapshot", Map.of("format", "mhtml"), deadline)
                        .get("data")
                instanceof String text)) {
            throw new ScrapeException(FailureKind.DIALOG, "", "a dialog came in the way of the archive");
        }
        String plain = decoded(text);
        if (redaction.redact(plain).equals(plain)) {
            shots.add(new Shot(one, text.getBytes(StandardCharsets.UTF_8), false));
        } else {
            notes.add("no MHTML is kept of pages that show a secret of the job");
        }
    }

    /** Quoted-printable breaks lines anywhere, and spells what is not ASCII byte by byte (RFC 2045, section 6.7). */
    private static String decoded(String text) {
        String bytes = ENCODED.matcher(text.replace("=\r\n", ""))
                .replaceAll(one -> Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(one.group(1), 16))));
        return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    /** @return what was made */
    public List<Shot> shots() {
        return shots;
    }

    /** @return what could not be made of the page, each with its reason */
    public List<String> missing() {
        return missing;
    }

    /** @return what a person should know */
    public List<String> notes() {
        return notes;
    }
}
