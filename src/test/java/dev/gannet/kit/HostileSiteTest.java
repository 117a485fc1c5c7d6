package dev.gannet.kit;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@Tag("fast")
class HostileSiteTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final HostileSite site = HostileSite.open();
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        site.close();
    }

    private HttpResponse<String> get(String target, String... headers) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(site.url(target))).timeout(LIMIT);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void theIndexNamesEveryEndpointWithItsRequirement() throws Exception {
        String index = get("/").body();
        for (Endpoint endpoint : HostileSite.endpoints()) {
            assertThat(index).contains(">" + endpoint.example().replace("&", "&amp;") + "</a>");
            assertThat(endpoint.rule()).matches("[GRS]\\d+( [GRS]\\d+)*");
            assertThat(endpoint.does()).isNotBlank().doesNotContain("\n");
        }
    }

    @Test
    void noEndpointStandsInTheWayOfAnother() {
        Set<String> paths = new HashSet<>();
        for (Endpoint endpoint : HostileSite.endpoints()) {
            assertThat(paths.add(endpoint.path())).as(endpoint.path()).isTrue();
            String prefix = endpoint.path().replace("*", "");
            assertThat(HostileSite.endpoints())
                    .filteredOn(other ->
                            endpoint.path().endsWith("*") && other.path().startsWith(prefix))
                    .hasSizeLessThanOrEqualTo(1);
        }
    }

    @Test
    void aGoodPageKnowsItsRecordAndNoTwoAreAlike() throws Exception {
        assertThat(get("/good/7").body()).contains("/data/good?n=7").doesNotContain(GoodPages.token(7));
        assertThat(get("/data/good?n=7").body()).contains("\"Good 7\"", "\"7.50\"", GoodPages.token(7));
        Set<String> tokens = new HashSet<>();
        for (int i = 0; i < 5000; i++) {
            tokens.add(GoodPages.token(i));
        }
        assertThat(tokens).hasSize(5000);
    }

    @Test
    void aSequenceLinksWhatItIsGivenInOrder() throws Exception {
        String page = get(GoodPages.sequence(List.of("/good/1", "/deep?n=5&m=6", "/good/2")))
                .body();
        assertThat(Pattern.compile("href=\"([^\"]*)\"").matcher(page).results().map(found -> found.group(1)))
                .containsExactly("/good/1", "/deep?n=5&amp;m=6", "/good/2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/redirloop /redirloop", "/tofile file:///etc/hostname", "/authhop /authhop-gate"})
    void redirectsLeadWhereTheySay(String pair) throws Exception {
        String[] words = pair.split(" ");
        HttpResponse<String> answer = get(words[0]);
        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().firstValue("location")).contains(words[1]);
    }

    @Test
    void statusesComeAsAskedFor() throws Exception {
        assertThat(get("/status/503").statusCode()).isEqualTo(503);
        assertThat(get("/204").statusCode()).isEqualTo(204);
        assertThat(get("/auth").headers().firstValue("www-authenticate")).isPresent();
        assertThat(get("/retry-after?v=120").headers().firstValue("retry-after"))
                .contains("120");
    }

    @Test
    void theHonestHopEndsOnceItsCookieIsThere() throws Exception {
        assertThat(get("/authhop", "Cookie", "passed=1").body()).contains("Auth hop");
        assertThat(get("/jsredirect?n=0").body()).contains("Redirected");
    }

    @Test
    void aSessionLastsForItsPagesThenTheFormComesWithStatus200() throws Exception {
        for (int i = 0; i < 2; i++) {
            assertThat(get("/members/1", "Cookie", "member=9-2").body()).contains("Members");
        }
        HttpResponse<String> third = get("/members/1", "Cookie", "member=9-2");
        assertThat(third.statusCode()).isEqualTo(200);
        assertThat(third.body()).contains("Sign in").doesNotContain("Members");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/reset", "/half-reset", "/short-body"})
    void brokenAnswersAreBroken(String target) {
        assertThatThrownBy(() -> get(target)).isInstanceOf(IOException.class);
    }

    @Test
    void bigBodiesAreAsBigAsAskedFor() throws Exception {
        assertThat(get("/bigtext?mb=3").body().length()).isBetween(3 << 20, (3 << 20) + 1000);
        assertThat(get("/deep?n=20001").body().split("<div>", -1)).hasSize(20_002);
        assertThat(get("/100klinks").body()).contains("/linked/99999>");
    }

    @Test
    void encodingsAreWhatTheySay() throws Exception {
        assertThat(get("/latin1").body()).contains("Café Grün");
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(site.url("/utf16"))).build();
        byte[] bytes =
                client.send(request, HttpResponse.BodyHandlers.ofByteArray()).body();
        assertThat(bytes).startsWith(0xFE, 0xFF);
    }

    @Test
    void everyRequestIsInTheLogWithItsTime() throws Exception {
        long before = System.nanoTime();
        get("/good/1");
        get("/canary?x=1");
        assertThat(site.heard("/canary")).hasSize(1);
        assertThat(site.heard()).extracting(Heard::path).containsExactly("/good/1", "/canary");
        assertThat(site.heard().get(0).nanoTime()).isBetween(before, System.nanoTime());
    }
}
