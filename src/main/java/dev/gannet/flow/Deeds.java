package dev.gannet.flow;

import dev.gannet.page.LivePage;
import dev.gannet.web.Deadline;
import dev.gannet.web.PageUrl;
import dev.gannet.web.Secret;
import dev.gannet.web.Snapshot;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;

/** Carries out the steps of one flow that have no others inside them. For one thread. */
final class Deeds {
    /** What a try that was begun in time may take beyond the step's own before its browser counts as hung. */
    private static final Duration GRACE = Duration.ofSeconds(3);

    private static final Duration BREATH = Duration.ofMillis(100);

    private final LivePage page;
    private final FlowKit kit;
    private final Variables variables;
    private final Elements elements;
    private final Scripts scripts;
    private final Conditions conditions;
    private final Scenes scenes;
    private final Leading leading;
    private final Views views;
    private final BiConsumer<StepPlace, String> note;
    private boolean moved;

    Deeds(LivePage page, FlowKit kit, Variables variables, BiConsumer<StepPlace, String> note) {
        this.page = page;
        this.kit = kit;
        this.variables = variables;
        this.note = note;
        elements = new Elements(page, variables);
        scripts = new Scripts(page, variables);
        conditions = new Conditions(page, elements, scripts, variables);
        scenes = new Scenes(page, elements);
        leading = new Leading(page);
        views = new Views(page);
    }

    /** @return whether the condition holds there now */
    boolean holds(Condition condition, Step.Scene scene, Deadline deadline) {
        return scenes.within(scene, deadline, () -> conditions.holds(condition));
    }

    /** @return what {@code extract} steps took */
    List<Snapshot.View> views() {
        return views.taken();
    }

    /** @throws StepFailure why it could not be done */
    void carryOut(StepPlace place, Step.Scene scene, Deadline deadline) {
        Step step = place.step();
        Step.Aftermath after = step.modifiers().after();
        // What is gone to is there when the step is done, also where the flow begins there.
        Optional<String> before = after.leads().map(any -> step instanceof Step.Goto ? "" : leading.mark(deadline));
        if (step instanceof Step.Goto go) {
            go(go, deadline);
        } else {
            Step ready = spelledOut(step, scene, deadline);
            untilDone(step, scene, deadline, () -> attempt(place, ready, deadline));
        }
        moved |= !(step instanceof Step.Say || step instanceof Step.Emulate || step instanceof Step.Dialog);
        after.leads()
                .flatMap(leads -> leading.led(leads, before.orElse(""), deadline))
                .ifPresent(told -> note.accept(place, told));
    }

    /** A flow that begins by going to where it is already is there. */
    private void go(Step.Goto step, Deadline deadline) {
        String text = variables.fill(step.url()).reveal();
        PageUrl base = moved ? PageUrl.parse(conditions.url()).orElse(page.url()) : page.url();
        PageUrl url = base.resolve(text).orElseThrow(() -> new StepFailure("not a URL of a page: " + step.url()));
        if (moved || !url.equals(page.url())) {
            page.go(url, deadline);
        }
    }

    /** A try that met what passes by itself is repeated when the page changes. */
    private void untilDone(Step step, Step.Scene scene, Deadline deadline, Supplier<Boolean> attempt) {
        page.dismiss(deadline);
        @Nullable WebDriverException last = null;
        do {
            try {
                if (scenes.within(scene, deadline, attempt)) {
                    return;
                }
            } catch (WebDriverException e) {
                if (!Failures.passing(e)) {
                    throw new StepFailure("the browser refused it: " + Failures.firstLine(e), e);
                }
                last = e;
                page.dismiss(late(deadline));
                page.awaitChange(BREATH);
            }
        } while (!deadline.passed());
        String time = " within " + step.modifiers().timeout().toMillis() + " ms";
        throw last == null
                ? new StepFailure(missing(step) + time)
                : new StepFailure("it could not be used" + time + ": " + Failures.firstLine(last), last);
    }

    private static String missing(Step step) {
        return step instanceof Step.WaitFor || step instanceof Step.Assert
                ? "it did not come to hold"
                : "nothing visible matches it";
    }

    /** @return whether the step is done; false when what it waits for did not come in time */
    private boolean attempt(StepPlace place, Step step, Deadline deadline) {
        if (step instanceof Step.OnElement on) {
            return onElement(on, deadline);
        }
        if (step instanceof Step.WaitFor wait) {
            return conditions.comes(wait.condition(), deadline);
        }
        if (step instanceof Step.Assert claim) {
            return conditions.comes(claim.condition(), deadline);
        }
        if (step instanceof Step.Press press) {
            return press(press, deadline);
        }
        if (step instanceof Step.Scroll scroll) {
            return scroll(scroll, deadline);
        }
        if (step instanceof Step.Store store) {
            return store(store, deadline);
        }
        if (step instanceof Step.Script script) {
            Object value = scripts.body(script.code(), script.async(), late(deadline));
            script.as().ifPresent(name -> variables.set(name, value));
        } else if (step instanceof Step.Extract extract) {
            views.take(extract.kinds(), kit.awaited().apply(page.url(), extract.kinds()));
        } else if (step instanceof Step.Say say) {
            Secret text = variables.fill(say.text());
            note.accept(place, say.text().shown() ? text.reveal() : say.text().toString());
        } else {
            throw new StepFailure("not in this version");
        }
        return true;
    }

