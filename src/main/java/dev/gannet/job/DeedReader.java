package dev.gannet.job;

import dev.gannet.flow.Step;
import dev.gannet.flow.Step.Aim;
import dev.gannet.flow.Step.Modifiers;
import dev.gannet.flow.Step.Point;
import dev.gannet.flow.Steps;
import dev.gannet.flow.Totp;
import dev.gannet.flow.Typed;
import dev.gannet.flow.Value;
import dev.gannet.flow.Words;
import dev.gannet.web.Nearest;
import dev.gannet.web.Secret;
import dev.gannet.web.Selector;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;

/** Reads one step that has no others inside it. */
final class DeedReader {
    private final Section step;
    private final Modifiers modifiers;
    private final Reading reading;

    private DeedReader(Section step, Modifiers modifiers) {
        this.step = step;
        this.modifiers = modifiers;
        this.reading = step.reading();
    }

    static Optional<Step> read(String verb, Section step, Modifiers modifiers) {
        DeedReader reader = new DeedReader(step, modifiers);
        return switch (verb) {
            case "goto" -> reader.words("goto").map(url -> new Step.Goto(url, modifiers));
            case "click" -> reader.aimed("click", (aim, hold) -> new Step.Click(aim, hold, modifiers));
            case "double-click" -> reader.aimed("double-click", (aim, hold) -> new Step.DoubleClick(aim, modifiers));
            case "hover" -> reader.aimed("hover", (aim, hold) -> new Step.Hover(aim, modifiers));
            case "mouse" -> reader.mouse();
            case "type" -> reader.block("type", StepKeys.TYPE, reader::type);
            case "press" -> reader.press();
            case "select" -> reader.block("select", StepKeys.SELECT, reader::select);
            case "check" -> reader.check();
            case "upload" -> reader.block("upload", StepKeys.UPLOAD, reader::upload);
            case "drag" -> reader.block("drag", StepKeys.DRAG, reader::drag);
            case "scroll" -> reader.scroll();
            case "wait" -> reader.await();
            case "assert" -> ConditionReader.of(step, "assert").map(claim -> new Step.Assert(claim, modifiers));
            case "screenshot" -> reader.screenshot();
            case "extract" -> reader.extract();
            case "close-window" ->
                step.get("close-window")
                        .flatMap(node -> new StepReader(step.reading()).window(node))
                        .map(window -> new Step.CloseWindow(window, modifiers));
            case "dialog" -> reader.dialog();
            case "download" -> reader.download();
            case "store" -> reader.block("store", StepKeys.STORE, reader::store);
            case "script" -> reader.script();
            case "say" -> reader.words("say").map(text -> new Step.Say(text, modifiers));
            case "emulate" ->
                reader.block("emulate", StepKeys.EMULATE, section -> EmulationReader.read(section, modifiers));
            default -> throw new IllegalStateException(verb);
        };
    }

    private Optional<Step> block(String key, Block block, Function<Section, Optional<Step>> read) {
        return step.get(key).flatMap(node -> Section.of(block, node, reading)).flatMap(read);
    }

    private Optional<Words> words(String key) {
        return words(step, key);
    }

    private Optional<Words> words(Section section, String key) {
        return section.scalar(key).flatMap(reading::words);
    }

    private List<Words> manyWords(Section section, String key) {
        return section.scalars(key)
                .flatMap(scalar -> reading.words(scalar).stream())
                .toList();
    }

    /** @return whether the value is the long form, not a selector */
    private boolean has(String key, String... keys) {
        return step.get(key)
                .filter(node -> node instanceof Yaml.Mapping mapping
                        && Stream.of(keys).anyMatch(one -> mapping.entry(one).isPresent()))
                .isPresent();
    }

    private Optional<Step> aimed(String key, BiFunction<Aim, Duration, Step> made) {
        if (!has(key, "on", "at", "button", "hold")) {
            return Selectors.live(step, key)
                    .map(element -> made.apply(new Aim(element, Optional.empty(), Step.Button.LEFT), Duration.ZERO));
        }
        return block(key, StepKeys.AIM, section -> {
            Duration hold = section.duration("hold").orElse(Duration.ZERO);
            return Selectors.live(section, "on").map(element -> made.apply(aim(section, element), hold));
        });
    }

    private Aim aim(Section section, Selector element) {
        return new Aim(
                element,
                point(section, "at"),
                section.constant("button", Step.Button.class).orElse(Step.Button.LEFT));
    }

