/** What tests run against: local sites with scripted faults, third-party apps, and a look at what was left behind. */
@NullMarked
package dev.gannet.kit;

import org.jspecify.annotations.NullMarked;
