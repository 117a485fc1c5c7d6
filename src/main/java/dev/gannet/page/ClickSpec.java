package dev.gannet.page;

import dev.gannet.web.Selector;

/**
 * Elements that are clicked to find out where they lead.
 *
 * @param target finds them
 * @param most the most clicks on one page
 */
public record ClickSpec(Selector target, int most) {
    public static final int MOST = 50;

    public ClickSpec {
        if (most < 1) {
            throw new IllegalArgumentException("at least one click");
        }
    }
}
