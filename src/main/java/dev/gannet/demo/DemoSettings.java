package dev.gannet.demo;

import java.time.Duration;

/**
 * How large and how slow the demo shop is.
 *
 * @param products how many products it sells, at least one; they are numbered from 1
 * @param perPage how many stand on one list page
 * @param answer how long its API takes to answer, so that content is really late
 * @param reviewsAfter how long a product page waits before it asks for its reviews
 */
public record DemoSettings(int products, int perPage, Duration answer, Duration reviewsAfter) {
    public DemoSettings {
        if (products < 1 || perPage < 1) {
            throw new IllegalArgumentException(
                    "a shop needs a product and room for it on a page: " + products + " of " + perPage + " a page");
        }
        if (answer.isNegative() || reviewsAfter.isNegative()) {
            throw new IllegalArgumentException("delays cannot be negative: " + answer + ", " + reviewsAfter);
        }
    }

    /** @return 120 products, 24 a page, an API that takes 30 ms, reviews 150 ms later */
    public static DemoSettings standard() {
        return new DemoSettings(120, 24, Duration.ofMillis(30), Duration.ofMillis(150));
    }

    /** @return the same shop with another number of products */
    public DemoSettings withProducts(int number) {
        return new DemoSettings(number, perPage, answer, reviewsAfter);
    }

    int pages() {
        return (products + perPage - 1) / perPage;
    }
}
