/** The queue of pages to visit, its leases, and the hosts' pacing rows. */
@NullMarked
package dev.gannet.frontier;

import org.jspecify.annotations.NullMarked;