    private Optional<Point> point(Section section, String key) {
        return section.get(key).flatMap(node -> {
            List<String> numbers = node instanceof Yaml.Sequence list
                    ? list.values().stream()
                            .map(value -> value instanceof Yaml.Scalar scalar ? scalar.text() : "")
                            .toList()
                    : List.of();
            if (numbers.size() != 2 || !numbers.stream().allMatch(text -> text.matches("-?\\d{1,6}"))) {
                reading.problem(node, "\"" + key + "\" is two whole numbers, in CSS pixels", "as in [10, 20]");
                return Optional.empty();
            }
            return Optional.of(new Point(Integer.parseInt(numbers.get(0)), Integer.parseInt(numbers.get(1))));
        });
    }

    private Optional<Step> mouse() {
        return block("mouse", StepKeys.MOUSE, section -> {
            List<Step.Mouse.Move> moves = Stream.of(Step.Mouse.Move.values())
                    .filter(move -> section.has(word(move)))
                    .toList();
            if (moves.size() != 1) {
                reading.problem(section.node(), "a movement of the mouse is one of down, move and up", "");
                return Optional.empty();
            }
            return Selectors.live(section, word(moves.get(0)))
                    .map(element -> new Step.Mouse(moves.get(0), aim(section, element), modifiers));
        });
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(java.util.Locale.ROOT);
    }

    private Optional<Step> type(Section type) {
        Optional<Selector> into = Selectors.live(type, "into");
        boolean add = type.flag("add");
        return typed(type).flatMap(what -> into.map(input -> new Step.Type(input, what, add, modifiers)));
    }

    private Optional<Typed> typed(Section type) {
        if (type.has("text") == type.has("totp")) {
            reading.problem(
                    type.node(),
                    "what is typed is one of text and totp",
                    "as in {into: \"#user\", text: \"${env:USER}\"}");
            return Optional.empty();
        }
        if (type.has("text")) {
            return words(type, "text").map(Typed.Text::new);
        }
        return type.scalar("totp").flatMap(scalar -> reading.filled(scalar).flatMap(key -> codes(scalar, key)));
    }

    private Optional<Typed> codes(Yaml.Scalar scalar, Secret key) {
        try {
            return Optional.of(new Typed.OneTimeCode(Totp.of(key, reading.redaction())));
        } catch (IllegalArgumentException wrong) {
            reading.problem(
                    scalar,
                    String.valueOf(wrong.getMessage()),
                    "the key that the site shows beside its picture, or the otpauth:// URL in it");
            return Optional.empty();
        }
    }

    private Optional<Step> press() {
        if (step.get("press").filter(Yaml.Scalar.class::isInstance).isPresent()) {
            return step.scalar("press")
                    .flatMap(this::keys)
                    .map(keys -> new Step.Press(keys, Step.Press.Part.WHOLE, Optional.empty(), modifiers));
        }
        return block("press", StepKeys.PRESS, press -> {
            Optional<Selector> on = Selectors.live(press, "on");
            Step.Press.Part part = press.word("only", List.of("down", "up"))
                    .map(word -> word.equals("up") ? Step.Press.Part.UP : Step.Press.Part.DOWN)
                    .orElse(Step.Press.Part.WHOLE);
            return press.scalar("key").flatMap(this::keys).map(keys -> new Step.Press(keys, part, on, modifiers));
        });
    }

    private Optional<List<String>> keys(Yaml.Scalar scalar) {
        Optional<List<String>> keys = Steps.chord(scalar.text());
        if (keys.isEmpty()) {
            reading.problem(
                    scalar,
                    "no key is called " + YamlTraps.quote(scalar.text()),
                    Nearest.hint(scalar.text(), Steps.keys()));
        }
        return keys;
    }

    private Optional<Step> select(Section select) {
        Optional<Selector> in = Selectors.live(select, "in");
        Step.Select.Mode mode = select.constant("mode", Step.Select.Mode.class).orElse(Step.Select.Mode.ONLY);
        return OptionReader.read(select)
                .flatMap(choices -> in.map(element -> new Step.Select(element, choices, mode, modifiers)));
    }

    private Optional<Step> check() {
        if (!has("check", "box", "on")) {
            return Selectors.live(step, "check").map(box -> new Step.Check(box, true, modifiers));
        }
        return block("check", StepKeys.CHECK, check -> {
            boolean on = !check.word("on", List.of("true", "false")).equals(Optional.of("false"));
            return Selectors.live(check, "box").map(box -> new Step.Check(box, on, modifiers));
        });
    }

    private Optional<Step> upload(Section upload) {
        List<Words> files = manyWords(upload, "file");
        return Selectors.live(upload, "into").map(into -> new Step.Upload(into, files, modifiers));
    }

    private Optional<Step> drag(Section drag) {
        Optional<Selector> to = Selectors.live(drag, "to");
        Optional<Point> by = point(drag, "by");
        if (drag.has("to") == drag.has("by")) {
            reading.problem(drag.node(), "an element is dragged to one place", "one of to and by");
            return Optional.empty();
        }
        return Selectors.live(drag, "from").map(from -> new Step.Drag(from, to, by, modifiers));
    }

