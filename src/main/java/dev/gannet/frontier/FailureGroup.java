package dev.gannet.frontier;

import dev.gannet.web.FailureKind;

/**
 * Pages of a run that were given up for one cause.
 *
 * @param kind the cause
 * @param count how many
 * @param example the URL of one of them
 * @param message what was said at that one
 */
public record FailureGroup(FailureKind kind, long count, String example, String message) {}
