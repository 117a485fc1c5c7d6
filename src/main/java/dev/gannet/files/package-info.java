/** Keeps files on the disk: whole or not at all, under safe names, each content once. */
@NullMarked
package dev.gannet.files;

import org.jspecify.annotations.NullMarked;
