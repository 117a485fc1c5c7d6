package dev.gannet.flow;

import java.util.Set;
import org.openqa.selenium.ElementClickInterceptedException;
import org.openqa.selenium.ElementNotInteractableException;
import org.openqa.selenium.InvalidElementStateException;
import org.openqa.selenium.JavascriptException;
import org.openqa.selenium.NoSuchElementException;
import org.openqa.selenium.NoSuchFrameException;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.interactions.MoveTargetOutOfBoundsException;

/** Which failures of the driver pass by themselves on a live page; everything else ends a step (R66). */
final class Failures {
    private static final Set<Class<? extends WebDriverException>> PASSING = Set.of(
            StaleElementReferenceException.class,
            ElementNotInteractableException.class,
            ElementClickInterceptedException.class,
            InvalidElementStateException.class,
            MoveTargetOutOfBoundsException.class,
            NoSuchElementException.class,
            NoSuchFrameException.class);

    private Failures() {}

    static boolean passing(WebDriverException e) {
        String told = String.valueOf(e.getRawMessage());
        // A document that went away under a script, or under an element, takes it with it.
        boolean replaced = e instanceof JavascriptException && told.contains("document unloaded")
                || told.contains("does not belong to the document");
        return replaced || PASSING.stream().anyMatch(kind -> kind.isInstance(e));
    }

    static String firstLine(WebDriverException e) {
        return String.valueOf(e.getRawMessage())
                .lines()
                .findFirst()
                .orElse(e.getClass().getSimpleName());
    }
}
