package dev.gannet.demo;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Makes the shop's products and orders up, always the same ones. */
final class Catalogue {
    static final int ORDERS = 7;
    static final int ROWS = 500;

    private static final List<String> KINDS =
            List.of("Lamp", "Kettle", "Chair", "Radio", "Clock", "Vase", "Desk", "Mirror", "Stool", "Shelf");
    private static final List<String> MANNERS =
            List.of("Quiet", "Tall", "Folding", "Copper", "Nordic", "Little", "Heavy", "Amber", "Plain");
    private static final List<String> PLACES = List.of("Malmö", "Tórshavn", "St Kilda", "Skellig", "Bempton", "Rouzic");
    private static final List<String> MATERIALS = List.of("oak", "brass", "linen", "stoneware", "glass & steel");
    private static final List<String> BUYERS = List.of("Ada", "Björn", "Chiara", "Deniz", "Éva", "Fionn", "İpek");
    private static final List<String> OPINIONS = List.of(
            "Does what it should.",
            "Arrived a day early, well packed.",
            "Smaller than the picture, but I like it.",
            "Would buy it again.",
            "The colour is not \"amber\" at all.",
            "My cat sleeps on it <3");

    private Catalogue() {}

    static Product product(int number) {
        Random chance = new Random(31L * number + 7);
        String title = pick(MANNERS, number) + " " + pick(KINDS, number / MANNERS.size() + number) + " "
                + pick(PLACES, chance.nextInt(PLACES.size())) + " No. " + number;
        BigDecimal price = BigDecimal.valueOf(500 + chance.nextInt(249_500), 2);
        List<Product.Spec> specs = List.of(
                new Product.Spec("Material", pick(MATERIALS, chance.nextInt(MATERIALS.size()))),
                new Product.Spec("Width", 10 + chance.nextInt(120) + " cm"),
                new Product.Spec("Weight", (1 + chance.nextInt(90)) / 10.0 + " kg"),
                new Product.Spec("Made in", pick(PLACES, chance.nextInt(PLACES.size()))),
                new Product.Spec("Guarantee", 1 + chance.nextInt(5) + " years"));
        int stock = chance.nextInt(40);
        return new Product(number, sku(number), title, price, "EUR", stock, specs, reviews(chance));
    }

    static List<Order> orders() {
        return IntStream.rangeClosed(1, ORDERS)
                .mapToObj(i -> new Order(
                        "O-" + (1000 + i),
                        LocalDate.of(2026, 1, 31).plusDays(37L * i),
                        BigDecimal.valueOf(1_999L + 12_345L * i, 2)))
                .toList();
    }

    /** @return the text of one row of the long page, counted from 1 */
    static String row(int number) {
        return "Row " + number + " of " + ROWS + ", from " + pick(PLACES, number);
    }

    private static String sku(int number) {
        String digits = Integer.toString(number);
        return "GN-" + "0".repeat(Math.max(0, 5 - digits.length())) + digits;
    }

    private static List<Product.Review> reviews(Random chance) {
        List<Product.Review> reviews = new ArrayList<>();
        for (int left = 2 + chance.nextInt(4); left > 0; left--) {
            reviews.add(new Product.Review(
                    pick(BUYERS, chance.nextInt(BUYERS.size())),
                    1 + chance.nextInt(5),
                    pick(OPINIONS, chance.nextInt(OPINIONS.size()))));
        }
        return reviews;
    }

    private static String pick(List<String> words, int index) {
        return words.get(Math.floorMod(index, words.size()));
    }
}
