package dev.gannet.flow;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.KeyInput;
import org.openqa.selenium.interactions.Sequence;
import org.openqa.selenium.remote.RemoteWebDriver;

/** What keys are called, and how they are pressed. */
public final class Steps {
    private static final Map<String, Keys> KEYS = Arrays.stream(Keys.values())
            .filter(key -> !key.name().startsWith("NUMPAD") && !key.name().equals("NULL"))
            .collect(Collectors.toMap(key -> plain(key.name()), key -> key, (first, second) -> first));

    private static final KeyInput KEYBOARD = new KeyInput("keyboard");

    private Steps() {}

    /**
     * @param text a key's name as in KeyboardEvent.key, one character, or several of them with {@code +} between them
     * @return the keys; empty when one of them is no key
     */
    public static Optional<List<String>> chord(String text) {
        if (text.equals("+")) {
            return Optional.of(List.of(text));
        }
        List<String> keys = new ArrayList<>(List.of(text.split("\\+(?!\\z)", -1)));
        return keys.stream().allMatch(Steps::isKey) ? Optional.of(keys) : Optional.empty();
    }

    /** @return whether a key of this name can be pressed: a name as in KeyboardEvent.key, or one character */
    public static boolean isKey(String name) {
        return name.codePointCount(0, name.length()) == 1 || KEYS.containsKey(plain(name));
    }

    /** @return names of keys, for messages */
    public static List<String> keys() {
        return List.of("Enter", "Tab", "Escape", "Backspace", "Delete", "ArrowDown", "ArrowUp", "PageDown", "End");
    }

    /** Presses the keys on what has the focus. */
    static void press(RemoteWebDriver driver, List<String> keys, Step.Press.Part part) {
        Sequence sequence = new Sequence(KEYBOARD, 0);
        if (part != Step.Press.Part.UP) {
            keys.forEach(key -> sequence.addAction(KEYBOARD.createKeyDown(point(key))));
        }
        if (part != Step.Press.Part.DOWN) {
            for (int i = keys.size() - 1; i >= 0; i--) {
                sequence.addAction(KEYBOARD.createKeyUp(point(keys.get(i))));
            }
        }
        driver.perform(List.of(sequence));
    }

    /** Puts the focus on an element, as a person would with the Tab key. */
    static void focus(RemoteWebDriver driver, WebElement element) {
        driver.executeScript("arguments[0].focus({focusVisible: true})", element);
    }

    private static int point(String name) {
        Keys key = KEYS.get(plain(name));
        return key == null ? name.codePointAt(0) : key.getCodePoint();
    }

    private static String plain(String name) {
        String plain = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
        return plain.length() > 5 && plain.startsWith("arrow") ? plain.substring(5) : plain;
    }
}
