package dev.gannet.flow.recording;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What Selenium IDE's sendKeys sends, in parts: texts to type and keys to press. A modifier key holds until
 * <code>${KEY_NULL}</code> or the end.
 */
final class SideKeys {
    private static final Pattern KEY = Pattern.compile("\\$\\{KEY_(\\w+)}");
    private static final Map<String, String> MODIFIERS = Map.ofEntries(
            Map.entry("SHIFT", "Shift"),
            Map.entry("LEFT_SHIFT", "Shift"),
            Map.entry("CONTROL", "Control"),
            Map.entry("CTRL", "Control"),
            Map.entry("LEFT_CONTROL", "Control"),
            Map.entry("ALT", "Alt"),
            Map.entry("LEFT_ALT", "Alt"),
            Map.entry("META", "Meta"),
            Map.entry("COMMAND", "Meta"));
    private static final Map<String, String> KEYS = Map.ofEntries(
            Map.entry("BACKSPACE", "Backspace"),
            Map.entry("BACK_SPACE", "Backspace"),
            Map.entry("BKSP", "Backspace"),
            Map.entry("TAB", "Tab"),
            Map.entry("ENTER", "Enter"),
            Map.entry("RETURN", "Enter"),
            Map.entry("PAUSE", "Pause"),
            Map.entry("ESCAPE", "Escape"),
            Map.entry("ESC", "Escape"),
            Map.entry("PAGE_UP", "PageUp"),
            Map.entry("PGUP", "PageUp"),
            Map.entry("PAGE_DOWN", "PageDown"),
            Map.entry("PGDN", "PageDown"),
            Map.entry("END", "End"),
            Map.entry("HOME", "Home"),
            Map.entry("LEFT", "ArrowLeft"),
            Map.entry("ARROW_LEFT", "ArrowLeft"),
            Map.entry("UP", "ArrowUp"),
            Map.entry("ARROW_UP", "ArrowUp"),
            Map.entry("RIGHT", "ArrowRight"),
            Map.entry("ARROW_RIGHT", "ArrowRight"),
            Map.entry("DOWN", "ArrowDown"),
            Map.entry("ARROW_DOWN", "ArrowDown"),
            Map.entry("INSERT", "Insert"),
            Map.entry("INS", "Insert"),
            Map.entry("DELETE", "Delete"),
            Map.entry("DEL", "Delete"));
    /** Keys of the number block and the like type what is printed on them. */
    private static final Map<String, String> CHARACTERS = Map.ofEntries(
            Map.entry("SPACE", " "),
            Map.entry("SEMICOLON", ";"),
            Map.entry("EQUALS", "="),
            Map.entry("MULTIPLY", "*"),
            Map.entry("MUL", "*"),
            Map.entry("ADD", "+"),
            Map.entry("PLUS", "+"),
            Map.entry("SEPARATOR", ","),
            Map.entry("SEP", ","),
            Map.entry("SUBTRACT", "-"),
            Map.entry("MINUS", "-"),
            Map.entry("DECIMAL", "."),
            Map.entry("PERIOD", "."),
            Map.entry("DIVIDE", "/"),
            Map.entry("DIV", "/"));

    private final List<Part> parts = new ArrayList<>();
    private final Set<String> held = new LinkedHashSet<>();
    private boolean used;

    private SideKeys() {}

    /**
     * A part of what is sent.
     *
     * @param key whether it is a key's name, and not a text
     */
    record Part(String text, boolean key) {}

    /** @return whether a text has keys in it */
    static boolean in(String raw) {
        return KEY.matcher(raw).find();
    }

    static List<Part> of(String raw, SideText texts) throws UnfitException {
        SideKeys keys = new SideKeys();
        String value = raw.strip();
        Matcher found = KEY.matcher(value);
        int from = 0;
        while (found.find()) {
            keys.typed(texts.filled(value.substring(from, found.start())));
            keys.pressed(found.group(1).toUpperCase(Locale.ROOT));
            from = found.end();
        }
        keys.typed(texts.filled(value.substring(from)));
        keys.released();
        return keys.parts;
    }

    private void typed(String text) throws UnfitException {
        if (text.isEmpty()) {
            return;
        }
        if (held.isEmpty()) {
            int last = parts.size() - 1;
            if (last >= 0 && !parts.get(last).key()) {
                parts.set(last, new Part(parts.get(last).text() + text, false));
            } else {
                parts.add(new Part(text, false));
            }
            return;
        }
        if (text.contains("${")) {
            throw new UnfitException(
                    "a variable cannot be typed while " + chord("") + " is held", "${KEY_NULL} before it lets go");
        }
        text.codePoints().forEach(each -> parts.add(new Part(chord(Character.toString(each)), true)));
        used = true;
    }

    private void pressed(String name) throws UnfitException {
        if (name.equals("NULL")) {
            released();
            return;
        }
        Optional<String> modifier = Optional.ofNullable(MODIFIERS.get(name));
        Optional<String> character = Optional.ofNullable(CHARACTERS.get(name));
        if (modifier.isPresent()) {
            held.add(modifier.get());
        } else if (character.isPresent()) {
            typed(character.get());
        } else if (name.matches("(N|NUMPAD)\\d")) {
            typed(name.substring(name.length() - 1));
        } else {
            parts.add(new Part(
                    chord(named(name).orElseThrow(() -> new UnfitException("the key " + name + " is not known", ""))),
                    true));
            used = true;
        }
    }

    private static Optional<String> named(String name) {
        return name.matches("F([1-9]|1[0-2])") ? Optional.of(name) : Optional.ofNullable(KEYS.get(name));
    }

    private void released() {
        if (!held.isEmpty() && !used) {
            parts.add(new Part(String.join("+", held), true));
        }
        held.clear();
        used = false;
    }

    private String chord(String key) {
        return held.isEmpty() ? key : String.join("+", held) + (key.isEmpty() ? "" : "+" + key);
    }
}
