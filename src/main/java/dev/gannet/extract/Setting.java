package dev.gannet.extract;

import java.time.Instant;

/**
 * What the texts of a page mean more than themselves by.
 *
 * @param base what its URLs are relative to
 * @param takenAt when the page was seen: what "yesterday" is told from
 * @param cleaner for texts that are escaped inside a text
 */
record Setting(String base, Instant takenAt, Cleaner cleaner) {}
