package dev.gannet.demo;

import java.util.Map;
import java.util.Set;

/** Which address of the shop is answered with what. */
final class ShopSite {
    private static final Set<String> ROUTES = Set.of("/", "/login", "/orders", "/long", "/cookies", "/cart", "/admin");
    private static final Map<String, String> FILES = Map.of(
            "/app.js",
            "text/javascript",
            "/pages.js",
            "text/javascript",
            "/dom.js",
            "text/javascript",
            "/app.css",
            "text/css");
    private static final String ROBOTS = "User-agent: *\nDisallow: /admin\nDisallow: /cart\n";

    private final ShopApi api;

    ShopSite(DemoSettings settings) {
        api = new ShopApi(settings);
    }

    /** @return whether the answer is data, which takes its time, and not a file */
    static boolean slow(Request request) {
        return request.path().startsWith("/api/");
    }

    Reply answer(Request request) {
        String path = request.path();
        if (path.startsWith("/api/")) {
            return api.answer(path.substring("/api/".length()), request).with("Cache-Control", "no-store");
        }
        String type = FILES.get(path);
        if (type != null) {
            return Reply.file(200, type, "shop" + path).with("Cache-Control", "max-age=600");
        }
        if (path.startsWith("/img/")) {
            return picture(path.substring("/img/".length()));
        }
        if (path.equals("/robots.txt")) {
            return Reply.text(200, "text/plain", ROBOTS);
        }
        if (path.equals("/sitemap.txt")) {
            return Reply.text(200, "text/plain", api.sitemap(request.host()));
        }
        // Every route of the app is answered with the same empty page, and an unknown one with a true 404.
        return Reply.file(known(path) ? 200 : 404, "text/html", "shop/index.html");
    }

    private boolean known(String path) {
        return ROUTES.contains(path) || (path.startsWith("/p/") && api.sells(path.substring("/p/".length())));
    }

    private Reply picture(String name) {
        String number = name.replace(".svg", "");
        return api.sells(number)
                ? Reply.text(200, "image/svg+xml", Picture.of(Integer.parseInt(number)))
                        .with("Cache-Control", "max-age=600")
                : Reply.text(404, "text/plain", "no such picture");
    }
}
