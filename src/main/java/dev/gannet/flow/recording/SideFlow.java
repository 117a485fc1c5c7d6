package dev.gannet.flow.recording;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Goes through the commands of tests and makes steps of them. It follows the selected window and frame from command to
 * command, nests what control flow encloses, and goes on after a fault, so that all are found. For one reading only.
 */
final class SideFlow {
    /** Tests that run tests can grow beyond all bounds. */
    private static final int MOST = 20_000;

    /** The commands that end a block, or a part of one. */
    static final List<String> CLOSERS = List.of("else", "elseIf", "end", "repeatIf");

    private final SideProject project;
    private final SideText texts;
    private final Map<String, Command> commands = commands();
    private final Faults faults = new Faults();
    private final Set<String> notes = new LinkedHashSet<>();
    private final Deque<String> running = new ArrayDeque<>();
    private String start = "";
    private int made;

    SideFlow(SideProject project, SideText texts) {
        this.project = project;
        this.texts = texts;
    }

    /** What one command does: it may add steps and take further commands, and says where it leaves the test. */
    @FunctionalInterface
    private interface Command {
        SidePlace run(SideCommand it, SideCursor rest, SidePlace place, SideBlock block) throws UnfitException;
    }

    /**
     * @return the steps of these tests, one after the other, each from the first window and its top document
     * @throws RecordingException with everything that cannot be run
     */
    List<RecordedStep> steps(List<SideProject.Test> tests) throws RecordingException {
        List<RecordedStep> steps = new ArrayList<>();
        for (SideProject.Test test : tests) {
            SideBlock block = new SideBlock(List.of(), false);
            test(test, SidePlace.start(), block);
            steps.addAll(block.steps());
        }
        faults.check();
        return steps;
    }

    List<String> notes() {
        return List.copyOf(notes);
    }

    /** @return the first address that is opened and holds no variable; empty when there is none */
    String start() {
        return start;
    }

    /** @return the names of all commands of its own */
    static List<String> names() {
        SideProject none = new SideProject("", "", List.of(), List.of(), List.of());
        return List.copyOf(new SideFlow(none, new SideText(Set.of(), Set.of())).commands.keySet());
    }

    private Map<String, Command> commands() {
        Map<String, Command> all = new LinkedHashMap<>();
        all.put("open", this::open);
        all.put("run", this::run);
        all.put("if", this::branches);
        List.of("while", "times", "forEach", "do").forEach(name -> all.put(name, this::loop));
        all.put("selectFrame", (it, rest, place, block) -> place.frame(it.target(), texts));
        all.put("selectWindow", (it, rest, place, block) -> place.window(it.target(), texts));
        all.put(
                "storeWindowHandle",
                (it, rest, place, block) -> place.handle(SideText.name(it.target()), place.window()));
        all.put("close", this::close);
        all.put("setWindowSize", this::size);
        all.put("setSpeed", (it, rest, place, block) -> noted(it, "left out: steps wait by themselves", place));
        all.put("debugger", (it, rest, place, block) -> noted(it, "left out: nobody is there to look", place));
        SideDialogs.ANSWERS_BEFORE.forEach((name, answer) -> all.put(name, (it, rest, place, block) -> {
            block.answerNext(
                    placed(answer.steps(arguments(it)), it, place, block).get(0));
            return place;
        }));
        SideDialogs.ANSWERS_AFTER.forEach((name, answer) -> all.put(name, (it, rest, place, block) -> {
            block.answerLast(
                    placed(answer.steps(arguments(it)), it, place, block).get(0));
            return place;
        }));
        return all;
    }

    private SidePlace test(SideProject.Test test, SidePlace from, SideBlock block) {
        running.addLast(test.name());
        SideCursor rest = new SideCursor(test.commands());
        SidePlace place = commands(rest, from, block);
        for (Optional<SideCommand> closer = rest.next(); closer.isPresent(); closer = rest.next()) {
            fault(closer.get(), new UnfitException("nothing is open here that it could end", ""));
            place = commands(rest, place, block);
        }
        running.removeLast();
        return place;
    }

