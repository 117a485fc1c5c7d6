/** Brings one page up in a leased session and takes its Snapshot when it is ready. */
@NullMarked
package dev.gannet.page;

import org.jspecify.annotations.NullMarked;
