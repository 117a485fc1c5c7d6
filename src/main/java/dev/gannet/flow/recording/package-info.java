/** Reads what browsers' recorders write and says it in the language of steps. */
@NullMarked
package dev.gannet.flow.recording;

import org.jspecify.annotations.NullMarked;
