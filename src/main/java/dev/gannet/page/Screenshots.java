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
 * Pictures of the window that the driver is in, as PNG. Not thread-safe; belongs to the lease.
 *
 * <p>Password inputs, and whatever shows a known secret as its value, are covered while a picture is taken (S15), in the
 * document, its open shadow roots and its frames of the same origin. Every method throws ScrapeException as
 * {@link Session} says.
 */
public final class Screenshots {
    /** Higher pictures are more than a browser draws at once. */
    private static final int MOST_HEIGHT = 16_000;

    private static final int MOST_WIDTH = 8_000;

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
        asked.put("format", "png");
        if (session.cdp("Page.captureScreenshot", asked, deadline).get("data") instanceof String picture) {
            return Base64.getDecoder().decode(picture);
        }
        throw new ScrapeException(FailureKind.DIALOG, "", "a dialog came in the way of the picture");
    }

    private static double size(Map<String, Object> metrics, String side) {
        return metrics.get("cssContentSize") instanceof Map<?, ?> size && size.get(side) instanceof Number number
                ? Math.max(1, Math.ceil(number.doubleValue()))
                : 1;
    }
}
