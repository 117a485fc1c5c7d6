package dev.gannet.flow;

import dev.gannet.page.Found;
import dev.gannet.page.LivePage;
import dev.gannet.page.Wanted;
import dev.gannet.web.Deadline;
import dev.gannet.web.FailureKind;
import dev.gannet.web.ScrapeException;
import dev.gannet.web.Secret;
import dev.gannet.web.Selector;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.ElementClickInterceptedException;
import org.openqa.selenium.ElementNotInteractableException;
import org.openqa.selenium.InvalidElementStateException;
import org.openqa.selenium.NoSuchElementException;
import org.openqa.selenium.NoSuchFrameException;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.remote.RemoteWebDriver;

/**
 * Carries out the steps of a flow on a live page, one after the other. Stateless and thread-safe.
 *
 * <p>An element is found anew for every try, because pages replace their elements at any time; a try that met a covered,
 * detached or not yet usable element is repeated when the page changes, until the step's deadline (R66).
 */
public final class FlowRunner {
    /** What passes by itself on a live page; everything else ends the step. */
    private static final Set<Class<? extends WebDriverException>> PASSING = Set.of(
            StaleElementReferenceException.class,
            ElementNotInteractableException.class,
            ElementClickInterceptedException.class,
            InvalidElementStateException.class,
            NoSuchElementException.class,
            NoSuchFrameException.class);

    /** What a try that was begun in time may take beyond the step's own before its browser counts as hung. */
    private static final Duration GRACE = Duration.ofSeconds(3);

    private static final Duration BREATH = Duration.ofMillis(100);

    /**
     * @param page the page, in a leased session
     * @param steps what to do, in order
     * @throws ScrapeException {@link FailureKind#STEP} with the number, line and selector of the step that failed
     */
    public void run(LivePage page, List<Step> steps) {
        for (int number = 1; number <= steps.size(); number++) {
            Step step = steps.get(number - 1);
            try {
                carryOut(
                        page,
                        spelledOut(page, step),
                        page.deadline().atMost(step.modifiers().timeout()));
            } catch (StepFailure failure) {
                throw new ScrapeException(
                        FailureKind.STEP,
                        page.url().text(),
                        "step " + number + " (line " + step.modifiers().line() + ", " + step.words() + "): "
                                + failure.getMessage(),
                        failure.getCause());
            } finally {
                if (step.modifiers().frame().isPresent()) {
                    leaveFrames(page);
                }
            }
        }
    }

    /**
     * A one-time code is taken when its input is there and once for a step, however often that is tried: the next one may
     * be half a minute away, which is not the element's fault.
     */
    private static Step spelledOut(LivePage page, Step step) {
        if (!(step instanceof Step.Type type) || !(type.what() instanceof Typed.OneTimeCode code)) {
            return step;
        }
        Deadline there = step.modifiers().ifPresent()
                ? Deadline.in(Duration.ZERO)
                : page.deadline().atMost(step.modifiers().timeout());
        // What is in a frame is looked for by the step itself.
        boolean comes = step.modifiers().frame().isPresent()
                || page.find(type.element(), Wanted.VISIBLE, there).came();
        Secret text = comes
                ? code.codes()
                        .take(page.deadline())
                        .orElseThrow(() -> new StepFailure(
                                "this moment's one-time code is used up, and the next one comes after the page's time",
                                null))
                : new Secret("");
        return new Step.Type(type.element(), new Typed.Text(text), type.modifiers());
    }

    private static void carryOut(LivePage page, Step step, Deadline deadline) {
        page.dismiss(deadline);
        WebDriverException last;
        do {
            try {
                if (step.modifiers().frame().isPresent()) {
                    enterFrame(page, step.modifiers().frame().get(), deadline);
                }
                attempt(page, step, deadline);
                return;
            } catch (WebDriverException e) {
                if (PASSING.stream().noneMatch(kind -> kind.isInstance(e))) {
                    throw new StepFailure("the browser refused it: " + firstLine(e), e);
                }
                last = e;
                if (step.modifiers().frame().isPresent()) {
                    leaveFrames(page);
                }
                page.dismiss(deadline);
                page.awaitChange(BREATH);
            }
        } while (!deadline.passed());
        String seconds = step.modifiers().timeout().toMillis() + " ms";
        throw new StepFailure("it could not be used within " + seconds + ": " + firstLine(last), last);
    }

    /** Does the step once its element is as it has to be. */
    private static void attempt(LivePage page, Step step, Deadline deadline) {
        if (step instanceof Step.WaitFor wait) {
            check(page.find(wait.element(), wait.gone() ? Wanted.GONE : Wanted.VISIBLE, deadline), step);
            return;
        }
        Optional<Selector> target = step.target();
        if (target.isEmpty()) {
            act(
                    page,
                    step,
                    page.session()
                            .call(
                                    "focus",
                                    late(deadline),
                                    driver -> driver.switchTo().activeElement()),
                    deadline);
            return;
        }
        boolean absent = step.modifiers().ifPresent()
                && !page.find(target.get(), Wanted.VISIBLE, Deadline.in(Duration.ZERO))
                        .came();
        if (!absent) {
            Found found = page.find(target.get(), wanted(step), deadline);
            act(page, step, found.element().orElseThrow(() -> unfit(found, step)), deadline);
        }
    }

    private static Wanted wanted(Step step) {
        return step instanceof Step.Type ? Wanted.EDITABLE : Wanted.ACTIONABLE;
    }

    private static void check(Found found, Step step) {
        if (!found.came()) {
            throw unfit(found, step);
        }
    }

    private static StepFailure unfit(Found found, Step step) {
        return new StepFailure(
                "nothing fit for it within " + step.modifiers().timeout().toMillis() + " ms (" + found.told() + ")",
                null);
    }

    private static void act(LivePage page, Step step, WebElement element, Deadline deadline) {
        page.session().call(step.words(), late(deadline), driver -> {
            Gestures.carryOut(step, element, driver);
            return true;
        });
    }

    private static void enterFrame(LivePage page, Selector frame, Deadline deadline) {
        Found found = page.find(frame, Wanted.PRESENT, deadline);
        WebElement element =
                found.element().orElseThrow(() -> new StepFailure("no frame matches (" + found.told() + ")", null));
        page.session().call("frame", late(deadline), driver -> driver.switchTo().frame(element));
    }

    private static void leaveFrames(LivePage page) {
        page.session()
                .call(
                        "frame",
                        Deadline.in(Duration.ofSeconds(5)),
                        (RemoteWebDriver driver) -> driver.switchTo().defaultContent());
    }

    private static Deadline late(Deadline deadline) {
        return Deadline.in(deadline.left().plus(GRACE));
    }

    private static String firstLine(WebDriverException e) {
        return String.valueOf(e.getRawMessage())
                .lines()
                .findFirst()
                .orElse(e.getClass().getSimpleName());
    }

    /** Ends a step; becomes a ScrapeException once its number is known. */
    private static final class StepFailure extends RuntimeException {
        StepFailure(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }
}