    private boolean onElement(Step.OnElement step, Deadline deadline) {
        boolean optional = step.modifiers().ifPresent();
        Deadline wait = optional ? Deadline.in(Duration.ZERO) : deadline;
        Optional<WebElement> found = step instanceof Step.Upload || step instanceof Step.ScrollTo
                ? elements.there(step.element(), wait)
                : elements.visible(step.element(), wait);
        if (found.isEmpty()) {
            return optional;
        }
        Optional<WebElement> end = step instanceof Step.Drag drag && drag.to().isPresent()
                ? elements.visible(drag.to().get(), deadline)
                : Optional.empty();
        if (step instanceof Step.Drag drag && drag.to().isPresent() && end.isEmpty()) {
            throw new StepFailure("nothing visible matches " + drag.to().get() + ", where it is dragged to");
        }
        page.session().call(step.words(), late(deadline), driver -> {
            act(step, new Gestures(driver, found.get()), end);
            return true;
        });
        return true;
    }

    private void act(Step.OnElement step, Gestures gestures, Optional<WebElement> end) {
        if (step instanceof Step.Click click) {
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
                                    choice.by(), variables.fill(choice.text()).reveal()))
                            .toList(),
                    select.mode());
        } else if (step instanceof Step.Drag drag) {
            gestures.drag(end, drag.by());
        } else if (step instanceof Step.ScrollTo) {
            gestures.scrollTo();
        } else {
            throw new StepFailure("not in this version");
        }
    }

    private boolean press(Step.Press press, Deadline deadline) {
        Optional<WebElement> on = press.on().flatMap(selector -> elements.visible(selector, deadline));
        if (press.on().isPresent() && on.isEmpty()) {
            return false;
        }
        page.session().call(press.words(), late(deadline), driver -> {
            on.ifPresent(element -> Steps.focus(driver, element));
            Steps.press(driver, press.keys(), press.part());
            return true;
        });
        return true;
    }

    private boolean scroll(Step.Scroll scroll, Deadline deadline) {
        Optional<WebElement> box = scroll.in().flatMap(selector -> elements.there(selector, deadline));
        if (scroll.in().isPresent() && box.isEmpty()) {
            return false;
        }
        page.session()
                .script(
                        "const [box, x, y, by] = arguments; const to = {left: x, top: y, behavior: 'instant'};"
                                + "by ? (box || window).scrollBy(to) : (box || window).scrollTo(to)",
                        late(deadline),
                        box.orElse(null),
                        scroll.way().x(),
                        scroll.way().y(),
                        scroll.by());
        return true;
    }

    private boolean store(Step.Store store, Deadline deadline) {
        Value value = store.value();
        if (value instanceof Value.Given given) {
            variables.set(store.as(), variables.fill(given.text()).reveal());
        } else if (value instanceof Value.Read read) {
            Optional<WebElement> element = elements.there(read.element(), deadline);
            if (element.isEmpty()) {
                return false;
            }
            Object text = elements.read(element.get(), read.aspect(), late(deadline));
            variables.set(store.as(), text instanceof String string ? string.strip() : text);
        } else if (value instanceof Value.Counted counted) {
            variables.set(store.as(), elements.now(counted.element(), false).size());
        } else if (value instanceof Value.Computed computed) {
            variables.set(store.as(), scripts.value(computed.code(), late(deadline)));
        } else {
            variables.set(store.as(), value instanceof Value.Title ? conditions.title() : conditions.url());
        }
        return true;
    }

    /**
     * A one-time code is taken when its input is there and once for a step, however often that is tried: the next one may
     * be half a minute away, which is not the element's fault.
     */
    private Step spelledOut(Step step, Step.Scene scene, Deadline deadline) {
        if (!(step instanceof Step.Type type) || !(type.what() instanceof Typed.OneTimeCode code)) {
            return step;
        }
        Deadline there = type.modifiers().ifPresent() ? Deadline.in(Duration.ZERO) : deadline;
        boolean comes = scenes.within(
                scene, deadline, () -> elements.visible(type.element(), there).isPresent());
        Secret text = comes
                ? code.codes()
                        .take(page.deadline())
                        .orElseThrow(() -> new StepFailure(
                                "this moment's one-time code is used up, and the next one comes after the page's time"))
                : new Secret("");
        return new Step.Type(type.element(), new Typed.Text(Words.hidden(text)), type.add(), type.modifiers());
    }

    static Deadline late(Deadline deadline) {
        return Deadline.in(deadline.left().plus(GRACE));
    }
}
