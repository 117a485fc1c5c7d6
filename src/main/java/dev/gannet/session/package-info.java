/** Finds the browser and keeps the pool of Chrome sessions; the only room that starts or ends one. */
@NullMarked
package dev.gannet.session;

import org.jspecify.annotations.NullMarked;
