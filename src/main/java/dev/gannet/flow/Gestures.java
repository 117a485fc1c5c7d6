package dev.gannet.flow;

import dev.gannet.flow.Step.Aim;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.ElementClickInterceptedException;
import org.openqa.selenium.InvalidElementStateException;
import org.openqa.selenium.NoSuchElementException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.interactions.Interaction;
import org.openqa.selenium.interactions.Pause;
import org.openqa.selenium.interactions.PointerInput;
import org.openqa.selenium.interactions.PointerInput.MouseButton;
import org.openqa.selenium.interactions.PointerInput.Origin;
import org.openqa.selenium.interactions.Sequence;
import org.openqa.selenium.remote.RemoteWebDriver;

/** What is done to an element that was found: one try each, which throws where the element is not fit for it yet. */
final class Gestures {
    // As the browser does when a person has chosen: frameworks listen to these two events, and some replace the setter.
    private static final String SET = "const [e, value] = arguments;"
            + "Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set.call(e, value);"
            + "if (e.value === '' && value !== '') return false;"
            + "for (const kind of ['input', 'change']) e.dispatchEvent(new Event(kind, {bubbles: true}));"
            + "return true;";
    private static final String KIND =
            "const e = arguments[0]; return e instanceof HTMLSelectElement ? 'select' : e instanceof HTMLInputElement ? e.type : ''";
    private static final String TICKED = "const e = arguments[0];"
            + "return e instanceof HTMLInputElement ? e.checked : e.getAttribute('aria-checked') === 'true'";
    private static final List<String> SET_TYPES =
            List.of("color", "date", "datetime-local", "month", "range", "time", "week");
    /** Drags that begin and end in one moment are taken for clicks by some pages. */
    private static final int DRAG_STEPS = 5;

    private static final PointerInput MOUSE = new PointerInput(PointerInput.Kind.MOUSE, "mouse");
    private static final Duration AT_ONCE = Duration.ZERO;
    private static final Duration FRAME = Duration.ofMillis(20);

    private final RemoteWebDriver driver;
    private final WebElement element;

    Gestures(RemoteWebDriver driver, WebElement element) {
        this.driver = driver;
        this.element = element;
    }

    void click(Aim aim, Duration hold) {
        if (aim.at().isEmpty() && aim.button() == Step.Button.LEFT && hold.isZero()) {
            click();
            return;
        }
        perform(move(aim), MOUSE.createPointerDown(arg(aim)), new Pause(MOUSE, hold), MOUSE.createPointerUp(arg(aim)));
    }

    /** What the pointer meets there is known: a label over its own control lets the click through, which the driver doubts. */
    void click() {
        try {
            element.click();
        } catch (ElementClickInterceptedException label) {
            perform(
                    MOUSE.createPointerMove(AT_ONCE, Origin.fromElement(element), 0, 0),
                    MOUSE.createPointerDown(MouseButton.LEFT.asArg()),
                    MOUSE.createPointerUp(MouseButton.LEFT.asArg()));
        }
    }

    void doubleClick(Aim aim) {
        int button = arg(aim);
        perform(
                move(aim),
                MOUSE.createPointerDown(button),
                MOUSE.createPointerUp(button),
                MOUSE.createPointerDown(button),
                MOUSE.createPointerUp(button));
    }

    void hover(Aim aim) {
        perform(move(aim));
    }

    void mouse(Step.Mouse.Move move, Aim aim) {
        switch (move) {
            case DOWN -> perform(move(aim), MOUSE.createPointerDown(arg(aim)));
            case MOVE -> perform(move(aim));
            case UP -> perform(move(aim), MOUSE.createPointerUp(arg(aim)));
        }
    }

    /** Moves on the way, too: what is dragged over is told of it. */
    void drag(Optional<WebElement> to, Optional<Step.Point> by) {
        Actions actions = new Actions(driver, FRAME).moveToElement(element).clickAndHold();
        if (to.isPresent()) {
            actions.moveToElement(to.get(), -2, 0).moveToElement(to.get());
        } else {
            Step.Point way = by.orElse(new Step.Point(0, 0));
            int x = 0;
            int y = 0;
            for (int part = 1; part <= DRAG_STEPS; part++) {
                int nextX = way.x() * part / DRAG_STEPS;
                int nextY = way.y() * part / DRAG_STEPS;
                actions.moveByOffset(nextX - x, nextY - y);
                x = nextX;
                y = nextY;
            }
        }
        actions.release().perform();
    }

