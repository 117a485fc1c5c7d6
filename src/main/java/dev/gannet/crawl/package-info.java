/** Runs a Plan: workers take pages from the frontier, visit them and commit what they brought back. */
@NullMarked
package dev.gannet.crawl;

import org.jspecify.annotations.NullMarked;
