package dev.gannet.frontier;

import java.util.OptionalInt;

/**
 * How much of a site a run takes in; what is beyond is kept as skipped, with the reason.
 *
 * @param pages most pages that are visited
 * @param queries most different queries of one path that are visited: a path with ever new ones is a trap
 */
public record Bounds(OptionalInt pages, int queries) {
    /** Everything. */
    public static final Bounds NONE = new Bounds(OptionalInt.empty(), Integer.MAX_VALUE);
}
