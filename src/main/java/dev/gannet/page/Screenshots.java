package dev.gannet.page;

import dev.gannet.session.Session;
import dev.gannet.web.Deadline;
import dev.gannet.web.FailureKind;
import dev.gannet.web.ScrapeException;
import dev.gannet.web.Secret;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;

/**
 * Pictures of the window that the driver is in, as PNG where nothing else is said. Not thread-safe; belongs to the lease.
 *
 * <p>Password inputs, and whatever shows a known secret as its value, are covered while a picture is taken (S15), in the
 * document, its open shadow roots and its frames of the same origin. Every method throws ScrapeException as
 * {@link Session} says.
 */
public final class Screenshots {
    /** Higher pictures are more than a browser draws at once. */
    private static final int MOST_HEIGHT = 16_000;

    private static final int MOST_WIDTH = 8_000;
    /** Of small pictures: text is still read. */
    private static final int QUALITY = 50;

    private final Session session;
    private final List<String> secrets;

    /**
     * A picture of a whole page.
     *
     * @param png the picture
     * @param cut whether the page is larger than the picture, which has its upper left part then
     */
    public record Whole(byte[] png, boolean cut) {}

    /** @param secrets values that no picture may show */
    public Screenshots(Session session, List<Secret> secrets) {
        this.session = session;
        this.secrets = secrets.stream()
                .map(Secret::reveal)
                .filter(text -> !text.isBlank())
                .toList();
    }

    /** @return what the window shows now */
    public byte[] viewport(Deadline deadline) {
        return covered(deadline, () -> capture(Map.of(), deadline));
    }

    /**
     * @param width most pixels across
     * @param wanted what has not begun by then is not begun; a picture that is late is of no use
     * @param deadline when the browser counts as hung
     * @return what the window shows now, made small, as JPEG
     * @throws ScrapeException {@link FailureKind#TIMEOUT} when it would be late, {@link FailureKind#UNSTABLE} where secrets
     *     cannot be covered
     */
    public byte[] small(int width, Deadline wanted, Deadline deadline) {
        World world = World.of(session, deadline).orElseThrow(Screenshots::uncovered);
        if (!world.ask("cover", deadline, secrets).value().containsKey("covered")) {
            throw uncovered();
        }
        try {
            Map<String, Object> metrics = session.cdp("Page.getLayoutMetrics", Map.of(), deadline);
            if (wanted.passed()) {
                throw new ScrapeException(FailureKind.TIMEOUT, "", "the page is too slow for a picture");
            }
            return capture(
                    Map.of(
                            "format",
                            "jpeg",
                            "quality",
                            QUALITY,
                            "optimizeForSpeed",
                            true,
                            "clip",
                            view(metrics, width)),
                    deadline);
        } finally {
            world.ask("uncover", deadline);
        }
    }

    private static ScrapeException uncovered() {
        return new ScrapeException(FailureKind.UNSTABLE, "", "no document in which secrets can be covered");
    }

    /** @return the part of the document that the window shows, to be drawn so wide at most */
    private static Map<String, Object> view(Map<String, Object> metrics, int width) {
        double across = number(metrics, "cssVisualViewport", "clientWidth");
        double pixels = Math.max(across, number(metrics, "visualViewport", "clientWidth"));
        return Map.of(
                "x",
                number(metrics, "cssVisualViewport", "pageX"),
                "y",
                number(metrics, "cssVisualViewport", "pageY"),
                "width",
                Math.max(1, across),
                "height",
                Math.max(1, number(metrics, "cssVisualViewport", "clientHeight")),
                "scale",
                Math.min(1, width / Math.max(1, pixels)));
    }

    /** @return the page from its top to its end, as far as a picture can be high */
    public Whole full(Deadline deadline) {
        return covered(deadline, () -> {
            Map<String, Object> metrics = session.cdp("Page.getLayoutMetrics", Map.of(), deadline);
            double width = size(metrics, "width");
            double height = size(metrics, "height");
            Map<String, Object> clip = Map.of(
                    "x",
                    0,
                    "y",
                    0,
                    "scale",
                    1,
                    "width",
                    Math.min(width, MOST_WIDTH),
                    "height",
                    Math.min(height, MOST_HEIGHT));
            byte[] png = capture(Map.of("captureBeyondViewport", true, "clip", clip), deadline);
            return new Whole(png, width > MOST_WIDTH || height > MOST_HEIGHT);
        });
    }

    /**
     * @return one element, after it was scrolled into view
     * @throws org.openqa.selenium.WebDriverException when it is gone or has no size
     */
    public byte[] element(WebElement element, Deadline deadline) {
        return covered(
                deadline,
                () -> session.call("screenshot", deadline, driver -> element.getScreenshotAs(OutputType.BYTES)));
    }

    /** @return the page as it would be printed, with its colours and its own size of paper where it names one */
    public byte[] pdf(Deadline deadline) {
        return covered(
                deadline,
                () -> data(session.cdp(
                        "Page.printToPDF", Map.of("printBackground", true, "preferCSSPageSize", true), deadline)));
    }

    private <T> T covered(Deadline deadline, Supplier<T> picture) {
        Optional<World> world = World.of(session, deadline);
        world.ifPresent(there -> there.ask("cover", deadline, secrets));
        try {
            return picture.get();
        } finally {
            world.ifPresent(there -> there.ask("uncover", deadline));
        }
    }

    private byte[] capture(Map<String, Object> how, Deadline deadline) {
        Map<String, Object> asked = new HashMap<>(how);
        asked.putIfAbsent("format", "png");
        return data(session.cdp("Page.captureScreenshot", asked, deadline));
    }

    private static byte[] data(Map<String, Object> answer) {
        if (answer.get("data") instanceof String picture) {
            return Base64.getDecoder().decode(picture);
        }
        throw new ScrapeException(FailureKind.DIALOG, "", "a dialog came in the way of the picture");
    }

    private static double size(Map<String, Object> metrics, String side) {
        return Math.max(1, Math.ceil(number(metrics, "cssContentSize", side)));
    }

    private static double number(Map<String, Object> metrics, String box, String name) {
        return metrics.get(box) instanceof Map<?, ?> sizes && sizes.get(name) instanceof Number number
                ? number.doubleValue()
                : 0;
    }
}
