/**
 * Telling somebody of what became of a job: what is to be told stands in the database first, so that neither a crash nor a
 * receiver that is away loses it, and is sent signed and again until it is taken.
 */
@NullMarked
package dev.gannet.notify;

import org.jspecify.annotations.NullMarked;
