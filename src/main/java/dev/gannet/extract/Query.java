package dev.gannet.extract;

import com.jayway.jsonpath.JsonPath;
import dev.gannet.web.Selector;
import dev.gannet.web.UrlGlob;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.select.Elements;
import org.jsoup.select.Evaluator;
import org.jsoup.select.NodeFilter;
import org.jsoup.select.NodeTraversor;
import org.jsoup.select.QueryParser;

/** A selector compiled for parsed documents. Immutable and thread-safe. */
sealed interface Query {
    /** Selectors that name the item they start from; all others are matched from the document's root, as browsers do. */
    Pattern SCOPED = Pattern.compile("^\\s*[>+~]|,\\s*[>+~]|:scope\\b");

    /** @throws IllegalArgumentException with a sentence, when the selector cannot be parsed */
    static Query of(Selector selector) {
        if (selector instanceof Selector.FirstOf list) {
            return new FirstOf(list.choices().stream().map(Query::of).toList());
        }
        if (selector instanceof Selector.Text text) {
            return new Text(text.text().strip().replaceAll("\\s+", " "), text.contains());
        }
        if (selector instanceof Selector.Json json) {
            return new Json(JsonPaths.compile(json.path()));
        }
        if (selector instanceof Selector.XPath path) {
            SelectorSyntax.valueProblem(path.path()).ifPresent(problem -> {
                throw new IllegalArgumentException(problem);
            });
            return new XPath(path.path(), !path.path().matches("[\\s(]*/(?s:.*)"));
        }
        if (selector instanceof Selector.Fetched fetched) {
            return new Fetched(fetched.url(), JsonPaths.compile(fetched.path()));
        }
        if (selector instanceof Selector.Data data) {
            return data.kind() == Selector.Data.Kind.META
                    ? new Meta(data.path().strip())
                    : new Data(data.kind(), DataPath.of(data.path()));
        }
        if (selector instanceof Selector.Rows rows) {
            return new Rows(of(Selector.css(rows.tables())));
        }
        if (selector instanceof Selector.Column column) {
            return new Column(column.header(), column.inner().map(Query::of));
        }
        if (!(selector instanceof Selector.Css written)) {
            // No parsed document has what only a live one is asked for.
            return new FirstOf(List.of());
        }
        String css = written.css();
        try {
            return new Css(css, QueryParser.parse(css), SCOPED.matcher(css).find());
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw new IllegalArgumentException("not a selector: " + css + " (" + e.getMessage() + ")", e);
        }
    }

    /** A CSS selector. */
    record Css(String css, Evaluator evaluator, boolean scoped) implements Query {
        Elements all(Document document) {
            return document.select(evaluator);
        }
    }

    /** The innermost elements that have a text. */
    record Text(String text, boolean contains) implements Query {
        Elements all(Document document) {
            Elements found = new Elements();
            // An element without the text has none inside it that has it, so whole branches are passed over.
            NodeTraversor.filter(
                    (node, depth) -> {
                        if (!(node instanceof Element element)) {
                            return NodeFilter.FilterResult.CONTINUE;
                        }
                        if (!element.text().contains(text)) {
                            return NodeFilter.FilterResult.SKIP_CHILDREN;
                        }
                        if (matches(element) && element.children().stream().noneMatch(this::inside)) {
                            found.add(element);
                        }
                        return NodeFilter.FilterResult.CONTINUE;
                    },
                    document);
            return found;
        }

        private boolean matches(Element element) {
            String own = element.text();
            return contains ? own.contains(text) : own.equals(text);
        }

        private boolean inside(Element child) {
            return matches(child);
        }
    }

    /**
     * A path (XPath 1.0).
     *
     * @param scoped whether it starts at the item; one from the root is cut out by position like all others
     */
    record XPath(String path, boolean scoped) implements Query {
        private static final Pattern OUTWARDS =
                Pattern.compile("\\.\\.|\\b(?:ancestor|parent|preceding|following)|(?:^|[(,|\\[=<>+*-])\\s*/");

        /** @return whether it may look at more than the item that it starts at */
        boolean climbs() {
            return OUTWARDS.matcher(path).find();
        }
    }

    /** Data of a document that is a tree. */
    record Data(Selector.Data.Kind kind, DataPath path) implements Query {}

    /** JSON that the page fetched. */
    record Fetched(UrlGlob url, JsonPath path) implements Query {}

    /** Elements of meta. */
    record Meta(String name) implements Query {}

    /** A path into a JSON document. */
    record Json(JsonPath path) implements Query {
        /** @return what it leads to, without nulls */
        List<Object> in(Object value) {
            return JsonPaths.read(path, value);
        }
    }

    /** The rows of tables, beneath their headers. */
    record Rows(Query tables) implements Query {}

    /** The cell of a row in a column of its table, or something inside it. */
    record Column(String header, Optional<Query> inner) implements Query {}

    /** The first of several that finds anything. */
    record FirstOf(List<Query> choices) implements Query {}
}
