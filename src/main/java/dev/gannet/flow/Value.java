package dev.gannet.flow;

import dev.gannet.web.Selector;

/** What a variable is given. */
public sealed interface Value {
    /** A text. */
    record Given(Words text) implements Value {}

    /** What an element reads. */
    record Read(Selector element, Aspect aspect) implements Value {}

    /** How many elements there are. */
    record Counted(Selector element) implements Value {}

    /** What JavaScript returns: an expression, or the body of a function. */
    record Computed(String code) implements Value {}

    /** The title of the window. */
    record Title() implements Value {}

    /** The URL of the window. */
    record Url() implements Value {}
}
