package dev.gannet.demo;

import java.math.BigDecimal;
import java.util.List;

/**
 * What the demo shop sells, as its API tells it and as a scrape of it must come out.
 *
 * @param number its place in the catalogue, from 1; the page is {@code /p/NUMBER}
 * @param sku natural key, such as {@code GN-00007}
 * @param title the heading of its page
 * @param price in {@code currency}, two decimals
 * @param currency ISO 4217
 * @param stock pieces left
 * @param specs the table of its page, in order
 * @param reviews what buyers wrote, in order; never empty
 */
public record Product(
        int number,
        String sku,
        String title,
        BigDecimal price,
        String currency,
        int stock,
        List<Spec> specs,
        List<Review> reviews) {
    public Product {
        specs = List.copyOf(specs);
        reviews = List.copyOf(reviews);
    }

    /** One row of a product's table. */
    public record Spec(String name, String value) {}

    /**
     * One review.
     *
     * @param stars from 1 to 5
     */
    public record Review(String who, int stars, String text) {}
}
