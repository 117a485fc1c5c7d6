package dev.gannet.web;

import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A selector as the job file wrote it, parsed but not compiled: {@code extract} compiles it for jsoup, {@code page} for
 * the live document. Immutable.
 */
public sealed interface Selector {
    /** @return the same selector with every text in it changed */
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
        public Selector mapped(UnaryOperator<String> change) {
            return new Text(change.apply(text), contains);
        }

        @Override
        public String toString() {
            return "text " + (contains ? "~" : "") + '"' + text + '"';
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

    /** @return the CSS selector with this text */
    static Selector css(String css) {
        return new Css(css);
    }
}
