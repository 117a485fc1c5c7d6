/** The rules that sites set: robots.txt, and how fast is fast enough. */
@NullMarked
package dev.gannet.politeness;

import org.jspecify.annotations.NullMarked;
