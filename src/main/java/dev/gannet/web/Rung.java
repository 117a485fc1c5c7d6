package dev.gannet.web;

import java.util.Locale;

/** How a record was come by, cheapest last; every record names its rung. */
public enum Rung {
    RENDER,
    SOFT,
    STATIC,
    API;

    /** @return the name as it stands in job files and records */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
