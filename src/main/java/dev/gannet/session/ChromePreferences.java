package dev.gannet.session;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which preferences of Chrome a configuration may set (an allow-list, S9). */
public final class ChromePreferences {
    /** Content that a page may be denied; what it may be granted is not for a file to say. */
    private static final String CONTENT = "profile.default_content_setting_values.";

    private static final Set<String> DENIABLE =
            Set.of("cookies", "geolocation", "images", "media_stream", "notifications", "plugins", "popups", "sound");
    private static final int BLOCK = 2;

    private static final Set<String> ALLOWED = Set.of(
            "browser.enable_spellchecking",
            "enable_do_not_track",
            "intl.accept_languages",
            "translate.enabled",
            "webkit.webprefs.default_fixed_font_size",
            "webkit.webprefs.default_font_size",
            "webkit.webprefs.minimum_font_size");

    private ChromePreferences() {}

    /**
     * @param name as written in {@code chrome.yaml}
     * @return why it is refused, in one sentence; empty when it may be set to that value
     */
    public static Optional<String> refusal(String name, Object value) {
        if (ALLOWED.contains(name)) {
            return Optional.empty();
        }
        if (name.startsWith(CONTENT) && DENIABLE.contains(name.substring(CONTENT.length()))) {
            return value.equals(BLOCK)
                    ? Optional.empty()
                    : Optional.of(name + " may only be " + BLOCK + " (blocked), not " + value);
        }
        return Optional.of(name + " is not among the preferences of Chrome that a configuration may set");
    }

    /** @return the same preferences; IllegalArgumentException where one is refused */
    static Map<String, Object> checked(Map<String, Object> preferences) {
        preferences.forEach((name, value) -> refusal(name, value).ifPresent(why -> {
            throw new IllegalArgumentException(why);
        }));
        return preferences;
    }
}
