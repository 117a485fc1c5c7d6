package dev.gannet.frontier;

import dev.gannet.web.FailureKind;

/**
 * A file that a page's items name and that could not be had.
 *
 * @param url its URL
 * @param kind why
 * @param message why, in a sentence
 */
public record LostFile(String url, FailureKind kind, String message) {}
