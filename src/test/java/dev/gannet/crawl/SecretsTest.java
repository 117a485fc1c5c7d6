package dev.gannet.crawl;

import dev.gannet.kit.Answer;
import dev.gannet.kit.Heard;
import dev.gannet.kit.LocalSite;
import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static dev.gannet.kit.Answer.html;
import static org.assertj.core.api.Assertions.assertThat;

/** A password and the key of one-time codes, out of private files: used at the site's login and found nowhere else (S15). */
@Tag("fast")
class SecretsTest {
    private static final String PASSWORD = "CANARY-4f7e1c-Pass&\"wört <1>";
    private static final String USER = "CANARY-user@shop 7";
    private static final String USER_VARIABLE = "${env:SHOP_USER}";
    private static final String HEADER = "CANARY-header-91";
    private static final String KEY = "CANARYKEYJBSWY3DPEHPK3PXP";

    private static final String FORM = """
            <h1>Log in</h1>%s<form id=login method=post action=/login>
            <input id=user name=user><input id=pass name=pass type=password><input id=otp name=otp>
            <button>Go</button></form>""";

    @TempDir
    Path folder;

    @TempDir
    Path secrets;

    private final Set<String> codes = ConcurrentHashMap.newKeySet();
    /** Command lines of all processes, and the environment of those that are browsers or their drivers. */
    private final Set<String> processes = ConcurrentHashMap.newKeySet();

    /** One permit for each request of a page that is never answered. */
    private final Semaphore slow = new Semaphore(0);

    private LocalSite site;

    @BeforeEach
    void open() throws IOException {
        secret("shop/password", PASSWORD + "\n");
        site = LocalSite.open()
                .on(
                        "/login",
                        (request, wire) -> (request.method().equals("POST") ? posted(request) : html(form("")))
                                .give(request, wire))
                .on("/orders/*", inside(html("<a class=account>me</a><p class=order>42</p>")))
                .on("/broken/*", inside(Answer.status(500, echo(""))))
                .on(
                        "/covered/*",
                        inside((request, wire) -> html("<button id=b>x</button>"
                                        + echo("style='position:fixed;inset:0'"))
                                .give(request, wire)))
                .on("/slow/*", inside((request, wire) -> {
                    slow.release();
                    Answer.hang().give(request, wire);
                }));
    }

    @AfterEach
    void close() {
        site.close();
    }

    private static String form(String said) {
        return FORM.formatted(said);
    }

    /** A sloppy site says what was typed in its messages and attributes, escaped and not, and in scripts and links. */
    private static String echo(String attributes) {
        StringBuilder out = new StringBuilder();
        for (String value : List.of(PASSWORD, USER, KEY, HEADER)) {
            String html = value.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
            String base64 = Base64.getEncoder().encodeToString(("x:" + value + ":y").getBytes(StandardCharsets.UTF_8));
            out.append("<p title=\"%s\" data-basic='%s' %s>unknown: %s</p>".formatted(html, base64, attributes, html));
            out.append("<a href='/reset?who=" + URLEncoder.encode(value, StandardCharsets.UTF_8) + "'>?</a>");
            out.append("<script>const said" + out.length() + " = \""
                    + value.replace("\"", "\\\"").replace("<", "\\u003c") + "\"</script>");
        }
        return out.toString();
    }

    /** A code is good once. */
    private Answer posted(Heard request) {
        look();
        String body = URLDecoder.decode(request.body(), StandardCharsets.UTF_8);
        boolean known = body.contains("user=" + USER + "&pass=" + PASSWORD + "&otp=")
                && request.header("x-shop").equals(HEADER);
        boolean fresh = codes.add(body.replaceFirst("(?s).*&otp=", ""));
        return known && fresh && body.matches("(?s).*&otp=\\d{6}")
                ? (heard, wire) -> wire.send(303, "", "Location: /orders/1", "Set-Cookie: sid=ok; Path=/")
                : html(form(echo("")));
    }

