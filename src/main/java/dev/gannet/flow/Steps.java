package dev.gannet.flow;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.openqa.selenium.Keys;

/** What keys are called. */
public final class Steps {
    private static final Map<String, Keys> KEYS = Arrays.stream(Keys.values())
            .filter(key -> !key.name().startsWith("NUMPAD") && !key.name().equals("NULL"))
            .collect(Collectors.toMap(key -> plain(key.name()), key -> key, (first, second) -> first));

    private Steps() {}

    /** @return whether a key of this name can be pressed: a name as in KeyboardEvent.key, or one character */
    public static boolean isKey(String name) {
        return name.codePointCount(0, name.length()) == 1 || KEYS.containsKey(plain(name));
    }

    /** @return names of keys, for messages */
    public static List<String> keys() {
        return List.of("Enter", "Tab", "Escape", "Backspace", "Delete", "ArrowDown", "ArrowUp", "PageDown", "End");
    }

    static CharSequence key(String name) {
        Keys key = KEYS.get(plain(name));
        return key == null ? name : key;
    }

    private static String plain(String name) {
        String plain = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
        return plain.length() > 5 && plain.startsWith("arrow") ? plain.substring(5) : plain;
    }
}
