package dev.gannet.flow;

import dev.gannet.page.Found;
import dev.gannet.page.LivePage;
import dev.gannet.page.Wanted;
import dev.gannet.web.Deadline;
import dev.gannet.web.Selector;
import java.time.Duration;
import java.util.Optional;
import org.openqa.selenium.WebElement;

/** Carries out the steps that are about one element: finds it, waits until it is fit, acts on it. For one thread. */
final class ElementDeeds {
    /** How long an element that is to be typed into may take before it is looked at for what it is. */
    private static final Duration FIRST_LOOK = Duration.ofSeconds(1);

    private final LivePage page;
    private final Variables variables;
    private final Elements elements;
    private final FileDeeds files;

    ElementDeeds(LivePage page, Variables variables, Elements elements, FileDeeds files) {
        this.page = page;
        this.variables = variables;
        this.elements = elements;
        this.files = files;
    }

    /**
     * Does a step on its element once that is as it has to be.
     *
     * @return whether it was done, and not left out because its element was not there
     */
    boolean carryOut(Step.OnElement step, Deadline deadline) {
        boolean absent = step.modifiers().ifPresent()
                && !elements.look(step.element(), step instanceof Step.Upload ? Wanted.PRESENT : Wanted.VISIBLE)
                        .came();
        if (absent) {
            return false;
        }
        if (step instanceof Step.Upload upload) {
            files.upload(
                    there(step, step.element(), deadline),
                    upload.files().stream()
                            .map(name -> variables.fill(name).reveal())
                            .toList(),
                    deadline);
            return true;
        }
        if (step instanceof Step.Type type && typedFile(type, deadline)) {
            return true;
        }
        WebElement element = fit(step, deadline);
        if (step instanceof Step.Download download) {
            files.download(
                    () -> gesture(step, element, Optional.empty(), deadline),
                    download.as().map(name -> variables.fill(name).reveal()),
                    deadline);
            return true;
        }
        Optional<WebElement> end = step instanceof Step.Drag drag
                ? drag.to().map(to -> {
                    Found found = elements.find(to, Wanted.VISIBLE, deadline);
                    return found.element().orElseThrow(() -> unfit(step, found));
                })
                : Optional.empty();
        gesture(step, element, end, deadline);
        return true;
    }

    private void gesture(Step.OnElement step, WebElement element, Optional<WebElement> end, Deadline deadline) {
        page.session().call(step.words(), Deeds.late(deadline), driver -> {
            act(step, new Gestures(driver, element), end);
            return true;
        });
    }

    /** Recorders write what is given to a file input like what is typed; such an input is often not to be seen. */
    private boolean typedFile(Step.Type type, Deadline deadline) {
        if (elements.find(type.element(), Wanted.EDITABLE, deadline.atMost(FIRST_LOOK))
                .came()) {
            return false;
        }
        Optional<WebElement> input = elements.look(type.element(), Wanted.PRESENT)
                .element()
                .filter(one -> files.takesFiles(one, Deeds.late(deadline)));
        input.ifPresent(one -> files.uploadTyped(
                one, variables.fill(((Typed.Text) type.what()).text()).reveal(), deadline));
        return input.isPresent();
    }

    private WebElement fit(Step.OnElement step, Deadline deadline) {
        Optional<Step.Point> at = step instanceof Step.Aimed aimed ? aimed.aim().at() : Optional.empty();
        Found found = elements.find(step.element(), wanted(step), at, deadline);
        return found.element().orElseThrow(() -> unfit(step, found));
    }

    private static Wanted wanted(Step step) {
        if (step instanceof Step.Type) {
            return Wanted.EDITABLE;
        }
        return step instanceof Step.Upload || step instanceof Step.ScrollTo ? Wanted.PRESENT : Wanted.ACTIONABLE;
    }

    private void act(Step.OnElement step, Gestures gestures, Optional<WebElement> end) {
        if (step instanceof Step.Download) {
            gestures.click();
        } else if (step instanceof Step.Click click) {
            gestures.click(click.aim(), click.hold());
        } else if (step instanceof Step.DoubleClick click) {
            gestures.doubleClick(click.aim());
        } else if (step instanceof Step.Hover hover) {
            gestures.hover(hover.aim());
        } else if (step instanceof Step.Mouse mouse) {
            gestures.mouse(mouse.move(), mouse.aim());
        } else if (step instanceof Step.Check check) {
            gestures.check(check.on());
        } else if (step instanceof Step.Type type) {
            gestures.type(variables.fill(((Typed.Text) type.what()).text()).reveal(), type.add());
        } else if (step instanceof Step.Select select) {
            gestures.select(
                    select.choices().stream()
                            .map(choice -> new Gestures.Option(
                                    choice.by(),
                                    choice.sample().how(),
                                    variables.fill(choice.sample().text()).reveal()))
                            .toList(),
                    select.mode());
        } else if (step instanceof Step.Drag drag) {
            gestures.drag(end, drag.by());
        } else if (step instanceof Step.ScrollTo) {
            gestures.scrollTo();
        } else {
            throw new IllegalStateException("no gesture to " + step.words());
        }
    }

    /** Presses the keys on the step's element, else on what has the focus. */
    void press(Step.Press press, Deadline deadline) {
        Optional<WebElement> on = press.on().map(selector -> {
            Found found = elements.find(selector, Wanted.VISIBLE, deadline);
            return found.element().orElseThrow(() -> unfit(press, found));
        });
        page.session().call(press.words(), Deeds.late(deadline), driver -> {
            on.ifPresent(element -> Steps.focus(driver, element));
            Steps.press(driver, press.keys(), press.part());
            return true;
        });
    }

    /** Scrolls the step's box, else the window. */
    void scroll(Step.Scroll scroll, Deadline deadline) {
        Optional<WebElement> box = scroll.in().map(selector -> there(scroll, selector, deadline));
        page.session()
                .script(
                        "const [box, x, y, by] = arguments; const to = {left: x, top: y, behavior: 'instant'};"
                                + "by ? (box || window).scrollBy(to) : (box || window).scrollTo(to)",
                        Deeds.late(deadline),
                        box.orElse(null),
                        scroll.way().x(),
                        scroll.way().y(),
                        scroll.by());
    }

    /** @return the element that a step names, whether or not it is to be seen */
    WebElement there(Step step, Selector selector, Deadline deadline) {
        Found found = elements.find(selector, Wanted.PRESENT, deadline);
        return found.element().orElseThrow(() -> unfit(step, found));
    }

    private static StepFailure unfit(Step step, Found found) {
        return new StepFailure("nothing fit for it" + Deeds.within(step) + " (" + found.told() + ")");
    }
}
