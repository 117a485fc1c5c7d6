/** Keeps what pages looked like: each content once, under names that people can read, by rule. */
@NullMarked
package dev.gannet.capture;

import org.jspecify.annotations.NullMarked;