    private void look() {
        try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
            all.map(one -> Path.of("/proc", String.valueOf(one.pid()))).forEach(one -> {
                String words = text(one.resolve("cmdline"));
                processes.add(words);
                if (words.contains("chrom")) {
                    processes.add(text(one.resolve("environ")));
                }
            });
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException gone) {
            return "";
        }
    }

    private static Answer inside(Answer page) {
        return (request, wire) -> (request.cookie("sid").equals("ok") ? page : html(form(""))).give(request, wire);
    }

    private void secret(String name, String text) throws IOException {
        Path file = secrets.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    /** @param period seconds for which a code is shown; jobs of different periods never show the same one */
    private void job(String name, int period, String user, String more, String... starts) throws IOException {
        secret("shop/totp-" + name, "otpauth://totp/Shop:me?period=" + period + "&secret=" + KEY + "\n");
        Files.writeString(folder.resolve(name + ".yaml"), """
                start: [%s]
                items: {item: {at: "**/orders/*", each: .order, fields: {number: {type: text}}}}
                browser: {headers: {X-Shop: "${env:SHOP_HEADER}"}}
                login:
                  start: /login
                  steps:
                    - type: {into: "#user", text: "%s"}
                    - type: {into: "#pass", text: "${secret:shop/password}"}
                    - type: {into: "#otp", totp: "${secret:shop/totp-%s}"}
                    - click: button
                  logged-in: a.account
                  share: %s
                politeness: {delay: 0s, parallel: 2, robots: ignore}
                limits: {page: 6s, attempts: 1}
                %s
                """.formatted(
                Stream.of(starts).map(start -> '"' + site.url(start) + '"').collect(Collectors.joining(", ")),
                user,
                name,
                name.equals("each") ? "per-session" : "state",
                more));
    }

    private Program run(String... words) throws IOException {
        List<String> all = new ArrayList<>(List.of("run", "-vv", "--json", "--sessions", "2"));
        all.addAll(List.of(words));
        return Program.in(folder)
                .below("env", "GANNET_SECRETS=" + secrets, "SHOP_USER=" + USER, "SHOP_HEADER=" + HEADER)
                .start(all.toArray(String[]::new));
    }

    /**
     * A process is killed, and the next one abandons its run. That one has two sessions, one login, one code; pages that
     * succeed, that the server fails, that time out, and one whose step fails. The element that is in the way of its click
     * shows what was typed; the message reports it by its kind alone.
     */
    @Test
    void aKilledProcessAndPagesThatSucceedAndFailRevealNoSecret() throws Exception {
        job("orders", 3, USER_VARIABLE, "", "/slow/1");
        try (Program program = run("orders.yaml", "--set", "limits.page=1m")) {
            awaitSlowPage(program);
            program.signal("KILL");
            program.end();
        }
        noSecretIsRevealed();

        int before = codes.size();
        job(
                "orders",
                2,
                USER_VARIABLE,
                "page: [{at: '**/covered/*', steps: [{click: '#b', timeout: 1s}]}, {}]",
                "/orders/[1-6]",
                "/broken/1",
                "/covered/1",
                "/slow/2");
        try (Program next = run("orders.yaml", "--fresh", "--output", "out.jsonl")) {
            next.endsWith(1);
            assertThat(next.said()).contains("\"job\":\"orders\"", "step 1", "covered by");
        }
        assertThat(codes).hasSize(before + 1);
        assertThat(Files.readString(folder.resolve("out.jsonl"))).contains("42");
        assertThat(site.heard("/slow/2")).isNotEmpty();
        assertThat(evidence())
                .filteredOn(html -> html.contains("unknown: •••"))
                .as("evidence of the failed step")
                .anyMatch(html -> html.contains("position:fixed"))
                .as("evidence of the server's error")
                .anyMatch(html -> !html.contains("position:fixed"));
        noSecretIsRevealed();
    }

    /**
     * Three jobs of one process: sessions that log in by themselves type the same password, but never the same code;
     * browsers are killed; a login fails.
     */
    @Test
    void loginsInSeveralSessionsKilledBrowsersAndALoginThatFailsRevealNoSecret() throws Exception {
        job("each", 2, USER_VARIABLE, "", "/orders/[1-6]");
        job("lost", 3, USER_VARIABLE, "", "/slow/1");
        job("wrong", 5, USER_VARIABLE + "x", "", "/orders/1");
        try (Program program = run("each.yaml", "lost.yaml", "wrong.yaml", "--set", "limits.page=20s")) {
            awaitSlowPage(program);
            assertThat(codes).hasSize((int) logins());
            look();
            program.descendants().forEach(ProcessHandle::destroyForcibly);
            program.endsWith(1);
            assertThat(program.said())
                    .containsPattern("\"job\":\"each\"[^\n]*\"exit\":0,")
                    .containsPattern("\"job\":\"lost\"[^\n]*\"exit\":1,")
                    .contains("not logged in after the steps");
        }
        assertThat(evidence()).anyMatch(html -> html.contains("unknown: •••"));
        noSecretIsRevealed();
    }

    private long logins() {
        return site.heard("/login").stream()
                .filter(one -> one.method().equals("POST"))
                .count();
    }

    private void awaitSlowPage(Program program) throws InterruptedException {
        assertThat(slow.tryAcquire(2, TimeUnit.MINUTES)).as(program.said()).isTrue();
    }

    private List<String> evidence() throws IOException {
        List<String> pages = new ArrayList<>();
        for (Path file : files(folder)) {
            if (file.toString().endsWith("-1.html")) {
                pages.add(Files.readString(file));
            }
        }
        return pages;
    }

    private void noSecretIsRevealed() throws IOException {
        assertThat(site.heard("/login"))
                .anyMatch(one ->
                        one.body().contains("CANARY") && one.header("x-shop").equals(HEADER));
        for (Path file : files(folder)) {
            String text = text(file);
            assertThat(forms()).as(file.toString()).noneMatch(text::contains);
            boolean read = file.toString().matches(".*\\.(log|txt|html|jsonl)");
            assertThat(codes).as(file.toString()).noneMatch(code -> read && text.matches("(?s).*\\b" + code + "\\b.*"));
        }
        assertThat(processes).anyMatch(words -> words.contains("chrom")).anyMatch(words -> words.contains("PATH="));
        assertThat(String.join("\n", processes).replace("SHOP_USER=" + USER, "").replace("SHOP_HEADER=" + HEADER, ""))
                .doesNotContain(forms().toArray(String[]::new));
    }

    /** What each of the values has in common with all that it can be encoded to: letters stay, but in Base64. */
    private static List<String> forms() {
        return Stream.concat(
                        Stream.of("CANARY"),
                        Stream.of(PASSWORD, USER, HEADER, KEY)
                                .flatMap(value -> Stream.of("", "x", "xy").map(before -> {
                                    String text = Base64.getEncoder()
                                            .encodeToString((before + value).getBytes(StandardCharsets.UTF_8));
                                    return text.substring(4, 14);
                                })))
                .toList();
    }

    private static Set<Path> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).collect(Collectors.toSet());
        }
    }
}