    private Optional<Step> scroll() {
        if (!has("scroll", "to", "by", "in")) {
            return Selectors.live(step, "scroll").map(element -> new Step.ScrollTo(element, modifiers));
        }
        return block("scroll", StepKeys.SCROLL, scroll -> {
            Optional<Selector> in = Selectors.live(scroll, "in");
            if (scroll.has("to") == scroll.has("by")) {
                reading.problem(scroll.node(), "a box is scrolled to one place", "one of to and by");
                return Optional.empty();
            }
            boolean by = scroll.has("by");
            return point(scroll, by ? "by" : "to").map(way -> new Step.Scroll(in, way, by, modifiers));
        });
    }

    private Optional<Step> await() {
        if (step.get("wait").orElse(step.node()) instanceof Yaml.Scalar time
                && time.plain()
                && Amounts.duration(time.text()).isPresent()) {
            reading.problem(
                    time,
                    "a fixed wait is either too short or too long",
                    "wait for what you want to see: wait: .result, or wait: {gone: .spinner}");
            return Optional.empty();
        }
        return ConditionReader.of(step, "wait").map(condition -> new Step.WaitFor(condition, modifiers));
    }

    private Optional<Step> screenshot() {
        if (step.get("screenshot").filter(Yaml.Scalar.class::isInstance).isPresent()) {
            return words("screenshot").map(name -> new Step.Screenshot(name, Optional.empty(), false, modifiers));
        }
        return block("screenshot", StepKeys.SCREENSHOT, picture -> {
            Optional<Selector> of = Selectors.live(picture, "of");
            boolean full = picture.flag("full");
            return words(picture, "name").map(name -> new Step.Screenshot(name, of, full, modifiers));
        });
    }

    private Optional<Step> extract() {
        List<String> kinds = step.get("extract").map(node -> Shape.oneOrMore(node, reading)).orElse(List.of()).stream()
                .flatMap(node -> Shape.scalar(node, "a kind of items", reading).stream())
                .map(Yaml.Scalar::text)
                .toList();
        return Optional.of(
                new Step.Extract(kinds.contains("all") ? List.of() : kinds, step.flag("unchanged"), modifiers));
    }

    private Optional<Step> dialog() {
        if (step.get("dialog").filter(Yaml.Scalar.class::isInstance).isPresent()) {
            return step.word("dialog", List.of("accept", "dismiss"))
                    .map(word -> new Step.Dialog(word.equals("accept"), Optional.empty(), modifiers));
        }
        return block("dialog", StepKeys.DIALOG, dialog -> {
            boolean accept =
                    !dialog.word("answer", List.of("accept", "dismiss")).equals(Optional.of("dismiss"));
            return Optional.of(new Step.Dialog(accept, words(dialog, "text"), modifiers));
        });
    }

    private Optional<Step> download() {
        if (!has("download", "click", "as")) {
            return Selectors.live(step, "download")
                    .map(element -> new Step.Download(element, Optional.empty(), modifiers));
        }
        return block("download", StepKeys.DOWNLOAD, download -> {
            Optional<Words> as = words(download, "as");
            return Selectors.live(download, "click").map(element -> new Step.Download(element, as, modifiers));
        });
    }

    private Optional<Step> store(Section store) {
        List<String> kinds = List.of("text", "of", "count", "script", "title", "url").stream()
                .filter(store::has)
                .toList();
        if (kinds.size() != 1) {
            reading.problem(
                    store.node(), "a variable is given one thing", "one of text, of, count, script, title and url");
            return Optional.empty();
        }
        Optional<Value> value = switch (kinds.get(0)) {
            case "text" -> words(store, "text").map(Value.Given::new);
            case "of" ->
                Selectors.live(store, "of")
                        .flatMap(of -> Aspects.of(store, true).map(aspect -> new Value.Read(of, aspect)));
            case "count" -> Selectors.live(store, "count").map(Value.Counted::new);
            case "script" ->
                reading.script(store, "script", ScriptSource.Use.VALUE).map(Value.Computed::new);
            case "title" -> Optional.of(new Value.Title());
            default -> Optional.of(new Value.Url());
        };
        return store.text("as").flatMap(as -> value.map(given -> new Step.Store(as, given, modifiers)));
    }

    private Optional<Step> script() {
        if (step.get("script").filter(Yaml.Scalar.class::isInstance).isPresent()) {
            return reading.script(step, "script", ScriptSource.Use.BODY)
                    .map(code -> new Step.Script(code, Optional.empty(), false, modifiers));
        }
        return block("script", StepKeys.SCRIPT, script -> {
            Optional<String> as = script.text("as");
            boolean async = script.flag("async");
            return reading.script(script, "code", ScriptSource.Use.BODY)
                    .map(code -> new Step.Script(code, as, async, modifiers));
        });
    }
}
