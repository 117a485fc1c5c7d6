package dev.gannet.politeness;

import dev.gannet.politeness.RobotsDecision.Verdict;
import dev.gannet.web.FailureKind;
import dev.gannet.web.PageUrl;
import dev.gannet.web.ScrapeException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static dev.gannet.politeness.RobotsDecision.Verdict.ALLOWED;
import static dev.gannet.politeness.RobotsDecision.Verdict.FORBIDDEN;
import static dev.gannet.politeness.RobotsDecision.Verdict.UNAVAILABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** RFC 9309 as a table: what each answer to robots.txt, and each rule in it, means to a page. R67, R68, R71. */
@Tag("fast")
class RobotsMatrixTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final Duration DAY = Duration.ofHours(24);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final String HTML = "<html><head><title>x</title></head><body>Disallow me</body></html>";

    private static RobotsDecision decide(RobotsFetch fetch, String path) {
        return new RobotsRules(fetch, CLOCK).decide(PageUrl.of("https://shop.example" + path));
    }

    private static RobotsFetch status(int status, String body) {
        return origin -> RobotsAnswer.of(status, body.getBytes(StandardCharsets.UTF_8));
    }

    private static RobotsFetch failing(FailureKind kind) {
        return origin -> {
            throw new ScrapeException(kind, origin, kind.label() + " it was");
        };
    }

    private static Arguments answered(String section, int status, Verdict verdict) {
        return arguments(
                section, status + "", status(status, "User-agent: *\nDisallow: /p"), verdict, "status " + status);
    }

    private static Arguments failed(String section, FailureKind kind) {
        return arguments(
                section,
                kind.label(),
                failing(kind),
                kind == FailureKind.TLS ? Verdict.UNTRUSTED : UNAVAILABLE,
                kind.label() + ": " + kind.label() + " it was");
    }

    static Stream<Arguments> answers() {
        return Stream.of(
                answered("2.3.1.1 successful", 200, FORBIDDEN),
                answered("2.3.1.1 successful", 206, FORBIDDEN),
                answered("2.3.1.1 successful", 299, FORBIDDEN),
                // A redirect that is still one after five hops; the hops themselves: RobotsFetchingTest.
                answered("2.3.1.2 redirects", 301, UNAVAILABLE),
                answered("2.3.1.2 redirects", 304, UNAVAILABLE),
                answered("2.3.1.2 redirects", 308, UNAVAILABLE),
                answered("2.3.1.3 unavailable", 400, ALLOWED),
                answered("2.3.1.3 unavailable", 401, ALLOWED),
                answered("2.3.1.3 unavailable", 403, ALLOWED),
                answered("2.3.1.3 unavailable", 404, ALLOWED),
                answered("2.3.1.3 unavailable", 410, ALLOWED),
                answered("2.3.1.3 unavailable", 451, ALLOWED),
                answered("2.3.1.3 unavailable", 499, ALLOWED),
                answered("2.3.1.4 unreachable: asked for fewer", 429, UNAVAILABLE),
                answered("2.3.1.4 unreachable", 500, UNAVAILABLE),
                answered("2.3.1.4 unreachable", 502, UNAVAILABLE),
                answered("2.3.1.4 unreachable", 503, UNAVAILABLE),
                answered("2.3.1.4 unreachable", 599, UNAVAILABLE),
                answered("2.3.1.4 unreachable: no status", 0, UNAVAILABLE),
                answered("2.3.1.4 unreachable: odd status", 100, UNAVAILABLE),
                answered("2.3.1.4 unreachable: odd status", 999, UNAVAILABLE),
                failed("2.3.1.4 unreachable", FailureKind.TIMEOUT),
                failed("2.3.1.4 unreachable", FailureKind.CONNECTION),
                failed("2.3.1.4 unreachable", FailureKind.DNS),
                failed("2.3.1.4 unreachable", FailureKind.TLS),
                failed("2.3.1.2 redirects", FailureKind.REDIRECT_LOOP));
    }

    @ParameterizedTest(name = "RFC 9309 {0}: {1} is {3}")
    @MethodSource("answers")
    void R67_whatCameBackDecides(String section, String what, RobotsFetch fetch, Verdict verdict, String reason) {
        RobotsDecision decision = decide(fetch, "/p/1");
        assertThat(decision.verdict()).isEqualTo(verdict);
        if (verdict == UNAVAILABLE || verdict == Verdict.UNTRUSTED) {
            assertThat(decision.reason()).isEqualTo(reason);
            assertThat(decision.retryAt()).contains(NOW.plus(MINUTE));
        } else {
            assertThat(decision.retryAt()).isEmpty();
        }
    }

    private static Arguments rule(String section, String file, String path, Verdict verdict) {
        return arguments(section, file, path, verdict);
    }

    static Stream<Arguments> rules() {
        return Stream.of(
                // Groups.
                rule("2.2.1 case of the token", "User-agent: GANNET\nDisallow: /p", "/p/1", FORBIDDEN),
                rule("2.2.1 version after the token", "User-agent: gannet/9.9\nDisallow: /p", "/p/1", FORBIDDEN),
                rule("2.2.1 a longer token is another", "User-agent: gannetbot\nDisallow: /p", "/p/1", ALLOWED),
                rule("2.2.1 a shorter token is another", "User-agent: gan\nDisallow: /p", "/p/1", ALLOWED),
                rule(
                        "2.2.1 several groups of ours are one",
                        "User-agent: gannet\nDisallow: /a\n\nUser-agent: x\nDisallow: /\n\nUser-agent: gannet\nDisallow: /p",
                        "/p/1",
                        FORBIDDEN),
                rule(
                        "2.2.1 several groups of ours are one, the first too",
                        "User-agent: gannet\nDisallow: /p\n\nUser-agent: x\nAllow: /\n\nUser-agent: gannet\nDisallow: /a",
                        "/p/1",
                        FORBIDDEN),
                rule(
                        "2.2.1 * where none is ours",
                        "User-agent: x\nAllow: /\n\nUser-agent: *\nDisallow: /p",
                        "/p",
                        FORBIDDEN),
                rule(
                        "2.2.1 ours before *",
                        "User-agent: gannet\nDisallow: /a\n\nUser-agent: *\nDisallow: /",
                        "/p",
                        ALLOWED),
                rule(
                        "2.2.1 * before ours",
                        "User-agent: *\nDisallow: /\n\nUser-agent: gannet\nDisallow: /a",
                        "/p",
                        ALLOWED),
                rule(
                        "2.2.1 two names, one group",
                        "User-agent: x\nUser-agent: gannet\nDisallow: /p",
                        "/p/1",
                        FORBIDDEN),
                rule(
                        "2.2.1 two names, ours first",
                        "User-agent: gannet\nUser-agent: x\nDisallow: /p",
                        "/p/1",
                        FORBIDDEN),
                rule("2.2.1 no group of ours and no *", "User-agent: x\nDisallow: /", "/p/1", ALLOWED),
                rule("2.2.1 rules before any group", "Disallow: /\nUser-agent: x\nDisallow: /", "/p/1", ALLOWED),
                rule(
                        "2.2.1 an empty group of ours",
                        "User-agent: *\nDisallow: /\n\nUser-agent: gannet\n",
                        "/p/1",
                        ALLOWED),
                // Matching.
                rule("2.2.2 the longest wins: disallow", "User-agent: *\nAllow: /p\nDisallow: /p/1", "/p/1", FORBIDDEN),
                rule("2.2.2 the longest wins: allow", "User-agent: *\nDisallow: /p\nAllow: /p/1", "/p/1", ALLOWED),
                rule("2.2.2 whatever the order", "User-agent: *\nAllow: /p/1\nDisallow: /p", "/p/1", ALLOWED),
                rule("2.2.2 allow wins a tie", "User-agent: *\nDisallow: /p/1\nAllow: /p/1", "/p/1", ALLOWED),
                rule("2.2.2 the path's case counts", "User-agent: *\nDisallow: /P", "/p/1", ALLOWED),
                rule("2.2.2 the rule's case does not", "USER-AGENT: *\nDISALLOW: /p", "/p/1", FORBIDDEN),
                rule("2.2.2 a prefix is enough", "User-agent: *\nDisallow: /pr", "/private/x", FORBIDDEN),
                rule("2.2.2 the query counts", "User-agent: *\nDisallow: /p?x=", "/p?x=1", FORBIDDEN),
                rule("2.2.2 the query counts", "User-agent: *\nDisallow: /p?x=", "/p?y=1", ALLOWED),
                rule("2.2.2 an empty Disallow", "User-agent: *\nDisallow:", "/p/1", ALLOWED),
                rule(
                        "2.2.2 an empty Disallow beside others",
                        "User-agent: *\nDisallow:\nDisallow: /p",
                        "/p/1",
                        FORBIDDEN),
                rule("2.2.2 robots.txt itself", "User-agent: *\nDisallow: /", "/robots.txt", ALLOWED),
                rule("2.2.2 encoded as in the rule", "User-agent: *\nDisallow: /a%3Cd%3E", "/a%3Cd%3E", FORBIDDEN),
                rule("2.2.2 hex digits in any case", "User-agent: *\nDisallow: /a%3cd%3e", "/a%3Cd%3E", FORBIDDEN),
                rule("2.2.2 what need not be encoded", "User-agent: *\nDisallow: /%62%61%7A", "/baz", FORBIDDEN),
                rule("2.2.2 what need not be encoded", "User-agent: *\nDisallow: /baz", "/%62%61%7A", FORBIDDEN),
                rule("2.2.2 an encoded slash is none", "User-agent: *\nDisallow: /a/b", "/a%2Fb", ALLOWED),
                rule("2.2.2 not ASCII, bare in the rule", "User-agent: *\nDisallow: /ツ", "/%E3%83%84", FORBIDDEN),
                rule("2.2.2 not ASCII, bare in the URL", "User-agent: *\nDisallow: /%E3%83%84", "/ツ/x", FORBIDDEN),
                rule("2.2.2 not ASCII, bare in both", "User-agent: *\nDisallow: /Größe", "/Größe", FORBIDDEN),
                // Special characters.
                rule("2.2.3 *", "User-agent: *\nDisallow: /*/secret", "/a/b/secret/c", FORBIDDEN),
                rule("2.2.3 * stands for nothing too", "User-agent: *\nDisallow: /p*1", "/p1", FORBIDDEN),
                rule("2.2.3 * at the end changes nothing", "User-agent: *\nDisallow: /p*", "/p/1", FORBIDDEN),
                rule("2.2.3 $", "User-agent: *\nDisallow: /*.gif$", "/a/b.gif", FORBIDDEN),
                rule("2.2.3 $", "User-agent: *\nDisallow: /*.gif$", "/a/b.gif?x", ALLOWED),
                rule("2.2.3 $ alone", "User-agent: *\nDisallow: /$", "/", FORBIDDEN),
                rule("2.2.3 $ alone", "User-agent: *\nDisallow: /$", "/p", ALLOWED),
                rule(
                        "2.2.3 * encoded is itself",
                        "User-agent: *\nDisallow: /file-with-a-%2A",
                        "/file-with-a-*",
                        FORBIDDEN),
                rule(
                        "2.2.3 * encoded is itself",
                        "User-agent: *\nDisallow: /file-with-a-%2A",
                        "/file-with-a-xyz",
                        ALLOWED),
                rule("2.2.3 # begins a comment", "User-agent: * # all\nDisallow: /p # not this", "/p/1", FORBIDDEN),
                rule(
                        "2.2.3 many * in time",
                        "User-agent: *\nDisallow: /" + "*a".repeat(50) + "$",
                        "/" + "a".repeat(2000) + "b",
                        ALLOWED),
                // Other records.
                rule(
                        "2.2.4 unknown lines between",
                        "User-agent: *\nNoindex: /x\nfoo\n: :\nDisallow: /p",
                        "/p/1",
                        FORBIDDEN),
                rule(
                        "2.2.4 Sitemap ends no group",
                        "User-agent: *\nSitemap: https://shop.example/s.xml\nDisallow: /p",
                        "/p/1",
                        FORBIDDEN),
                rule(
                        "2.2.4 Sitemap between names",
                        "User-agent: gannet\nSitemap: https://shop.example/s.xml\nUser-agent: x\nDisallow: /p",
                        "/p/1",
                        FORBIDDEN),
                // Form.
                rule("2.2 CR", "User-agent: *\rDisallow: /p\r", "/p/1", FORBIDDEN),
                rule(
                        "2.2 CRLF, LF and CR mixed",
                        "User-agent: *\r\nDisallow: /a\n\rDisallow: /p\r\n",
                        "/p/1",
                        FORBIDDEN),
                rule(
                        "2.2 blank lines within a group",
                        "User-agent: *\n\n\nDisallow: /a\n\n\nDisallow: /p",
                        "/p/1",
                        FORBIDDEN),
                rule("2.2 blanks around", " \t User-agent \t: \t *  \n  Disallow:\t/p  ", "/p/1", FORBIDDEN),
                rule("2.2 a misspelt Disallow", "User-agent: *\nDissalow: /p", "/p/1", FORBIDDEN),
                rule("2.3 HTML is no robots.txt", HTML, "/p/1", ALLOWED),
                rule("2.3 empty", "", "/p/1", ALLOWED),
                rule("2.3 nothing but NUL", "\0".repeat(1000), "/p/1", ALLOWED),
                rule(
                        "2.5 fifty groups, ours the last",
                        groups(50) + "User-agent: gannet\nDisallow: /p",
                        "/p/1",
                        FORBIDDEN),
                rule("2.5 fifty groups, none ours", groups(50), "/p/1", ALLOWED));
    }

    private static String groups(int count) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append("User-agent: bot").append(i).append("\nDisallow: /p\nDisallow: /\n\n");
        }
        return text.toString();
    }

    @ParameterizedTest(name = "RFC 9309 {0}: {2} is {3}")
    @MethodSource("rules")
    void R68_whatTheRulesSay(String section, String file, String path, Verdict verdict) {
        assertThat(decide(status(200, file), path).verdict()).isEqualTo(verdict);
    }

    static Stream<Arguments> charsets() {
        return Stream.of(
                arguments("UTF-8", List.of(0xEF, 0xBB, 0xBF)),
                arguments("UTF-8", List.of()),
                arguments("UTF-16LE", List.of(0xFF, 0xFE)),
                arguments("UTF-16BE", List.of(0xFE, 0xFF)));
    }

    @ParameterizedTest(name = "RFC 9309 2.3: {0} with the mark {1}")
    @MethodSource("charsets")
    void R68_theBytesAreReadAsTheirMarkSays(String charset, List<Integer> mark) {
        byte[] text = "User-agent: gannet\r\nDisallow: /p\r\n\r\nUser-agent: *\r\nAllow: /"
                .getBytes(Charset.forName(charset));
        byte[] body = new byte[mark.size() + text.length];
        for (int i = 0; i < mark.size(); i++) {
            body[i] = mark.get(i).byteValue();
        }
        System.arraycopy(text, 0, body, mark.size(), text.length);
        RobotsFetch fetch = origin -> RobotsAnswer.of(200, body);
        assertThat(decide(fetch, "/p/1").verdict()).isEqualTo(FORBIDDEN);
        assertThat(decide(fetch, "/q").verdict()).isEqualTo(ALLOWED);
    }

    static Stream<Arguments> sizes() {
        String group = "User-agent: *\n";
        String filler = "Disallow: /filler\n";
        int most = RobotsFile.MOST_BYTES;
        String full = group + filler.repeat((most - group.length()) / filler.length() - 1);
        String nearly = full + "#".repeat(most - full.length() - 12) + "\n";
        return Stream.of(
                arguments("a rule that ends at the bound", nearly + "Disallow: /", FORBIDDEN),
                arguments(
                        "a rule that ends before the bound",
                        full + "Disallow: /p\n" + filler.repeat(300_000),
                        FORBIDDEN),
                arguments("a rule behind the bound", full + filler.repeat(300_000) + "Disallow: /p\n", ALLOWED),
                arguments("a rule that the bound would split", nearly + "Disallow: /p/1/elsewhere\n", ALLOWED),
                arguments(
                        "an Allow that the bound would split",
                        group + "Disallow: /p\n" + "#".repeat(most - 40) + "\nAllow: /private\n",
                        FORBIDDEN),
                arguments("one line of 5 MB", group + "Disallow: /" + "x".repeat(5_000_000), ALLOWED));
    }

    @ParameterizedTest(name = "RFC 9309 2.5: {0} is {2}")
    @MethodSource("sizes")
    void R68_fiveHundredKibibytesAreReadAndNoRuleIsSplit(String what, String file, Verdict verdict) {
        assertThat(decide(status(200, file), "/p/1").verdict()).isEqualTo(verdict);
    }

    static Stream<Arguments> delays() {
        return Stream.of(
                arguments("5", ALLOWED, Duration.ofSeconds(5)),
                arguments("0.5", ALLOWED, Duration.ofMillis(500)),
                arguments("30", ALLOWED, Duration.ofSeconds(30)),
                arguments("31", FORBIDDEN, Duration.ofSeconds(31)),
                arguments("86400", FORBIDDEN, DAY),
                arguments("0", ALLOWED, Duration.ZERO),
                arguments("-5", ALLOWED, Duration.ZERO),
                arguments("soon", ALLOWED, Duration.ZERO));
    }

    @ParameterizedTest(name = "RFC 9309 2.2.4, Crawl-delay: {0} is {1}")
    @MethodSource("delays")
    void R71_aCrawlDelayIsKeptAndAboveTheCapTheSiteIsLeftAlone(String delay, Verdict verdict, Duration kept) {
        RobotsDecision decision = decide(status(200, "User-agent: *\nCrawl-delay: " + delay + "\nDisallow: /q"), "/p");
        assertThat(decision.verdict()).isEqualTo(verdict);
        assertThat(decision.crawlDelay().orElse(Duration.ZERO)).isEqualTo(kept);
        assertThat(decision.reason())
                .isEqualTo(
                        verdict == ALLOWED
                                ? ""
                                : "Crawl-delay: " + kept.toSeconds() + " s; more than 30 s is not kept");
    }
}
