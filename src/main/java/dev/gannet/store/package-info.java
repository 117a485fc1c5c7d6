/** Keeps items in tables of their own and streams them out. */
@NullMarked
package dev.gannet.store;

import org.jspecify.annotations.NullMarked;
