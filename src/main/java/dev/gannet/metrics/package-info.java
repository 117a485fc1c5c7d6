/** Counts and timings of a run, kept in memory and read by the terminal. */
@NullMarked
package dev.gannet.metrics;

import org.jspecify.annotations.NullMarked;
