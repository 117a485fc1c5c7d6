package dev.gannet.job;

import dev.gannet.extract.FieldSpec;
import dev.gannet.extract.FieldType;
import dev.gannet.extract.Notation;
import dev.gannet.extract.SelectorSyntax;
import dev.gannet.extract.Source;
import dev.gannet.job.Yaml.Entry;
import dev.gannet.web.Nearest;
import dev.gannet.web.Regex;
import dev.gannet.web.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads the fields of an item. */
final class FieldReader {
    private static final Set<String> KNOWN =
            Set.of("page.url", "page.final", "page.title", "page.status", "item.position");
    /** Each says where the text is. */
    private static final List<String> PLACES =
            List.of("select", "json", "xpath", "json-ld", "microdata", "meta", "state", "fetched");

    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^}]*)\\}?");
    private static final Pattern OWN_ATTRIBUTE = Pattern.compile("@([A-Za-z_:][A-Za-z0-9_:.-]*)");

    private static final String INSIDE = "as in {each: .variant, key: code, fields: {code: .code, price: .price}}";

    private final Reading reading;
    private final String table;

    /** @param table the table that the fields are columns of; what is inside is named after it */
    FieldReader(Reading reading, String table) {
        this.reading = reading;
        this.table = table;
    }

    List<FieldSpec> read(Yaml node) {
        List<FieldSpec> fields = new ArrayList<>();
        Columns columns = new Columns(reading);
        if (!(node instanceof Yaml.Mapping mapping)) {
            reading.problem(
                    node, "fields are names with selectors, not " + Shape.of(node), "as in: {name: h1, price: .price}");
            return fields;
        }
        if (mapping.entries().isEmpty()) {
            reading.problem(node, "no fields", "as in: {name: h1, price: .price}");
        }
        for (Entry entry : mapping.entries()) {
            Optional<FieldSpec> field = field(entry, mapping);
            columns.add(entry.key(), field.map(FieldSpec::type).orElse(FieldType.TEXT));
            field.ifPresent(fields::add);
        }
        return fields;
    }

    private Optional<FieldSpec> field(Entry entry, Yaml.Mapping fields) {
        String name = entry.key().text();
        Yaml value = entry.value();
        if (value.empty()) {
            Optional<String> comma = fields.flow() && !name.matches("[A-Za-z][A-Za-z0-9_]*")
                    ? Optional.of("between { }, a comma ends a text; a selector with a comma needs quotes: \"…, " + name
                            + "\"")
                    : Optional.empty();
            reading.problem(
                    value,
                    "the field \"" + name + "\" has no selector",
                    Shape.comment(value)
                            .map(text -> text.replace("…", name))
                            .or(() -> comma)
                            .orElse("as in " + name + ": .price"));
            return Optional.empty();
        }
        if (value instanceof Yaml.Mapping) {
            return Section.of(JobKeys.FIELD, value, reading).flatMap(section -> longForm(name, section));
        }
        return select(value, Optional.empty(), false).map(source -> plain(name, source));
    }

    private static FieldSpec plain(String name, Source source) {
        return new FieldSpec(name, source, FieldType.TEXT, false, false, Optional.empty(), Notation.PLAIN);
    }

    private Optional<FieldSpec> longForm(String name, Section section) {
        Optional<Source> source = source(name, section);
        boolean nested = section.has("each");
        FieldType said = section.word("type", JobKeys.TYPES)
                .map(word -> FieldType.valueOf(word.toUpperCase(Locale.ROOT)))
                .orElse(nested ? FieldType.JSON : FieldType.TEXT);
        boolean file = section.flag("download");
        if (file && said != FieldType.URL) {
            reading.problem(
                    section.node(),
                    "download fetches what a URL leads to, and the field is none",
                    "as in {select: img, type: url, download: true}");
        }
        FieldType type = file ? FieldType.FILE : said;
        boolean many = section.flag("many");
        boolean required = section.flag("required");
        Optional<String> fallback = section.text("default");
        Notation notation = NotationReader.read(section, type);
        if (nested && (section.has("type") || many)) {
            reading.problem(
                    section.node(),
                    "items inside an item are always a list, as JSON or, with a key, as rows of their own",
                    "leave type and many out");
        }
        if (many && type == FieldType.MONEY) {
            reading.problem(
                    section.node(),
                    "money has a currency beside each amount and cannot be many",
                    "use items inside the item: {each: …, fields: {price: …}}");
        }
        return source.map(from -> new FieldSpec(name, from, type, many, required, fallback, notation));
    }

    private Optional<Source> source(String name, Section section) {
        boolean ofPage = section.word("of", List.of("page")).isPresent();
        if (section.has("value")) {
            only(
                    section,
                    "value",
                    PLACES,
                    List.of("attr", "column", "each", "fields", "many", "of", "regex", "key", "table"));
            return section.scalar("value").flatMap(this::template);
        }
        if (section.has("each") || section.has("fields")) {
            return nested(name, section);
        }
        for (String key : List.of("key", "table")) {
            if (section.has(key)) {
                reading.problem(
                        section.node(),
                        "\"" + key + "\" is for items inside the item, which need each and fields",
                        INSIDE);
            }
        }
        Optional<String> attribute = section.text("attr");
        List<String> places = PLACES.stream().filter(section::has).toList();
        boolean inText = places.equals(List.of("select", "json"));
        if (places.size() > 1 && !inText) {
            only(section, places.get(0), places.subList(1, places.size()), List.of());
            return Optional.empty();
        }
        Source.Portion portion = new Source.Portion(
                inText ? section.scalar("json").flatMap(this::inside) : Optional.empty(),
                section.scalar("regex").flatMap(this::regex));
        if (section.has("column")) {
            only(section, "column", PLACES.subList(1, PLACES.size()), List.of("of"));
            return column(section, attribute, portion);
        }
        if (section.has("select")) {
            return section.get("select")
                    .flatMap(node -> select(node, attribute, ofPage))
                    .map(found -> new Source.Select(found.selector(), found.attribute(), ofPage, portion));
        }
        if (!places.isEmpty()) {
            if (!places.equals(List.of("xpath"))) {
                only(section, places.get(0), List.of("attr"), List.of());
            }
            return Selectors.shortForm(section, places.get(0))
                    .map(found -> new Source.Select(Optional.of(found), attribute, ofPage, portion));
        }
        boolean said = section.has("attr") || section.has("type") || section.has("regex");
        if (!said && section.node().entries().stream().allMatch(this::built)) {
            boolean text = section.has("text");
            reading.problem(
                    section.node(),
                    "the field says not where its text is",
                    text
                            ? "to find by text write {select: {text: …}}"
                            : "give it select, attr, value, or each with fields; type alone takes the item's own text");
        }
        return Optional.of(new Source.Select(Optional.empty(), attribute, ofPage, portion));
    }

    private Optional<String> inside(Yaml.Scalar path) {
        Optional<String> wrong = SelectorSyntax.jsonProblem(path.text().strip());
        wrong.ifPresent(sentence -> reading.problem(path, sentence, "as in $.items[0].name"));
        return wrong.isPresent() ? Optional.empty() : Optional.of(path.text().strip());
    }

    private Optional<String> regex(Yaml.Scalar scalar) {
        try {
            Regex.of(scalar.text());
            return Optional.of(scalar.text());
        } catch (IllegalArgumentException wrong) {
            reading.problem(scalar, String.valueOf(wrong.getMessage()), "as in '(\\d+) left'");
            return Optional.empty();
        }
    }

    /** Items inside the item: with a key they are rows of their own, named after the item and the field. */
    private Optional<Source> nested(String name, Section section) {
        only(section, "each", PLACES, List.of("attr", "column", "of", "regex"));
        Optional<Yaml.Scalar> named = section.scalar("table");
        String inside = named.map(Yaml.Scalar::text).orElse(table + "_" + name);
        Optional<Selector> each = Selectors.of(section, "each");
        List<FieldSpec> fields = section.get("fields")
                .map(new FieldReader(reading, inside)::read)
                .orElse(List.of());
        if (!section.has("each") || !section.has("fields")) {
            reading.problem(
                    section.node(),
                    "items inside an item need each and fields",
                    "as in {each: .specs tr, fields: {k: th, v: td}}");
        }
        List<String> key = ItemKey.read(section, fields, reading);
        named.ifPresent(node -> Columns.table(node, reading));
        if (named.isPresent() && !section.has("key")) {
            reading.problem(
                    named.get(), "items inside an item have a table of their own only where they have a key", INSIDE);
        }
        if (key.isEmpty()) {
            fields.stream()
                    .filter(field -> field.source() instanceof Source.Nested inner
                            && inner.rows().isPresent())
                    .forEach(field -> reading.problem(
                            section.node(),
                            "the items of \"" + field.name() + "\" have a key, and those of \"" + name
                                    + "\" that they are inside have none",
                            "give \"" + name + "\" a key, or \"" + field.name()
                                    + "\" none: rows refer to the row that they are inside by its key"));
        }
        Optional<Source.Rows> rows = key.isEmpty() ? Optional.empty() : Optional.of(new Source.Rows(inside, key));
        return each.filter(found -> !fields.isEmpty())
                .map(found -> new Source.Nested(found, ItemKey.required(fields, key), rows));
    }

    /** A cell of a table's row, or what is selected inside it. */
    private Optional<Source> column(Section section, Optional<String> attribute, Source.Portion portion) {
        Optional<Source.Select> inside = section.get("select")
                .flatMap(node -> select(node, attribute, false))
                .map(Source.Select.class::cast);
        List<Selector> columns = section.get("column").stream()
                .flatMap(node -> Shape.oneOrMore(node, reading).stream())
                .flatMap(node -> Shape.scalar(node, "a column's name", reading).stream())
                .<Selector>map(header -> new Selector.Column(header.text(), inside.flatMap(Source.Select::selector)))
                .toList();
        if (columns.isEmpty() || section.has("select") && inside.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Source.Select(
                Optional.of(columns.size() == 1 ? columns.get(0) : new Selector.FirstOf(columns)),
                inside.isPresent() ? inside.get().attribute() : attribute,
                false,
                portion));
    }

    private boolean built(Entry entry) {
        return JobKeys.FIELD.key(entry.key().text()).filter(key -> !key.built()).isEmpty();
    }

    private void only(Section section, String key, List<String> others, List<String> more) {
        Stream.concat(others.stream(), more.stream())
                .filter(section::has)
                .forEach(other -> reading.problem(
                        section.node(), "\"" + key + "\" and \"" + other + "\" exclude each other", "leave one out"));
    }

    private Optional<Source.Select> select(Yaml node, Optional<String> attribute, boolean ofPage) {
        if (node instanceof Yaml.Scalar scalar && scalar.text().startsWith("@")) {
            Matcher own = OWN_ATTRIBUTE.matcher(scalar.text().strip());
            if (!own.matches() || attribute.isPresent()) {
                reading.problem(
                        node,
                        attribute.isPresent()
                                ? "\"@…\" and attr are the same thing twice"
                                : "an attribute's name is expected after @",
                        "as in \"@data-sku\", or {select: img, attr: src}");
                return Optional.empty();
            }
            return Optional.of(new Source.Select(Optional.empty(), Optional.of(own.group(1)), ofPage));
        }
        return Selectors.one(node, reading).map(found -> new Source.Select(Optional.of(found), attribute, ofPage));
    }

    private Optional<Source> template(Yaml.Scalar scalar) {
        Matcher found = PLACEHOLDER.matcher(scalar.text());
        while (found.find()) {
            String name = found.group(1);
            if (!KNOWN.contains(name) || !found.group().endsWith("}")) {
                reading.problem(
                        scalar,
                        "${" + name + "} is not known here",
                        Nearest.hint(name, KNOWN.stream().sorted().toList()));
                return Optional.empty();
            }
        }
        return Optional.of(new Source.Value(scalar.text()));
    }
}
