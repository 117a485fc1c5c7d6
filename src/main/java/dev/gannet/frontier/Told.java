package dev.gannet.frontier;

import java.util.Optional;

/**
 * How many items of a kind there are in all, as a page says that was read.
 *
 * @param page the page's number
 * @param foundOn the page that led to it, if one did
 * @param url the page
 * @param kind the kind
 * @param items how many of them the page has, valid or not
 * @param announced how many there are, as it says
 * @param least whether there may be more
 * @param by what says so
 */
public record Told(
        long page,
        Optional<Long> foundOn,
        String url,
        String kind,
        long items,
        long announced,
        boolean least,
        String by) {}
