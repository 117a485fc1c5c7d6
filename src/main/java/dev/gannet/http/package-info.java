/** Fetches over plain HTTP what needs no browser. */
@NullMarked
package dev.gannet.http;

import org.jspecify.annotations.NullMarked;
