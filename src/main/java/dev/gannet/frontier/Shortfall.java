package dev.gannet.frontier;

import java.util.List;

/**
 * What the done pages of a run do not hold, although the run is over.
 *
 * @param sitemaps sitemaps that could not be read: whatever they list is missing
 * @param truncated pages whose document was cut at the job's size limit
 * @param crowded pages with more links than the job queues
 * @param linksLeftOut the links of those that were not queued
 * @param kinds each kind of item, with what was found of it in the run
 */
public record Shortfall(long sitemaps, long truncated, long crowded, long linksLeftOut, List<Kind> kinds) {
    public Shortfall {
        kinds = List.copyOf(kinds);
    }

    /**
     * The items of one kind.
     *
     * @param kind its name
     * @param valid how many were stored
     * @param invalid how many were left out
     * @param missing the required fields that those lacked, each once
     */
    public record Kind(String kind, long valid, long invalid, List<String> missing) {
        public Kind {
            missing = List.copyOf(missing);
        }
    }
}
