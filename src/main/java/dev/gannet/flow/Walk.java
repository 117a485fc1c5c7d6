package dev.gannet.flow;

import dev.gannet.page.LivePage;
import dev.gannet.web.Deadline;
import dev.gannet.web.FailureKind;
import dev.gannet.web.ScrapeException;
import dev.gannet.web.Snapshot;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One flow on its way: which step comes next, and what came of those before. For one thread. */
final class Walk {
    private final LivePage page;
    private final StepListener listener;
    private final Variables variables = new Variables();
    private final Deeds deeds;
    private final Set<String> notes = new LinkedHashSet<>();
    private final List<String> unmet = new ArrayList<>();

    Walk(LivePage page, FlowKit kit) {
        this.page = page;
        listener = kit.listeners().get();
        deeds = new Deeds(page, kit, variables, this::note, this::unmet);
    }

    Snapshot.Flow through(List<Step> steps) {
        if (steps.stream().anyMatch(Walk::keepsWindows)) {
            deeds.allowWindows();
        }
        try {
            walk(steps, "", Step.Scene.HERE);
            deeds.end();
        } finally {
            listener.over();
        }
        return new Snapshot.Flow(deeds.views(), List.copyOf(notes), unmet, deeds.files());
    }

    private static boolean keepsWindows(Step step) {
        return step.modifiers().after().opens().isPresent()
                || step.modifiers()
                        .scene()
                        .window()
                        .filter(window -> !(window instanceof WindowRef.Main))
                        .isPresent()
                || step.inner().stream().anyMatch(Walk::keepsWindows);
    }

    private void note(StepPlace place, String text) {
        listener.said(place, text);
        if (!(place.step() instanceof Step.Say)) {
            notes.add(place + ": " + text);
        }
    }

    private void unmet(StepPlace place, String text) {
        unmet.add(place + ": " + text);
    }

    /**
     * @param outer number of the step around these, with a dot after it
     * @param scene where the steps around these are carried out
     */
    private void walk(List<Step> steps, String outer, Step.Scene scene) {
        for (int i = 0; i < steps.size(); i++) {
            one(new StepPlace(outer + (i + 1), steps.get(i)), scene);
        }
    }

    private void one(StepPlace place, Step.Scene outer) {
        Step step = place.step();
        Step.Scene scene = inside(outer, step.modifiers().scene());
        listener.began(place, page);
        Optional<String> failure = Optional.empty();
        try {
            carryOut(place, scene);
        } catch (StepFailure failed) {
            failure = Optional.of(String.valueOf(failed.getMessage()));
            if (!step.modifiers().keepGoing()) {
                throw new ScrapeException(
                        FailureKind.STEP, page.url().text(), place + ": " + failed.getMessage(), failed.getCause());
            }
            unmet(place, String.valueOf(failed.getMessage()));
        } catch (RuntimeException e) {
            failure = Optional.of(String.valueOf(e.getMessage()));
            throw e;
        } finally {
            listener.ended(place, page, failure);
        }
    }

    private void carryOut(StepPlace place, Step.Scene scene) {
        Step step = place.step();
        String inner = place.number() + ".";
        if (step instanceof Step.Group group) {
            variables.during(group.with(), () -> walk(group.steps(), inner, scene));
        } else if (step instanceof Step.If choice) {
            boolean holds = deeds.holds(choice.condition(), scene, time(step));
            walk(holds ? choice.then() : choice.otherwise(), inner, scene);
        } else if (step instanceof Step.Repeat repeat) {
            repeat(repeat, inner, scene);
        } else {
            deeds.carryOut(place, scene, time(step));
        }
    }

    private Deadline time(Step step) {
        return page.deadline().atMost(step.modifiers().timeout());
    }

    private void repeat(Step.Repeat repeat, String inner, Step.Scene scene) {
        Loop loop = repeat.loop();
        if (loop instanceof Loop.Each each) {
            List<Object> values = variables.list(each.list());
            bounded(repeat, values.size());
            for (Object value : values) {
                variables.set(each.as(), value);
                walk(repeat.steps(), inner, scene);
            }
            return;
        }
        if (loop instanceof Loop.Times times) {
            int number = number(variables.fill(times.number()).reveal());
            bounded(repeat, number);
            for (int round = 0; round < number; round++) {
                walk(repeat.steps(), inner, scene);
            }
            return;
        }
        int rounds = 0;
        while (!(loop instanceof Loop.While before) || holds(repeat, scene, before.condition())) {
            bounded(repeat, ++rounds);
            walk(repeat.steps(), inner, scene);
            if (loop instanceof Loop.Until after && holds(repeat, scene, after.condition())) {
                break;
            }
        }
    }

    private boolean holds(Step step, Step.Scene scene, Condition condition) {
        return deeds.holds(condition, scene, time(step));
    }

    private void bounded(Step.Repeat repeat, int rounds) {
        if (rounds > repeat.max()) {
            throw new StepFailure("it would go on after " + repeat.max() + " rounds, its max");
        }
        if (page.deadline().passed()) {
            throw new StepFailure("the page's time was up in round " + rounds);
        }
    }

    private static int number(String text) {
        try {
            return (int) Math.min(Integer.MAX_VALUE, Math.max(0, Math.floor(Double.parseDouble(text.strip()))));
        } catch (NumberFormatException e) {
            throw new StepFailure("not a number of times: \"" + text + "\"", e);
        }
    }

    private static Step.Scene inside(Step.Scene outer, Step.Scene own) {
        // Frames belong to a window: one that is named takes the step to the top of its document.
        Optional<FrameRef> frame = own.frame().isPresent() || own.window().isPresent() ? own.frame() : outer.frame();
        return new Step.Scene(frame, own.window().or(outer::window));
    }
}