    /** @return where the commands lead, up to one that ends the block, which is left for the caller */
    private SidePlace commands(SideCursor rest, SidePlace from, SideBlock block) {
        SidePlace place = from;
        while (rest.peek().filter(next -> !CLOSERS.contains(next.name())).isPresent()) {
            SideCommand next = rest.next().orElseThrow();
            rest.skipped().forEach(comment -> note(comment, "left out: it is disabled"));
            try {
                place = command(next, rest, place, block);
            } catch (UnfitException unfit) {
                fault(next, unfit);
            }
        }
        return place;
    }

    private SidePlace command(SideCommand it, SideCursor rest, SidePlace place, SideBlock block) throws UnfitException {
        Optional<Command> own = Optional.ofNullable(commands.get(it.name()));
        if (own.isPresent()) {
            return own.get().run(it, rest, place, block);
        }
        SideVerb verb = Optional.ofNullable(SideVerbs.ALL.get(it.name())).orElseThrow(() -> unknown(it));
        SideArguments arguments = arguments(it);
        List<RecordedStep> steps = placed(verb.steps(arguments), it, place, block);
        arguments.notes().forEach(note -> note(it, note));
        if (SideDialogs.LOOKS.contains(it.name())) {
            block.look(steps.get(0));
        } else {
            block.add(steps);
        }
        return opened(it, place);
    }

    private UnfitException unknown(SideCommand it) {
        return new UnfitException(
                project.plugins().isEmpty()
                        ? "no such command is known"
                        : "no such command is known; commands of plugins (" + String.join(", ", project.plugins())
                                + ") cannot be run",
                it.name().endsWith("AndWait")
                        ? it.name().replaceFirst("AndWait$", "") + ": steps wait by themselves"
                        : "");
    }

    private SideArguments arguments(SideCommand it) {
        return new SideArguments(it, texts, new ArrayList<>());
    }

    private List<RecordedStep> placed(List<SideStep> steps, SideCommand it, SidePlace place, SideBlock block)
            throws UnfitException {
        List<RecordedStep> placed = new ArrayList<>();
        for (SideStep step : steps) {
            Map<String, Object> whole = place.put(step, block.inside());
            if (it.opens().isPresent() && placed.size() == steps.size() - 1) {
                whole.put("opens", SideText.name(it.opens().get()));
                // Selenium IDE's own bound of 2 s is often too short for a busy machine; only longer ones are kept.
                if (it.windowTimeout() > 10_000) {
                    whole.put("timeout", it.windowTimeout() + "ms");
                }
            }
            placed.add(new RecordedStep(whole, it.line()));
        }
        made += placed.size();
        return placed;
    }

    private static SidePlace opened(SideCommand it, SidePlace place) throws UnfitException {
        if (it.opens().isEmpty()) {
            return place;
        }
        String name = SideText.name(it.opens().get());
        return place.handle(name, name);
    }

    private SidePlace open(SideCommand it, SideCursor rest, SidePlace place, SideBlock block) throws UnfitException {
        String url = project.absolute(texts.text(it.target()));
        if (start.isEmpty() && !url.contains("${")) {
            start = url;
        }
        block.add(placed(SideStep.inWindow("goto", url), it, place, block));
        return opened(it, place.loaded());
    }

    private SidePlace close(SideCommand it, SideCursor rest, SidePlace place, SideBlock block) throws UnfitException {
        if (place.window().equals(SidePlace.MAIN)) {
            note(it, "left out: the first window closes at the end");
        } else {
            place.put(SideStep.inWindow().get(0), false);
            block.add(placed(SideStep.anywhere("close-window", place.window()), it, place, block));
        }
        return place.closed("command " + it.number() + " (line " + it.line() + ")");
    }

