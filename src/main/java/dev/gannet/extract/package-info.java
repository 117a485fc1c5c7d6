/** Turns rendered pages into typed items and links. */
@NullMarked
package dev.gannet.extract;

import org.jspecify.annotations.NullMarked;
