package dev.gannet.store;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What saving a page did to the tables.
 *
 * @param kinds by the name of the kind, in the order of the job
 */
public record SaveCounts(Map<String, Kind> kinds) {
    public SaveCounts {
        kinds = Collections.unmodifiableMap(new LinkedHashMap<>(kinds));
    }

    /**
     * What became of the rows of one kind.
     *
     * @param added rows that were not there before
     * @param changed rows with another value in some field
     * @param unchanged rows found again as they were
     * @param removed rows of the page that are there no more
     */
    public record Kind(long added, long changed, long unchanged, long removed) {
        /** Nothing was there and nothing came. */
        public static final Kind NONE = new Kind(0, 0, 0, 0);

        /** @return both together */
        public Kind plus(Kind other) {
            return new Kind(
                    added + other.added, changed + other.changed, unchanged + other.unchanged, removed + other.removed);
        }
    }
}
