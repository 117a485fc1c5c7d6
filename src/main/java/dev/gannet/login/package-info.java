/** Logs a session in by a flow and knows whether it still is. */
@NullMarked
package dev.gannet.login;

import org.jspecify.annotations.NullMarked;
