package dev.gannet.kit;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The third-party apps are there at all; that a browser can read them is for the browser's tests. */
@Tag("fast")
class PackedAppsTest {
    @Test
    void swaggerUiServesItsBundleAndOurDocument() throws Exception {
        try (SwaggerUi app = SwaggerUi.start()) {
            assertThat(get(app.base() + "/")).contains("swagger-ui-bundle.js");
            assertThat(get(app.base() + "/swagger-ui-bundle.js")).hasSizeGreaterThan(500_000);
            assertThat(get(app.base() + "/openapi.json")).contains("A small library");
        }
    }

    @Test
    void redocServesItsBundleAndOurDocument() throws Exception {
        try (Redoc app = Redoc.start()) {
            assertThat(get(app.base() + "/")).contains("<redoc ");
            assertThat(get(app.base() + "/redoc.standalone.js")).hasSizeGreaterThan(500_000);
            assertThat(get(app.base() + "/openapi.json")).contains("A small library");
        }
    }

    @Test
    void theTruthIsReadFromTheDocument() {
        assertThat(Operation.all())
                .hasSize(21)
                .contains(new Operation("DELETE", "/books/{isbn}", "Takes a book out of the catalogue", "Books"))
                .contains(new Operation("OPTIONS", "/branches", "Tells what may be done with branches", "Branches"));
    }

    @Test
    void theH2ConsoleAsksForALoginAndKnowsItsRows() throws Exception {
        try (H2Console console = H2Console.start()) {
            assertThat(get(console.base() + "/")).contains("login.jsp?jsessionid=");
            assertThat(console.rows())
                    .hasSize(H2Console.ROWS)
                    .first()
                    .satisfies(row -> assertThat(row.price()).isEqualByComparingTo("2.36"));
        }
    }

    private static String get(String url) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url)).build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
