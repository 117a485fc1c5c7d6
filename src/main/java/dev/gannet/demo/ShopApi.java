package dev.gannet.demo;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The JSON that the shop's pages are made of. */
final class ShopApi {
    private static final int CHUNK = 50;

    private final DemoSettings settings;
    private final Accounts accounts = new Accounts();

    ShopApi(DemoSettings settings) {
        this.settings = settings;
    }

    /** @param path what stands behind {@code /api/} */
    Reply answer(String path, Request request) {
        if (path.equals("login") || path.equals("logout")) {
            if (!request.method().equals("POST")) {
                return Reply.json(405, Map.of("error", "only by POST"));
            }
            return path.equals("login") ? accounts.login(request) : accounts.logout(request);
        }
        return switch (path) {
            case "me" -> Reply.json(accounts.known(request) ? Map.of("user", Accounts.USER) : Map.of());
            case "orders" ->
                accounts.known(request)
                        ? Reply.json(
                                Catalogue.orders().stream().map(ShopApi::json).toList())
                        : Reply.json(401, Map.of("error", "log in first"));
            case "products" -> list(request.number("page", 1));
            case "rows" -> rows(request.number("from", 1));
            default -> product(path);
        };
    }

    /** @return the address of every product, one a line */
    String sitemap(String host) {
        return IntStream.rangeClosed(1, settings.products())
                .mapToObj(number -> "http://" + host + "/p/" + number + "\n")
                .collect(Collectors.joining());
    }

    boolean sells(String number) {
        return number.matches("[1-9]\\d{0,5}") && Integer.parseInt(number) <= settings.products();
    }

    private Reply list(int page) {
        if (page < 1 || page > settings.pages()) {
            return nothing();
        }
        int first = (page - 1) * settings.perPage() + 1;
        int last = Math.min(settings.products(), first + settings.perPage() - 1);
        return Reply.json(Map.of(
                "page",
                page,
                "pages",
                settings.pages(),
                "items",
                IntStream.rangeClosed(first, last)
                        .mapToObj(number -> json(Catalogue.product(number)))
                        .toList()));
    }

    private Reply product(String path) {
        String[] parts = path.split("/", -1);
        if (!parts[0].equals("products") || parts.length < 2 || !sells(parts[1])) {
            return nothing();
        }
        Product product = Catalogue.product(Integer.parseInt(parts[1]));
        if (parts.length == 2) {
            return Reply.json(json(product));
        }
        boolean reviews = parts.length == 3 && parts[2].equals("reviews");
        return reviews
                ? Reply.json(product.reviews().stream().map(ShopApi::json).toList())
                : nothing();
    }

    private static Reply rows(int from) {
        int last = Math.min(Catalogue.ROWS, from + CHUNK - 1);
        List<String> rows =
                IntStream.rangeClosed(from, last).mapToObj(Catalogue::row).toList();
        return Reply.json(Map.of("rows", rows, "next", last < Catalogue.ROWS ? last + 1 : 0));
    }

    private Map<String, Object> json(Product product) {
        Map<String, Object> json = new TreeMap<>(Map.of(
                "number",
                product.number(),
                "sku",
                product.sku(),
                "title",
                product.title(),
                "price",
                product.price(),
                "stock",
                product.stock(),
                "next",
                product.number() < settings.products() ? product.number() + 1 : 0));
        json.put("reviewsAfter", (int) settings.reviewsAfter().toMillis());
        json.put(
                "specs",
                product.specs().stream()
                        .map(spec -> Map.of("name", spec.name(), "value", spec.value()))
                        .toList());
        return json;
    }

    private static Map<String, Object> json(Product.Review review) {
        return Map.of("who", review.who(), "stars", review.stars(), "text", review.text());
    }

    private static Map<String, Object> json(Order order) {
        return Map.of("number", order.number(), "date", order.date(), "total", order.total());
    }

    private static Reply nothing() {
        return Reply.json(404, Map.of("error", "there is no such thing here"));
    }
}
