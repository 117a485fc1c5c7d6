package dev.gannet.flow;

/** What a step types. Immutable but for the codes that were given. */
public sealed interface Typed {
    /** A text; never shown, for it may be a password. */
    record Text(Words text) implements Typed {}

    /** The one-time code of the moment that it is typed. */
    record OneTimeCode(Totp codes) implements Typed {}
}