    private SidePlace size(SideCommand it, SideCursor rest, SidePlace place, SideBlock block) throws UnfitException {
        String[] size = it.target().strip().split("x");
        if (!it.target().strip().matches("\\d{1,5}x\\d{1,5}")) {
            throw new UnfitException("\"" + it.target() + "\" is not a size", "as in 1280x800");
        }
        block.add(placed(
                SideStep.inWindow(
                        "emulate",
                        SideStep.mapping(
                                "viewport",
                                SideStep.mapping(
                                        "width", Integer.parseInt(size[0]), "height", Integer.parseInt(size[1])))),
                it,
                place,
                block));
        return place;
    }

    private SidePlace noted(SideCommand it, String note, SidePlace place) {
        note(it, note);
        return place;
    }

    private SidePlace run(SideCommand it, SideCursor rest, SidePlace place, SideBlock block) throws UnfitException {
        String name = it.target().strip();
        SideProject.Test test = project.test(name)
                .orElseThrow(() -> new UnfitException(
                        "there is no test \"" + name + "\"",
                        "one of "
                                + project.tests().stream()
                                        .map(SideProject.Test::name)
                                        .toList()));
        if (running.contains(name)) {
            throw new UnfitException("the test runs itself: " + String.join(" → ", running) + " → " + name, "");
        }
        if (made > MOST) {
            throw new UnfitException("more than " + MOST + " steps", "a shorter recording");
        }
        return test(test, place, block);
    }

    private SidePlace branches(SideCommand it, SideCursor rest, SidePlace place, SideBlock block)
            throws UnfitException {
        SideBlock then = block.inner(place.named());
        SideBlock otherwise = block.inner(place.named());
        SidePlace met = commands(rest, place, then);
        SidePlace other = place;
        Optional<SideCommand> closer = rest.next();
        String closing = closer.map(SideCommand::name).orElse("");
        if (closing.equals("elseIf")) {
            other = branches(closer.orElseThrow(), rest, place, otherwise);
        } else if (closing.equals("else")) {
            other = commands(rest, place, otherwise);
            closing = rest.next().map(SideCommand::name).orElse("");
        }
        if (!closing.equals("end") && !closing.equals("elseIf")) {
            throw new UnfitException("no end belongs to it", "a command end behind its last command");
        }
        Object condition = texts.condition(it.target());
        if (then.steps().isEmpty() && otherwise.steps().isEmpty()) {
            note(it, "left out: nothing is done either way");
        } else {
            boolean turned = then.steps().isEmpty();
            Map<String, Object> step = place.put(
                    SideStep.inFrame("if", turned ? SideStep.mapping("not", condition) : condition)
                            .get(0),
                    block.inside());
            step.put("then", turned ? otherwise.steps() : then.steps());
            if (!turned && !otherwise.steps().isEmpty()) {
                step.put("else", otherwise.steps());
            }
            block.addBlock(new RecordedStep(step, it.line()));
        }
        return met.meet(other);
    }

    private SidePlace loop(SideCommand it, SideCursor rest, SidePlace place, SideBlock block) throws UnfitException {
        SideBlock inside = block.inner(place.named() && SideLoops.CONDITIONAL.contains(it.name()));
        SidePlace after = commands(rest, place, inside);
        String closing = it.name().equals("do") ? "repeatIf" : "end";
        SideCommand closer = rest.next()
                .filter(next -> next.name().equals(closing))
                .orElseThrow(() -> new UnfitException(
                        "no " + closing + " belongs to it", "a command " + closing + " behind its last command"));
        if (inside.steps().isEmpty()) {
            throw new UnfitException("nothing is done in it", "a command between it and its " + closing);
        }
        SideStep repeat = SideLoops.of(it, closer, texts);
        Map<String, Object> step = place.put(repeat, block.inside());
        step.put("steps", inside.steps());
        block.addBlock(new RecordedStep(step, it.line()));
        return place.meet(after);
    }

    private void note(SideCommand it, String note) {
        notes.add(it.place() + " (line " + it.line() + "): " + note);
    }

    private void fault(SideCommand it, UnfitException unfit) {
        faults.at(it.line(), it.place() + ": " + unfit.getMessage(), unfit.remedy());
    }
}
