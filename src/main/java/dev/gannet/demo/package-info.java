/** The JavaScript shop that Gannet brings along, and the job that scrapes it. */
@NullMarked
package dev.gannet.demo;

import org.jspecify.annotations.NullMarked;
