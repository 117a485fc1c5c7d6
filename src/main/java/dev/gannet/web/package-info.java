/** The words every room speaks: URLs, selectors, snapshots, failures, and the {@link dev.gannet.web.Gate} that is asked before any request. */
@NullMarked
package dev.gannet.web;

import org.jspecify.annotations.NullMarked;
