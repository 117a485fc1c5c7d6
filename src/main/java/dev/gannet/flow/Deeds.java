package dev.gannet.flow;

import dev.gannet.page.Dialogs;
import dev.gannet.page.LivePage;
import dev.gannet.page.PageEmulation;
import dev.gannet.page.PageWindows;
import dev.gannet.page.Wanted;
import dev.gannet.web.Artefact;
import dev.gannet.web.Deadline;
import dev.gannet.web.FailureKind;
import dev.gannet.web.PageUrl;
import dev.gannet.web.ScrapeException;
import dev.gannet.web.Secret;
import dev.gannet.web.Snapshot;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.openqa.selenium.WebDriverException;

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
    private final PageWindows windows;
    private final Dialogs dialogs;
    private final FileDeeds files;
    private final ElementDeeds element;
    private final BiConsumer<StepPlace, String> note;
    private final BiConsumer<StepPlace, String> unmet;
    private Optional<StepPlace> current = Optional.empty();
    private boolean moved;

    /**
     * @param note takes what people should know of a step
     * @param unmet takes what a step left undone without failing
     */
    Deeds(
            LivePage page,
            FlowKit kit,
            Variables variables,
            BiConsumer<StepPlace, String> note,
            BiConsumer<StepPlace, String> unmet) {
        this.page = page;
        this.kit = kit;
        this.variables = variables;
        this.note = note;
        this.unmet = unmet;
        elements = new Elements(page, variables, this::stoodIn);
        scripts = new Scripts(page, variables);
        conditions = new Conditions(page, elements, scripts, variables, this::said);
        PageWindows windows = new PageWindows(page);
        this.windows = windows;
        dialogs = new Dialogs(page, windows);
        scenes = new Scenes(page, windows, variables);
        files = new FileDeeds(page, kit, missing -> current.ifPresent(place -> unmet.accept(place, missing)));
        element = new ElementDeeds(page, variables, elements, files);
        leading = new Leading(page);
        views = new Views(page);
    }

    private void stoodIn(String told) {
        current.ifPresent(place -> note.accept(place, told));
    }

    /** @return whether the condition holds there now */
    boolean holds(Condition condition, Step.Scene scene, Deadline deadline) {
        return unnumbered(() -> scenes.within(scene, deadline, () -> conditions.holds(condition)));
    }

    /** What rooms below tell of a step does not know the step's number yet. */
    private static <T> T unnumbered(Supplier<T> work) {
        try {
            return work.get();
        } catch (ScrapeException e) {
            if (e.kind() != FailureKind.STEP) {
                throw e;
            }
            throw new StepFailure(String.valueOf(e.getMessage()), e);
        }
    }

    private Optional<String> said(Deadline deadline) {
        return dialogs.last(deadline).map(Dialogs.Dialog::text);
    }

    /** From now on the page may open windows. */
    void allowWindows() {
        windows.allow(page.deadline());
    }

    /** Back in the window that the page was opened in. */
    void end() {
        scenes.go(new WindowRef.Main(), page.deadline());
    }

    /** @return the files that steps kept */
    List<Artefact> files() {
        return files.kept();
    }

    /** @return what {@code extract} steps took */
    List<Snapshot.View> views() {
        return views.taken();
    }

    /** @throws StepFailure why it could not be done */
    void carryOut(StepPlace place, Step.Scene scene, Deadline deadline) {
        unnumbered(() -> {
            carryOutThere(place, scene, deadline);
            scenes.tend(late(deadline));
            return true;
        });
    }

    private void carryOutThere(StepPlace place, Step.Scene scene, Deadline deadline) {
        Step step = place.step();
        current = Optional.of(place);
        Step.Aftermath after = step.modifiers().after();
        // What is gone to is there when the step is done, also where the flow begins there.
        Optional<String> before = after.leads().map(any -> step instanceof Step.Goto ? "" : leading.mark(deadline));
        if (step instanceof Step.Goto go) {
            scenes.go(scene.window().orElse(new WindowRef.Main()), deadline);
            go(go, deadline);
        } else if (step instanceof Step.CloseWindow close) {
            scenes.close(close.window(), deadline);
        } else if (step instanceof Step.Dialog dialog) {
            dialogs.answerNext(
                    dialog.accept(),
                    dialog.text().map(text -> variables.fill(text).reveal()),
                    deadline);
        } else {
            Step ready = spelledOut(step, scene, deadline);
            untilDone(step, scene, deadline, () -> attempt(place, ready, deadline));
        }
        moved |= !(step instanceof Step.Say || step instanceof Step.Emulate || step instanceof Step.Dialog);
        after.opens().ifPresent(name -> scenes.opened(name, deadline));
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
    private void untilDone(Step step, Step.Scene scene, Deadline deadline, Runnable attempt) {
        page.dismiss(deadline);
        WebDriverException last;
        do {
            try {
                scenes.within(scene, deadline, () -> {
                    attempt.run();
                    return true;
                });
                return;
            } catch (WebDriverException e) {
                if (!Failures.passing(e)) {
                    throw new StepFailure("the browser refused it: " + Failures.firstLine(e), e);
                }
                last = e;
                page.dismiss(late(deadline));
                page.awaitChange(BREATH);
            }
        } while (!deadline.passed());
        throw new StepFailure("it could not be used" + within(step) + ": " + Failures.firstLine(last), last);
    }

    static String within(Step step) {
        return " within " + step.modifiers().timeout().toMillis() + " ms";
    }

    private void comes(Step step, Condition condition, Deadline deadline) {
        if (!conditions.comes(condition, deadline)) {
            String why = conditions.why();
            throw new StepFailure("it did not come to hold" + within(step) + (why.isEmpty() ? "" : " (" + why + ")"));
        }
    }

    /** Does the step once what it is about is as it has to be. */
    private void attempt(StepPlace place, Step step, Deadline deadline) {
        if (step instanceof Step.OnElement on) {
            if (element.carryOut(on, deadline) && changes(on)) {
                views.acted();
            }
        } else if (step instanceof Step.WaitFor wait) {
            comes(step, wait.condition(), deadline);
        } else if (step instanceof Step.Assert claim) {
            comes(step, claim.condition(), deadline);
        } else if (step instanceof Step.Press press) {
            element.press(press, deadline);
            views.acted();
        } else if (step instanceof Step.Scroll scroll) {
            element.scroll(scroll, deadline);
        } else if (step instanceof Step.Store store) {
            store(store, deadline);
        } else if (step instanceof Step.Script script) {
            Object value = scripts.body(script.code(), script.async(), late(deadline));
            script.as().ifPresent(name -> variables.set(name, value));
        } else if (step instanceof Step.Extract extract) {
            views.take(extract, kit.awaited().apply(page.url(), extract.kinds()))
                    .ifPresent(why -> unmet.accept(place, why));
        } else if (step instanceof Step.Say say) {
            Secret text = variables.fill(say.text());
            note.accept(place, say.text().shown() ? text.reveal() : say.text().toString());
        } else if (step instanceof Step.Screenshot picture) {
            files.picture(
                    variables.fill(picture.name()).reveal(),
                    picture.of().map(of -> element.there(step, of, deadline)),
                    picture.full(),
                    told -> note.accept(place, told),
                    late(deadline));
        } else if (step instanceof Step.Emulate emulate) {
            emulate(emulate, deadline);
        } else {
            throw new IllegalStateException("no way to " + step.words());
        }
    }

    /** @return whether pages show other items after such a step */
    private static boolean changes(Step.OnElement step) {
        return step instanceof Step.Click
                || step instanceof Step.DoubleClick
                || step instanceof Step.Select
                || step instanceof Step.Check;
    }

    private void emulate(Step.Emulate emulate, Deadline deadline) {
        PageEmulation emulation = new PageEmulation(page);
        emulate.viewport()
                .ifPresent(screen -> emulation.viewport(
                        new PageEmulation.Viewport(
                                screen.width(),
                                screen.height(),
                                screen.scale(),
                                screen.mobile(),
                                screen.touch(),
                                screen.landscape()),
                        late(deadline)));
        emulate.network()
                .ifPresent(line -> emulation.network(
                        new PageEmulation.Network(
                                line.download(), line.upload(), line.latency().toMillis(), line.offline()),
                        late(deadline)));
    }

    private void store(Step.Store store, Deadline deadline) {
        Value value = store.value();
        if (value instanceof Value.Given given) {
            variables.set(store.as(), variables.fill(given.text()).reveal());
        } else if (value instanceof Value.Read read) {
            Object text = elements.read(element.there(store, read.element(), deadline), read.aspect(), late(deadline));
            variables.set(store.as(), text instanceof String string ? string.strip() : text);
        } else if (value instanceof Value.Counted counted) {
            variables.set(
                    store.as(), elements.look(counted.element(), Wanted.PRESENT).count());
        } else if (value instanceof Value.Computed computed) {
            variables.set(store.as(), scripts.value(computed.code(), late(deadline)));
        } else {
            variables.set(store.as(), value instanceof Value.Title ? conditions.title() : conditions.url());
        }
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
                scene,
                deadline,
                () -> elements.find(type.element(), Wanted.VISIBLE, there).came());
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
