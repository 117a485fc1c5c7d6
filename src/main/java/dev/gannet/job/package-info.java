/** Reads a YAML job into a checked Plan; the only room that knows YAML. */
@NullMarked
package dev.gannet.job;

import org.jspecify.annotations.NullMarked;
