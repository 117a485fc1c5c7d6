package dev.gannet.crawl;

import dev.gannet.kit.Answer;
import dev.gannet.kit.Heard;
import dev.gannet.kit.LocalSite;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static dev.gannet.kit.Answer.html;
import static org.assertj.core.api.Assertions.assertThat;

/** A password and the key of one-time codes, out of private files: used at the site's login and found nowhere else (S15). */
class SecretsTest {
    private static final String PASSWORD = "CANARY-4f7e1c-Passwort";
    private static final String KEY = "CANARYKEYJBSWY3DPEHPK3PXP";

    private static final String FORM = """
            <h1>Log in</h1><form id=login method=post action=/login>
            <input id=user name=user><input id=pass name=pass type=password value="%s"><input id=otp name=otp>
            <button>Go</button></form>""";

    @TempDir
    Path folder;

    @TempDir
    Path secrets;

    private final Set<String> codes = ConcurrentHashMap.newKeySet();
    private final Set<String> commandLines = ConcurrentHashMap.newKeySet();
    private final CountDownLatch slow = new CountDownLatch(1);
    private LocalSite site;

    @BeforeEach
    void open() throws IOException {
        secret("shop/password", PASSWORD + "\n");
        secret("shop/totp", "otpauth://totp/Shop:me?period=2&secret=" + KEY + "\n");
        site = LocalSite.open()
                .on(
                        "/login",
                        (request, wire) -> (request.method().equals("POST") ? posted(request) : html(form("")))
                                .give(request, wire))
                .on("/orders/*", inside(html("<a class=account>me</a><p class=order>42</p>")))
                .on("/slow/*", inside((request, wire) -> {
                    slow.countDown();
                    Answer.hang().give(request, wire);
                }));
    }

    @AfterEach
    void close() {
        site.close();
    }

    private static String form(String value) {
        return FORM.formatted(value);
    }

    /** A sloppy site: it shows what was typed again, in the password's field. A code is good once. */
    private Answer posted(Heard request) {
        commandLines.addAll(commandLines());
        String body = URLDecoder.decode(request.body(), StandardCharsets.UTF_8);
        boolean known = body.contains("user=me&pass=" + PASSWORD + "&otp=");
        boolean fresh = codes.add(body.replaceFirst(".*&otp=", ""));
        return known && fresh && body.matches("(?s).*&otp=\\d{6}")
                ? (heard, wire) -> wire.send(303, "", "Location: /orders/1", "Set-Cookie: sid=ok; Path=/")
                : html(form(PASSWORD));
    }

    private static Answer inside(Answer page) {
        return (request, wire) -> (request.cookie("sid").equals("ok") ? page : html(form(""))).give(request, wire);
    }

    private static List<String> commandLines() {
        try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
            return all.map(one -> Path.of("/proc", String.valueOf(one.pid()), "cmdline"))
                    .map(file -> {
                        try {
                            return Files.readString(file, StandardCharsets.ISO_8859_1);
                        } catch (IOException gone) {
                            return "";
                        }
                    })
                    .toList();
        }
    }

    private void secret(String name, String text) throws IOException {
        Path file = secrets.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    private Program run(String start, String user) throws IOException {
        Files.writeString(folder.resolve("orders.yaml"), """
                start: "%s"
                items: {item: {each: .order, key: [number], fields: {number: {select: .order, type: text}}}}
                login:
                  start: /login
                  steps:
                    - type: {into: "#user", text: %s}
                    - type: {into: "#pass", text: "${secret:shop/password}"}
                    - type: {into: "#otp", totp: "${secret:shop/totp}"}
                    - click: button
                  logged-in: a.account
                politeness: {delay: 0s, parallel: 2, robots: ignore}
                limits: {page: 6s, attempts: 1}
                """.formatted(site.url(start), user));
        return Program.in(folder)
                .below("env", "GANNET_SECRETS=" + secrets)
                .start("run", "orders.yaml", "-vv", "--sessions", "2", "--output", "out.jsonl");
    }

    /** Two sessions log in at the same time and type the same password, but never the same code. */
    @Test
    void loginsInSeveralSessionsTypeACodeOnceEach() throws Exception {
        try (Program program = run("/orders/[1-6]", "me")) {
            program.endsWith(0);
        }
        long logins = site.heard("/login").stream()
                .filter(one -> one.method().equals("POST"))
                .count();
        assertThat(logins).isBetween(1L, 2L);
        assertThat(codes).hasSize((int) logins);
        assertThat(commandLines).isNotEmpty();
        nothingIsTold();
    }

    @Test
    void aLoginThatFailsTellsNothing() throws Exception {
        try (Program program = run("/orders/1", "stranger")) {
            program.endsWith(1);
            assertThat(program.said()).contains("not logged in after the steps");
        }
        assertThat(files(folder)).anyMatch(file -> file.toString().endsWith("-1.html"));
        nothingIsTold();
    }

    @Test
    void aPageThatTimesOutTellsNothing() throws Exception {
        try (Program program = run("/slow/1", "me")) {
            program.endsWith(1);
        }
        assertThat(slow.getCount()).isZero();
        nothingIsTold();
    }

    @Test
    void aProcessThatIsKilledLeavesNothing() throws Exception {
        try (Program program = run("/slow/1", "me")) {
            assertThat(slow.await(2, TimeUnit.MINUTES)).as(program.said()).isTrue();
            program.signal("KILL");
            program.end();
        }
        nothingIsTold();
        // What the killed process left is taken away by the next one.
        try (Program next = run("/orders/1", "me")) {
            next.end();
        }
        nothingIsTold();
    }

    private void nothingIsTold() throws IOException {
        assertThat(site.heard("/login")).anyMatch(one -> one.body().contains("CANARY"));
        for (Path file : files(folder)) {
            assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                    .as(file.toString())
                    .doesNotContain(PASSWORD)
                    .doesNotContain(KEY);
        }
        assertThat(String.join("\n", commandLines)).doesNotContain(PASSWORD).doesNotContain(KEY);
    }

    private static Set<Path> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).collect(Collectors.toSet());
        }
    }
}
