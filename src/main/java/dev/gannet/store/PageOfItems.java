package dev.gannet.store;

import dev.gannet.web.Rung;
import java.time.Instant;

/**
 * The page that items were found on.
 *
 * @param pageKey the page's canonical URL: rows without a key belong to it
 * @param url the URL as it was fetched
 * @param run number of the run
 * @param rung how the page was come by
 * @param ready whether it became ready
 * @param truncated whether its document was cut
 * @param at when it was seen
 */
public record PageOfItems(
        String pageKey, String url, long run, Rung rung, boolean ready, boolean truncated, Instant at) {}
