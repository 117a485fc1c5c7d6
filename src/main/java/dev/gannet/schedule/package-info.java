/** When jobs are due: times of the clock, zones, and what becomes of them when the clocks change. Pure. */
@NullMarked
package dev.gannet.schedule;

import org.jspecify.annotations.NullMarked;
