package dev.gannet.page;

import dev.gannet.session.Session;
import dev.gannet.web.Deadline;
import java.util.Map;

/**
 * Another viewport and network for the window that the driver is in, until the page is left: then the profile's own holds
 * again. Not thread-safe; belongs to the lease. Every method throws ScrapeException as {@link Session} says.
 */
public final class PageEmulation {
    private final Session session;

    public PageEmulation(LivePage page) {
        session = page.session();
    }

    /**
     * What a page is shown in.
     *
     * @param width in CSS pixels, at least 1
     * @param height in CSS pixels, at least 1
     * @param scale physical pixels for each of them, above 0
     * @param mobile whether a viewport meta tag counts, and scroll bars lie over the page
     * @param touch whether it has a touch screen
     * @param landscape whether it is held across
     */
    public record Viewport(int width, int height, double scale, boolean mobile, boolean touch, boolean landscape) {
        public Viewport {
            if (width < 1 || height < 1 || scale <= 0) {
                throw new IllegalArgumentException("a viewport has a width, a height and a scale above 0");
            }
        }
    }

    /**
     * How fast the network seems to be.
     *
     * @param download most bytes a second, negative for no limit
     * @param upload most bytes a second, negative for no limit
     * @param latency milliseconds that each answer takes at least
     * @param offline whether there is none
     */
    public record Network(double download, double upload, double latency, boolean offline) {
        static final Network ASIS = new Network(-1, -1, 0, false);
    }

    /** Shows the page in another viewport. */
    public void viewport(Viewport wanted, Deadline deadline) {
        Allowances.of(session).undo("viewport", Session::resetDevice);
        session.cdp(
                "Emulation.setDeviceMetricsOverride",
                Map.of(
                        "width",
                        wanted.width(),
                        "height",
                        wanted.height(),
                        "deviceScaleFactor",
                        wanted.scale(),
                        "mobile",
                        wanted.mobile(),
                        "screenOrientation",
                        Map.of(
                                "type",
                                wanted.landscape() ? "landscapePrimary" : "portraitPrimary",
                                "angle",
                                wanted.landscape() ? 90 : 0)),
                deadline);
        session.cdp("Emulation.setTouchEmulationEnabled", Map.of("enabled", wanted.touch()), deadline);
    }

    /** Lets the network seem slower, or gone. */
    public void network(Network wanted, Deadline deadline) {
        Allowances.of(session).undo("network", (later, time) -> emulate(later, Network.ASIS, time));
        session.cdp("Network.enable", Map.of(), deadline);
        emulate(session, wanted, deadline);
    }

    private static void emulate(Session session, Network network, Deadline deadline) {
        session.cdp(
                "Network.emulateNetworkConditions",
                Map.of(
                        "offline",
                        network.offline(),
                        "latency",
                        network.latency(),
                        "downloadThroughput",
                        network.download(),
                        "uploadThroughput",
                        network.upload()),
                deadline);
    }
}
