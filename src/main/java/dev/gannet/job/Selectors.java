package dev.gannet.job;

import dev.gannet.extract.SelectorSyntax;
import dev.gannet.web.AriaRoles;
import dev.gannet.web.Selector;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Reads selectors, and checks that whoever uses them can. */
final class Selectors {
    private static final int LONGEST = 1000;
    private static final List<String> FORMS = Stream.concat(
                    Stream.of("text", "json", "role", "label", "xpath", "pierce", "inside", "fetched", "table"),
                    Stream.of(Selector.Data.Kind.values()).map(Selector.Data.Kind::key))
            .toList();
    /** A variable, which is filled in when a step runs, stands for a harmless word until then, or a number. */
    private static final String VARIABLE = "\\$\\{var:[^{}]*}";

    private static final String COUNTED = "(:nth-[a-z-]+\\([^()]*)" + VARIABLE;

    private final Reading reading;
    private final Use use;

    private Selectors(Reading reading, Use use) {
        this.reading = reading;
        this.use = use;
    }

    /** Who uses a selector. */
    private enum Use {
        /** The browser waits with it, and the parser extracts with it. */
        BOTH,
        /** As both, but of a page that was not rendered nobody asks what only a live one has. */
        SIGN,
        /** The browser alone. */
        SHOWN,
        /** The browser alone, when a step runs and variables have values. */
        STEP;

        boolean live() {
            return this == SHOWN || this == STEP;
        }
    }

    /** @return a selector that extraction uses, too; a list being the first of its choices that works */
    static Optional<Selector> of(Section section, String key) {
        return read(section, key, Use.BOTH);
    }

    /** @return a selector by which a page is told, also one that was not rendered */
    static Optional<Selector> sign(Section section, String key) {
        return read(section, key, Use.SIGN);
    }

    /** @return a selector that is used in live pages only */
    static Optional<Selector> shown(Section section, String key) {
        return read(section, key, Use.SHOWN);
    }

    /** @return a selector of a step, which is used in live pages only and may hold variables */
    static Optional<Selector> live(Section section, String key) {
        return read(section, key, Use.STEP);
    }

    private static Optional<Selector> read(Section section, String key, Use use) {
        return section.get(key).flatMap(node -> new Selectors(section.reading(), use).one(node));
    }

    /** @return a selector that is used in live pages only */
    static Optional<Selector> shown(Yaml node, Reading reading) {
        return new Selectors(reading, Use.SHOWN).one(node);
    }

    /** @return selectors that are used in live pages only, and all count */
    static List<Selector> allShown(Section section, String key) {
        return section.get(key)
                .map(node -> new Selectors(section.reading(), Use.SHOWN).all(node))
                .orElse(List.of());
    }

    /** @return a selector that extraction uses, too; a list being the first of its choices that works */
    static Optional<Selector> one(Yaml node, Reading reading) {
        return new Selectors(reading, Use.BOTH).one(node);
    }

    /** @return a selector of a step, which is used in live pages only and may hold variables */
    static Optional<Selector> live(Yaml node, Reading reading) {
        return new Selectors(reading, Use.STEP).one(node);
    }

    /** @return selectors that extraction uses, too, and that all count */
    static List<Selector> all(Yaml node, Reading reading) {
        return new Selectors(reading, Use.BOTH).all(node);
    }

    /** @return whether a mapping is the long form of a selector */
    static boolean isLongForm(Yaml.Mapping mapping) {
        return Stream.concat(FORMS.stream(), Stream.of("name"))
                .anyMatch(form -> mapping.entry(form).isPresent());
    }

