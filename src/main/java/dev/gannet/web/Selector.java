package dev.gannet.web;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * A selector as the job file wrote it, parsed but not compiled: {@code extract} compiles it for jsoup, {@code page} for
 * the live document. Immutable.
 */
public sealed interface Selector {
    /**
     * @param change what becomes of each text that the author wrote in it
     * @return the same selector with its texts changed
     */
    Selector mapped(UnaryOperator<String> change);

    /** A CSS selector. */
    record Css(String css) implements Selector {
        @Override
        public Selector mapped(UnaryOperator<String> change) {
            return new Css(change.apply(css));
        }

        @Override
        public String toString() {
            return css;
        }
    }

    /**
     * The innermost elements whose trimmed, white-space-folded text is, or contains, a text.
     *
     * @param text the text to find
     * @param contains whether containing it is enough ({@code ~T} in a job file)
     */
    record Text(String text, boolean contains) implements Selector {
        @Override
        public Text mapped(UnaryOperator<String> change) {
            return new Text(change.apply(text), contains);
        }

        /** @return the text in quotes, as in a job file */
        String quoted() {
            return (contains ? "~" : "") + '"' + text + '"';
        }

        @Override
        public String toString() {
            return "text " + quoted();
        }
    }

    /**
     * Elements as assistive technology knows them (WAI-ARIA 1.2, HTML-AAM, accname 1.2); hidden ones are none.
     *
     * @param role the role, explicit or the element's own; empty for any
     * @param name what the accessible name is or contains; empty for any
     */
    record Role(Optional<String> role, Optional<Text> name) implements Selector {
        public Role {
            if (role.isEmpty() && name.isEmpty()) {
                throw new IllegalArgumentException("a role or a name is needed");
            }
        }

        @Override
        public Selector mapped(UnaryOperator<String> change) {
            return new Role(role.map(change), name.map(text -> text.mapped(change)));
        }

        @Override
        public String toString() {
            return role.map(word -> "role " + word + name.map(text -> " ").orElse(""))
                            .orElse("name ")
                    + name.map(Text::quoted).orElse("");
        }
    }

    /** Form controls by the text of a label, be it an element, {@code aria-labelledby} or {@code aria-label}. */
    record Label(Text text) implements Selector {
        @Override
        public Selector mapped(UnaryOperator<String> change) {
            return new Label(text.mapped(change));
        }

        @Override
        public String toString() {
            return "label " + text.quoted();
        }
    }

    /**
     * The elements that a path leads to (XPath 1.0).
     *
     * @param path it; a relative one starts at the item, else at the document
     */
    record XPath(String path) implements Selector {
        @Override
        public Selector mapped(UnaryOperator<String> change) {
            return new XPath(change.apply(path));
        }

        @Override
        public String toString() {
            return "xpath " + path;
        }
    }

    /** A CSS selector that is looked for in the document and in every open shadow root, each by itself. */
    record Pierce(String css) implements Selector {
        @Override
        public Selector mapped(UnaryOperator<String> change) {
            return new Pierce(change.apply(css));
        }

        @Override
        public String toString() {
            return "pierce " + css;
        }
    }

    /**
     * What a selector finds in the open shadow root of what another finds, or inside it where it has none.
     *
     * @param outer whose inside is looked into
     * @param inner what is looked for there
     */
    record Inside(Selector outer, Selector inner) implements Selector {
        @Override
        public Selector mapped(UnaryOperator<String> change) {
            return new Inside(outer.mapped(change), inner.mapped(change));
        }

        @Override
        public String toString() {
            return inner + " inside " + outer;
        }
    }

    /**
     * A path into a JSON document (RFC 9535).
     *
     * @param path it, starting at {@code $}: the item inside an item, else the document
     */
    record Json(String path) implements Selector {
        @Override
        public Selector mapped(UnaryOperator<String> change) {
            return new Json(change.apply(path));
        }

        @Override
        public String toString() {
            return path;
        }
    }

    /**
     * Data that a page holds beside what it shows.
     *
     * @param kind which
     * @param path where in it: names with dots between them
     */
    record Data(Kind kind, String path) implements Selector {
        /** What kind of data. */
        public enum Kind {
            /** {@code script type=application/ld+json}. */
            JSON_LD,
            /** {@code itemscope} and {@code itemprop}. */
            MICRODATA,
            /** {@code meta} elements, by name, property, itemprop or http-equiv; the path is that name. */
            META,
            /** What scripts of the document hold: {@code script type=application/json}, {@code window.NAME = …}. */
            STATE;

            /** @return its key in a job file */
            public String key() {
                return name().toLowerCase(Locale.ROOT).replace('_', '-');
            }
        }

        @Override
        public Selector mapped(UnaryOperator<String> change) {
            return new Data(kind, change.apply(path));
        }

        @Override
        public String toString() {
            return kind.key() + " " + path;
        }
    }

    /**
     * JSON that the page fetched while it was rendered.
     *
     * @param url where from
     * @param path a path (RFC 9535) into each answer
     */
    record Fetched(UrlGlob url, String path) implements Selector {
        @Override
        public Selector mapped(UnaryOperator<String> change) {
            return new Fetched(url, change.apply(path));
        }

        @Override
        public String toString() {
            return "fetched " + url + " " + path;
        }
    }

    /**
     * The rows of tables, beneath their headers.
     *
     * @param tables finds the tables
     */
    record Rows(String tables) implements Selector {
        @Override
        public Selector mapped(UnaryOperator<String> change) {
            return new Rows(change.apply(tables));
        }

        @Override
        public String toString() {
            return "row of " + tables;
        }
    }

    /**
     * The cell of a row that stands in a column of its table.
     *
     * @param header what the column's header says, or the column's number from 1
     * @param inner what is meant inside the cell; empty for the cell itself
     */
    record Column(String header, Optional<Selector> inner) implements Selector {
        @Override
        public Selector mapped(UnaryOperator<String> change) {
            return new Column(change.apply(header), inner.map(inside -> inside.mapped(change)));
        }

        @Override
        public String toString() {
            return inner.map(inside -> inside + " in ").orElse("") + "column " + header;
        }
    }

    /** The first selector of a list that matches anything. */
    record FirstOf(List<Selector> choices) implements Selector {
        public FirstOf {
            choices = List.copyOf(choices);
            if (choices.isEmpty()) {
                throw new IllegalArgumentException("a list of selectors needs at least one");
            }
        }

        @Override
        public Selector mapped(UnaryOperator<String> change) {
            return new FirstOf(
                    choices.stream().map(choice -> choice.mapped(change)).toList());
        }

        @Override
        public String toString() {
            return String.join(" or ", choices.stream().map(Object::toString).toList());
        }
    }

    /** @return which of the page's own requests it needs the answers to */
    default Stream<UrlGlob> answers() {
        if (this instanceof FirstOf list) {
            return list.choices().stream().flatMap(Selector::answers);
        }
        return this instanceof Fetched fetched ? Stream.of(fetched.url()) : Stream.empty();
    }

    /** @return the CSS selector with this text */
    static Selector css(String css) {
        return new Css(css);
    }
}
