package dev.gannet.frontier;

import dev.gannet.web.PageUrl;
import java.util.List;

/**
 * Where the starts of a run led.
 *
 * @param to where those led that were redirected
 * @param all whether no start is left to visit
 */
public record Moved(List<PageUrl> to, boolean all) {
    public Moved {
        to = List.copyOf(to);
    }
}
