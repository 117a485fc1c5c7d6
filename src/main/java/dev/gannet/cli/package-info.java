/** The commands of gannet, what they print and how they exit. */
@NullMarked
package dev.gannet.cli;

import org.jspecify.annotations.NullMarked;
