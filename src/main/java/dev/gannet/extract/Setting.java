package dev.gannet.extract;

import dev.gannet.web.PageUrl;
import java.time.Instant;
import java.util.Optional;

/**
 * What the texts of a page mean more than themselves by.
 *
 * @param base what its URLs are relative to; empty where that is no URL
 * @param takenAt when the page was seen: what "yesterday" is told from
 * @param cleaner for texts that are escaped inside a text
 */
record Setting(Optional<PageUrl> base, Instant takenAt, Cleaner cleaner) {}
