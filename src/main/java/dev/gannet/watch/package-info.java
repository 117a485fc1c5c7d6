/** Runs the jobs of a folder when they are due, for as long as it is open. */
@NullMarked
package dev.gannet.watch;

import org.jspecify.annotations.NullMarked;