    private Optional<Selector> one(Yaml node) {
        if (node instanceof Yaml.Sequence list
                && list.flow()
                && list.values().size() == 1
                && bare(list.values().get(0), "[a-zA-Z].*")) {
            bracketed(list);
            return Optional.empty();
        }
        List<Selector> choices = all(node);
        if (choices.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(choices.size() == 1 ? choices.get(0) : new Selector.FirstOf(choices));
    }

    private List<Selector> all(Yaml node) {
        if (node instanceof Yaml.Sequence list
                && list.flow()
                && list.values().size() == 1
                && bare(list.values().get(0), "[a-z]+(-[a-z-]+|.*=.*)")) {
            bracketed(list);
            return List.of();
        }
        return Shape.oneOrMore(node, reading).stream()
                .map(this::choice)
                .flatMap(Optional::stream)
                .toList();
    }

    private static boolean bare(Yaml node, String pattern) {
        return node instanceof Yaml.Scalar scalar
                && scalar.plain()
                && scalar.text().matches(pattern);
    }

    private void bracketed(Yaml.Sequence list) {
        String word = ((Yaml.Scalar) list.values().get(0)).text();
        reading.problem(
                list,
                "to YAML, [" + word + "] is a list of one text",
                "for the attribute write \"[" + word + "]\"; for the element write " + word);
    }

    private Optional<Selector> choice(Yaml node) {
        if (node instanceof Yaml.Scalar scalar) {
            return css(scalar).map(css -> (Selector) css);
        }
        if (node instanceof Yaml.Sequence) {
            reading.problem(
                    node, "a selector is expected here, not a list", "a selector that starts with [ needs quotes");
            return Optional.empty();
        }
        return Section.of(JobKeys.SELECTOR_LONG, node, reading).flatMap(this::longForm);
    }

    private Optional<Selector> longForm(Section section) {
        List<String> forms = FORMS.stream().filter(section::has).toList();
        boolean named = section.has("name") && (forms.isEmpty() || forms.equals(List.of("role")));
        boolean fit = forms.size() == (named && forms.isEmpty() ? 0 : 1)
                && section.has("name") == named
                && section.has("find") == forms.equals(List.of("inside"));
        if (!fit) {
            // Of keys that are unknown it is said already.
            if (section.node().entries().stream()
                    .allMatch(entry ->
                            JobKeys.SELECTOR_LONG.key(entry.key().text()).isPresent())) {
                reading.problem(
                        section.node(),
                        "a selector is one of " + String.join(", ", FORMS),
                        "as in {text: Show all}, {role: button, name: Show all} or {inside: my-card, find: button}");
            }
            return Optional.empty();
        }
        Optional<Selector> selector = switch (named ? "role" : forms.get(0)) {
            case "json" -> section.scalar("json").flatMap(this::json);
            case "role" -> role(section);
            case "label" -> section.scalar("label").flatMap(this::text).map(Selector.Label::new);
            case "xpath" -> section.scalar("xpath").flatMap(this::path);
            case "pierce" -> section.scalar("pierce").flatMap(this::pierce);
            case "inside" -> inside(section);
            case "json-ld", "microdata", "meta", "state" ->
                section.scalar(forms.get(0)).flatMap(scalar -> data(forms.get(0), scalar));
            case "fetched" -> fetched(section);
            case "table" -> section.scalar("table").flatMap(this::rows);
            default -> section.scalar("text").flatMap(this::text).map(text -> (Selector) text);
        };
        return selector.filter(found -> use != Use.BOTH || parsed(section, found));
    }

    private boolean parsed(Section section, Selector selector) {
        Optional<String> live = SelectorSyntax.liveOnly(selector);
        live.ifPresent(form -> reading.problem(
                section.node(),
                "extraction cannot use " + form + ", which only a page that is up in a browser has; steps can",
                "write CSS, {text: …} or {xpath: …}"));
        return live.isEmpty();
    }

    private Optional<Selector> role(Section section) {
        Optional<Yaml.Scalar> word = section.scalar("role");
        Optional<Selector.Text> name = section.scalar("name").flatMap(this::text);
        boolean known = word.isEmpty()
                || word.get().text().matches(".*" + VARIABLE + ".*") && variables(word.get())
                || Shape.word(word.get(), AriaRoles.ALL, reading).isPresent();
        boolean whole = section.has("role") == word.isPresent() && section.has("name") == name.isPresent();
        return known && whole ? Optional.of(new Selector.Role(word.map(Yaml.Scalar::text), name)) : Optional.empty();
    }

    private Optional<Selector> inside(Section section) {
        Optional<Selector> outer = section.get("inside").flatMap(this::one);
        Optional<Selector> inner = section.get("find").flatMap(this::one);
        return outer.flatMap(around -> inner.map(within -> new Selector.Inside(around, within)));
    }

    private Optional<Selector> path(Yaml.Scalar scalar) {
        return path(scalar, SelectorSyntax::pathProblem);
    }

    private Optional<Selector> path(Yaml.Scalar scalar, Function<String, Optional<String>> check) {
        String path = scalar.text().strip();
        if (tooLong(scalar) || !variables(scalar)) {
            return Optional.empty();
        }
        Optional<String> wrong = check.apply(filled(path));
        wrong.ifPresent(sentence -> reading.problem(scalar, sentence, "as in //a[@href]"));
        return wrong.isPresent() ? Optional.empty() : Optional.of(new Selector.XPath(path));
    }

    private Optional<Selector> pierce(Yaml.Scalar scalar) {
        // Of a parsed document it is never asked for.
        Selectors live = new Selectors(reading, Use.STEP);
        return (variables(scalar) ? live.css(scalar) : Optional.<Selector>empty())
                .filter(Selector.Css.class::isInstance)
                .map(css -> new Selector.Pierce(((Selector.Css) css).css()));
    }

    /** @return the selector that a key of a field is short for */
    static Optional<Selector> shortForm(Section field, String key) {
        Selectors selectors = new Selectors(field.reading(), Use.BOTH);
        if (key.equals("fetched")) {
            return selectors.fetched(field);
        }
        return field.scalar(key).flatMap(scalar -> switch (key) {
            case "json" -> selectors.json(scalar);
            case "xpath" -> selectors.path(scalar, SelectorSyntax::valueProblem);
            default -> selectors.data(key, scalar);
        });
    }

    private Optional<Selector> fetched(Section around) {
        if (use != Use.BOTH) {
            reading.problem(
                    around.node(), "fetched is data beside what a page shows, and elements are expected here", "");
            return Optional.empty();
        }
        return FetchedReader.read(around);
    }

    private Optional<Selector> data(String key, Yaml.Scalar scalar) {
        String path = scalar.text().strip();
        if (use != Use.BOTH) {
            reading.problem(scalar, key + " is data beside what a page shows, and elements are expected here", "");
            return Optional.empty();
        }
        if (tooLong(scalar)) {
            return Optional.empty();
        }
        Selector.Data.Kind kind = Stream.of(Selector.Data.Kind.values())
                .filter(one -> one.key().equals(key))
                .findFirst()
                .orElseThrow();
        Optional<String> wrong = path.isEmpty()
                ? Optional.of("the name is empty")
                : kind == Selector.Data.Kind.META ? Optional.empty() : SelectorSyntax.dataProblem(path);
        wrong.ifPresent(sentence -> reading.problem(
                scalar, sentence, kind == Selector.Data.Kind.META ? "as in og:title" : "as in brand.name"));
        return wrong.isPresent() ? Optional.empty() : Optional.of(new Selector.Data(kind, path));
    }

    private Optional<Selector> rows(Yaml.Scalar scalar) {
        if (use != Use.BOTH) {
            reading.problem(scalar, "the rows of a table are for items (each), and elements are expected here", "");
            return Optional.empty();
        }
        return css(scalar)
                .filter(Selector.Css.class::isInstance)
                .map(css -> new Selector.Rows(((Selector.Css) css).css()));
    }

    /** @return the path into JSON */
    static Optional<Selector> json(Yaml.Scalar scalar, Reading reading) {
        return new Selectors(reading, Use.BOTH).json(scalar);
    }

    private Optional<Selector> json(Yaml.Scalar scalar) {
        String path = scalar.text().strip();
        if (use.live()) {
            reading.problem(scalar, path + " is a path into JSON, and elements of a page are expected here", "");
            return Optional.empty();
        }
        Optional<String> wrong = path.startsWith("$")
                ? SelectorSyntax.jsonProblem(path)
                : Optional.of("a path into JSON starts with $: " + path);
        wrong.ifPresent(sentence -> reading.problem(scalar, sentence, "as in $.items[*]"));
        return wrong.isPresent() ? Optional.empty() : Optional.of(new Selector.Json(path));
    }

    private Optional<Selector> css(Yaml.Scalar scalar) {
        String css = scalar.text().strip();
        if (!variables(scalar)) {
            return Optional.empty();
        }
        if (css.startsWith("$") && !css.startsWith("${var:")) {
            return json(scalar);
        }
        if (css.startsWith("@")) {
            reading.problem(scalar, css + " is an attribute, and elements are expected here", "");
        } else if (css.matches("(?s)\\.?\\(*/.*")) {
            reading.problem(scalar, "a text is CSS, and this is XPath", "write {xpath: " + YamlTraps.quote(css) + "}");
        } else if (!tooLong(scalar)) {
            Optional<String> wrong = use.live() ? SelectorSyntax.liveProblem(filled(css)) : SelectorSyntax.problem(css);
            wrong.ifPresent(sentence -> reading.problem(scalar, sentence, ""));
            return wrong.isPresent() ? Optional.empty() : Optional.of(Selector.css(css));
        }
        return Optional.empty();
    }

    private boolean tooLong(Yaml.Scalar scalar) {
        boolean tooLong = scalar.text().length() > LONGEST;
        if (tooLong) {
            reading.problem(scalar, "a selector of more than " + LONGEST + " letters", "");
        }
        return tooLong;
    }

    /** Variables are those of steps. */
    private boolean variables(Yaml.Scalar scalar) {
        boolean strange = use != Use.STEP && scalar.text().contains("${var:");
        if (strange) {
            reading.problem(scalar, "a variable has no value here", "${var:NAME} can stand in the selectors of steps");
        }
        return !strange;
    }

    private static String filled(String text) {
        return text.replaceAll(COUNTED, "$11").replaceAll(VARIABLE, "x");
    }

    private Optional<Selector.Text> text(Yaml.Scalar scalar) {
        boolean contains = scalar.text().startsWith("~");
        String text = (contains ? scalar.text().substring(1) : scalar.text()).strip();
        if (text.isEmpty()) {
            reading.problem(scalar, "the text is empty", "");
            return Optional.empty();
        }
        return variables(scalar) ? Optional.of(new Selector.Text(text, contains)) : Optional.empty();
    }
}
