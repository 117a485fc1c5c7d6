package dev.gannet.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which arguments of Chrome a configuration may add (an allow-list, S9), and those that Gannet always gives. */
public final class ChromeArguments {
    /** Looks and limits; nothing that starts a program, opens a door, or weakens what protects the machine. */
    private static final Set<String> ALLOWED = Set.of(
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--disable-smooth-scrolling",
            "--disable-webgl",
            "--disable-3d-apis",
            "--disable-notifications",
            "--disable-back-forward-cache",
            "--disable-software-rasterizer",
            "--disable-animations",
            "--disk-cache-size",
            "--media-cache-size",
            "--force-color-profile",
            "--force-dark-mode",
            "--force-device-scale-factor",
            "--force-prefers-reduced-motion",
            "--font-render-hinting",
            "--hide-scrollbars",
            "--lang",
            "--mute-audio",
            "--window-size",
            "--renderer-process-limit",
            "--process-per-site",
            "--autoplay-policy",
            "--use-gl",
            "--use-angle");

    /** Quiet (no call to anybody but the site, S30), lean, and the same on every machine. */
    private static final List<String> ALWAYS = List.of(
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--no-default-browser-check",
            "--no-pings",
            "--no-service-autorun",
            "--disable-background-networking",
            "--disable-breakpad",
            "--disable-client-side-phishing-detection",
            "--disable-component-extensions-with-background-pages",
            "--disable-component-update",
            "--disable-default-apps",
            "--disable-domain-reliability",
            "--disable-extensions",
            "--disable-field-trial-config",
            "--disable-search-engine-choice-screen",
            "--disable-sync",
            "--disable-features=Translate,OptimizationHints,MediaRouter,AutofillServerCommunication,"
                    + "CertificateTransparencyComponentUpdater,InterestFeedContentSuggestions",
            "--metrics-recording-only",
            "--mute-audio",
            "--hide-scrollbars",
            "--password-store=basic",
            "--use-mock-keychain");

    private ChromeArguments() {}

    /**
     * @param argument as written in {@code chrome.yaml}
     * @return why it is refused, in one sentence; empty when it may be used
     */
    public static Optional<String> refusal(String argument) {
        if (!argument.startsWith("--")) {
            return Optional.of("an argument of Chrome begins with --: " + argument);
        }
        String name = argument.split("=", 2)[0];
        return ALLOWED.contains(name)
                ? Optional.empty()
                : Optional.of(name + " is not among the arguments of Chrome that a configuration may set");
    }

    /** @return the arguments for a browser of that kind, without those of the sandbox */
    static List<String> of(ChromeConfig config, BrowserSpec spec, Profile profile) {
        List<String> arguments = new ArrayList<>(ALWAYS);
        arguments.add(spec.full() ? "--headless=new" : "--headless");
        arguments.add("--window-size=" + profile.width() + "," + profile.height());
        profile.locale().ifPresent(locale -> arguments.add("--lang=" + locale));
        if (Emulation.blocked(spec, profile).contains(BrowserSpec.ResourceKind.IMAGE)) {
            arguments.add("--blink-settings=imagesEnabled=false");
        }
        spec.proxy().ifPresent(proxy -> {
            arguments.add("--proxy-server=" + checkedProxy(proxy));
            // Without this Chrome goes around the proxy for loopback addresses.
            arguments.add("--proxy-bypass-list=<-loopback>");
        });
        for (String argument : config.arguments()) {
            refusal(argument).ifPresent(why -> {
                throw new IllegalArgumentException(why);
            });
            arguments.add(argument);
        }
        return arguments;
    }

    private static String checkedProxy(String proxy) {
        if (!proxy.matches("([A-Za-z0-9.-]+|\\[[0-9A-Fa-f:.]+]):\\d{1,5}")) {
            throw new IllegalArgumentException("a proxy is written host:port, not " + proxy);
        }
        return proxy;
    }
}