    void scrollTo() {
        driver.executeScript(
                "arguments[0].scrollIntoView({block: 'center', inline: 'nearest', behavior: 'instant'})", element);
    }

    void check(boolean on) {
        if (ticked() != on) {
            click();
        }
        if (ticked() != on) {
            throw new InvalidElementStateException(on ? "it does not let itself be ticked" : "it stays ticked");
        }
    }

    private boolean ticked() {
        return Boolean.TRUE.equals(driver.executeScript(TICKED, element));
    }

    void type(String text, boolean add) {
        Object kind = driver.executeScript(KIND, element);
        if ("select".equals(kind)) {
            select(List.of(new Option(Step.Select.Choice.By.VALUE, Sample.How.IS, text)), Step.Select.Mode.ONLY);
        } else if (SET_TYPES.contains(String.valueOf(kind))) {
            if (!Boolean.TRUE.equals(driver.executeScript(SET, element, text))) {
                throw new InvalidElementStateException("\"" + text + "\" is not a value of an input of type " + kind);
            }
        } else {
            if (!add) {
                element.clear();
            }
            if (!text.isEmpty()) {
                element.sendKeys(text);
            }
        }
    }

    /** An option as it is known now. */
    record Option(Step.Select.Choice.By by, Sample.How how, String text) {
        boolean takes(WebElement option) {
            return how.takes(text, option.getText());
        }
    }

    void select(List<Option> wanted, Step.Select.Mode mode) {
        if (!"select".equalsIgnoreCase(element.getTagName())) {
            throw new InvalidElementStateException("it is a " + element.getTagName() + ", not a select");
        }
        List<WebElement> options = element.findElements(By.tagName("option"));
        List<WebElement> chosen =
                wanted.stream().map(one -> option(options, one)).toList();
        boolean many = "true".equals(element.getDomProperty("multiple"));
        if (!many && mode != Step.Select.Mode.ONLY) {
            throw new InvalidElementStateException("it takes one option only, not several");
        }
        for (WebElement option : chosen) {
            if (!element.isEnabled() || !option.isEnabled()) {
                throw new InvalidElementStateException("the option cannot be chosen: it is disabled");
            }
        }
        if (many && mode == Step.Select.Mode.ONLY) {
            options.stream()
                    .filter(option -> option.isSelected() && !chosen.contains(option))
                    .forEach(WebElement::click);
        }
        for (WebElement option : chosen) {
            if (option.isSelected() == (mode == Step.Select.Mode.REMOVE)) {
                option.click();
            }
        }
    }

    private static WebElement option(List<WebElement> options, Option wanted) {
        Optional<WebElement> found = switch (wanted.by()) {
            case OPTION ->
                options.stream().filter(wanted::takes).findFirst().or(() -> of(options, "value", wanted.text()));
            case VALUE ->
                of(options, "value", wanted.text())
                        .or(() -> options.stream().filter(wanted::takes).findFirst());
            case ID -> of(options, "id", wanted.text());
            case INDEX -> of(options, "index", wanted.text());
        };
        return found.orElseThrow(() -> new NoSuchElementException("it has no option \"" + wanted.text() + "\""));
    }

    private static Optional<WebElement> of(List<WebElement> options, String property, String value) {
        return options.stream()
                .filter(one -> value.equals(String.valueOf(one.getDomProperty(property))))
                .findFirst();
    }

    /** The driver counts from an element's middle. */
    private Interaction move(Aim aim) {
        if (aim.at().isEmpty()) {
            return MOUSE.createPointerMove(AT_ONCE, Origin.fromElement(element), 0, 0);
        }
        Dimension size = element.getSize();
        Step.Point at = aim.at().get();
        return MOUSE.createPointerMove(
                AT_ONCE, Origin.fromElement(element), at.x() - size.getWidth() / 2, at.y() - size.getHeight() / 2);
    }

    private static int arg(Aim aim) {
        return MouseButton.valueOf(aim.button().name()).asArg();
    }

    private void perform(Interaction... movements) {
        Sequence sequence = new Sequence(MOUSE, 0);
        for (Interaction movement : movements) {
            sequence.addAction(movement);
        }
        driver.perform(List.of(sequence));
    }
}
