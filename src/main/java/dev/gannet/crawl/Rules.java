package dev.gannet.crawl;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Set;

/** The rules that pages and runs are judged by, under the names that are stored. */
final class Rules {
    static final String READY = "ready";
    static final String SIZE = "limits.size";
    static final String LINKS = "limits.links";
    static final String INVALID = "limits.invalid";
    static final String FAILED = "limits.failed";
    static final String FILES = "files";
    static final String SITEMAPS = "sitemaps";
    static final String MIN = "expect.min";
    static final String MAX = "expect.max";
    static final String COVERAGE = "expect.coverage";
    static final String COUNTER = "expect.counter";
    static final String EXPECT_PAGE = "expect.page";
    static final String NEXT = "start.next";
    static final String PLACEHOLDER = "placeholder";
    static final String USUAL = "last runs";
    static final String NOTHING = "nothing found";
    static final String EMPTY = "empty field";
    static final String KEY = "key";
    static final String MISSING = "pages without item";
    static final String CALL = "failed request";
    static final String LOGIN = "login";
    static final String ROBOTS = "robots.txt";
    static final String START = "start";
    static final String FOLLOW = "crawl.follow";
    static final String INCLUDE = "crawl.include";
    /** So many items without a value are no accident where nearly all have one. */
    static final int SEVERAL = 5;

    /** What makes a page incomplete and is weighed for the run as a whole: a few such pages may be in a complete run. */
    static final Set<String> WEIGHED = Set.of(SIZE, INVALID, COVERAGE, USUAL);

    private Rules() {}

    /** @return the number with its noun, such as {@code 1 page} */
    static String count(long count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }

    /** @return a part of one in words, such as {@code 97.5%}; never 100% of what is less */
    static String percent(double part) {
        return BigDecimal.valueOf(part * 100)
                        .setScale(1, RoundingMode.FLOOR)
                        .stripTrailingZeros()
                        .toPlainString()
                + "%";
    }
}
