package dev.gannet.session;

import dev.gannet.session.BrowserSpec.ResourceKind;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Tells a new browser what its pages may see and do: size, language, zone, user agent; no downloads, no
 * permissions.
 *
 * <p>Fonts, media and stylesheets are blocked by the ending of their URL: one that is served without an ending, or from a
 * {@code data:} URL, is loaded all the same.
 */
final class Emulation {
    private static final Map<ResourceKind, List<String>> ENDINGS = Map.of(
            ResourceKind.FONT, List.of("woff", "woff2", "ttf", "otf", "eot"),
            ResourceKind.MEDIA, List.of("mp4", "webm", "ogg", "ogv", "mp3", "m4a", "wav", "m3u8", "mpd", "mov"),
            ResourceKind.STYLESHEET, List.of("css"));

    private final BrowserSpec spec;
    private final Profile profile;

    private Emulation(BrowserSpec spec, Profile profile) {
        this.spec = spec;
        this.profile = profile;
    }

    static Set<ResourceKind> blocked(BrowserSpec spec, Profile profile) {
        Set<ResourceKind> kinds = EnumSet.noneOf(ResourceKind.class);
        kinds.addAll(spec.block());
        kinds.addAll(profile.block());
        return kinds;
    }

    /** Tells a new browser and its first window. */
    static void apply(CdpDriver driver, BrowserSpec spec, Profile profile) {
        Emulation emulation = new Emulation(spec, profile);
        denyDownloads(driver);
        // Grants nothing, which refuses every other permission.
        driver.cdp("Browser.grantPermissions", Map.of("permissions", List.of()));
        emulation.window(driver);
        driver.emulates(emulation);
    }

    static void denyDownloads(CdpDriver driver) {
        driver.cdp("Browser.setDownloadBehavior", Map.of("behavior", "deny"));
    }

    /** Tells the window that the driver is in: Chrome forgets all of it with each new one. */
    void window(CdpDriver driver) {
        if (special()) {
            device(driver);
        }
        profile.locale().ifPresent(locale -> driver.cdp("Emulation.setLocaleOverride", Map.of("locale", locale)));
        profile.timezone().ifPresent(zone -> driver.cdp("Emulation.setTimezoneOverride", Map.of("timezoneId", zone)));
        userAgent(driver, spec.userAgentSuffix(), profile);
        block(driver, blocked(spec, profile));
    }

    /** The profile's own size and touch, whatever was told before. */
    void device(CdpDriver driver) {
        if (special()) {
            driver.cdp(
                    "Emulation.setDeviceMetricsOverride",
                    Map.of(
                            "width", profile.width(),
                            "height", profile.height(),
                            "deviceScaleFactor", profile.scale(),
                            "mobile", profile.mobile()));
        } else {
            driver.cdp("Emulation.clearDeviceMetricsOverride", Map.of());
        }
        driver.cdp("Emulation.setTouchEmulationEnabled", Map.of("enabled", profile.mobile()));
    }

    private boolean special() {
        return profile.mobile() || profile.scale() != 1;
    }

    private static void userAgent(CdpDriver driver, String suffix, Profile profile) {
        if (suffix.isBlank()) {
            return;
        }
        String own = String.valueOf(driver.cdp("Browser.getVersion", Map.of()).get("userAgent"));
        Map<String, Object> override = profile.locale().isPresent()
                ? Map.of(
                        "userAgent",
                        own + " " + suffix.strip(),
                        "acceptLanguage",
                        profile.locale().get())
                : Map.of("userAgent", own + " " + suffix.strip());
        driver.cdp("Network.setUserAgentOverride", override);
    }

    private static void block(CdpDriver driver, Set<ResourceKind> kinds) {
        List<String> urls = new ArrayList<>();
        for (ResourceKind kind : kinds) {
            for (String ending : ENDINGS.getOrDefault(kind, List.of())) {
                urls.add("*." + ending);
                urls.add("*." + ending + "?*");
            }
        }
        if (!urls.isEmpty()) {
            driver.cdp("Network.enable", Map.of());
            driver.cdp("Network.setBlockedURLs", Map.of("urls", urls));
        }
    }
}
