/** Carries out scripted steps on a live page. */
@NullMarked
package dev.gannet.flow;

import org.jspecify.annotations.NullMarked;
