package dev.gannet.demo;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@Tag("fast")
class DemoShopTest {
    private final DemoShop shop =
            DemoShop.start(0, new DemoSettings(50, 24, Duration.ofMillis(1), Duration.ofMillis(1)));
    private final HttpClient client =
            HttpClient.newBuilder().cookieHandler(new CookieManager()).build();

    @AfterEach
    void close() {
        shop.close();
    }

    @Test
    void everyRouteOfTheAppIsTheSameEmptyPage() throws Exception {
        String shell = get("/").body();

        assertThat(shell).doesNotContain(DemoShop.product(1).title());
        for (String route : new String[] {"/?page=2", "/p/50", "/login", "/orders", "/long", "/cookies"}) {
            HttpResponse<String> answer = get(route);
            assertThat(answer.statusCode()).as(route).isEqualTo(200);
            assertThat(answer.body()).as(route).isEqualTo(shell);
        }
    }

    @Test
    void whatIsNotSoldIsATrue404() throws Exception {
        for (String path : new String[] {"/p/0", "/p/51", "/p/x", "/nothing", "/api/products/51", "/img/51.svg"}) {
            assertThat(get(path).statusCode()).as(path).isEqualTo(404);
        }
    }

    @Test
    void theApiTellsTheKnownProducts() throws Exception {
        Product product = DemoShop.product(7);

        assertThat(get("/api/products/7").body())
                .contains("\"sku\":\"GN-00007\"")
                .contains("\"price\":\"" + product.price() + "\"")
                .contains("\"value\":\"" + product.specs().get(0).value() + "\"");
        assertThat(get("/api/products/7/reviews").body())
                .contains("\"who\":\"" + product.reviews().get(0).who() + "\"");
    }

    @Test
    void listsArePagedAndEnd() throws Exception {
        assertThat(get("/api/products?page=3").body())
                .contains("\"pages\":3")
                .contains("\"number\":50")
                .doesNotContain("\"number\":48");
        assertThat(get("/api/products?page=4").statusCode()).isEqualTo(404);
    }

    @Test
    void skusAndTitlesAreUnique() {
        Set<String> seen = new HashSet<>();
        for (int number = 1; number <= 1000; number++) {
            assertThat(seen.add(DemoShop.product(number).sku())).isTrue();
            assertThat(seen.add(DemoShop.product(number).title())).isTrue();
        }
    }

    @Test
    void ordersAreOnlyForTheAccount() throws Exception {
        assertThat(get("/api/orders").statusCode()).isEqualTo(401);
        assertThat(post("/api/login", "user=demo&password=wrong").statusCode()).isEqualTo(401);
        assertThat(post("/api/login", "user=demo&password=demo-pass").statusCode())
                .isEqualTo(200);
        assertThat(get("/api/me").body()).isEqualTo("{\"user\":\"demo\"}");
        assertThat(get("/api/orders").body())
                .contains("\"total\":\"" + DemoShop.orders().get(0).total() + "\"");

        post("/api/logout", "");
        assertThat(get("/api/orders").statusCode()).isEqualTo(401);
    }

    @Test
    void theLongPageComesInChunks() throws Exception {
        assertThat(get("/api/rows?from=451").body())
                .contains(DemoShop.rows().get(450))
                .contains(DemoShop.rows().get(499))
                .contains("\"next\":0");
    }

    @Test
    void robotsAreKeptFromTheCartAndTheOffice() throws Exception {
        assertThat(get("/robots.txt").body()).contains("Disallow: /admin", "Disallow: /cart");
    }

    @Test
    void everyRequestIsRemembered() throws Exception {
        get("/p/3?from=list");
        assertThat(shop.hits()).singleElement().satisfies(hit -> {
            assertThat(hit.path()).isEqualTo("/p/3?from=list");
            assertThat(hit.method()).isEqualTo("GET");
            assertThat(hit.userAgent()).startsWith("Java");
        });
    }

    @Test
    void itsJobPointsAtItself() {
        assertThat(shop.job()).contains(shop.base() + "/orders").doesNotContain("8474");
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create(shop.base() + path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path, String form) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(shop.base() + path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }
}
