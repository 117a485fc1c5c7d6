package dev.gannet.notify;

import java.util.Locale;

/** What somebody may want to be told of. */
public enum Event {
    /** A run found that items came, changed or went. */
    CHANGE,
    /** A run could not go on, for another cause than the last one. */
    FAILURE,
    /** A run is not complete, by other rules than the last one. */
    BREACH,
    /** A run was complete after one that failed or was not. */
    RECOVERY;

    /** @return its name in job files, in messages and in the database */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Event of(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }
}
