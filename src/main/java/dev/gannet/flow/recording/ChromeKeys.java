package dev.gannet.flow.recording;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the recorder calls keys: mostly as KeyboardEvent.key does, at times by their place as KeyboardEvent.code does. */
final class ChromeKeys {
    private static final Pattern BY_PLACE = Pattern.compile("Key([A-Z])|Digit([0-9])");
    private static final Pattern SIDED = Pattern.compile("(Shift|Control|Alt|Meta)(Left|Right)");

    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("\r", "Enter"),
            Map.entry("\n", "Enter"),
            Map.entry(" ", "Space"),
            Map.entry("NumpadEnter", "Enter"),
            Map.entry("NumpadMultiply", "*"),
            Map.entry("NumpadAdd", "+"),
            Map.entry("NumpadSubtract", "-"),
            Map.entry("NumpadDivide", "/"),
            Map.entry("NumpadEqual", "="),
            Map.entry("NumpadDecimal", "Delete"),
            Map.entry("\u0000", "Delete"),
            Map.entry("Numpad0", "Insert"),
            Map.entry("Numpad1", "End"),
            Map.entry("Numpad2", "ArrowDown"),
            Map.entry("Numpad3", "PageDown"),
            Map.entry("Numpad4", "ArrowLeft"),
            Map.entry("Numpad5", "Clear"),
            Map.entry("Numpad6", "ArrowRight"),
            Map.entry("Numpad7", "Home"),
            Map.entry("Numpad8", "ArrowUp"),
            Map.entry("Numpad9", "PageUp"),
            Map.entry("Semicolon", ";"),
            Map.entry("Equal", "="),
            Map.entry("Comma", ","),
            Map.entry("Minus", "-"),
            Map.entry("Period", "."),
            Map.entry("Slash", "/"),
            Map.entry("Backquote", "`"),
            Map.entry("BracketLeft", "["),
            Map.entry("Backslash", "\\"),
            Map.entry("BracketRight", "]"),
            Map.entry("Quote", "'"));

    private ChromeKeys() {}

    /** @return the key as a job calls it */
    static String name(String key) {
        Matcher place = BY_PLACE.matcher(key);
        if (place.matches()) {
            return place.group(1) == null
                    ? place.group(2)
                    : String.valueOf((char) (place.group(1).charAt(0) + 32));
        }
        Matcher sided = SIDED.matcher(key);
        return sided.matches() ? sided.group(1) : NAMES.getOrDefault(key, key);
    }
}
