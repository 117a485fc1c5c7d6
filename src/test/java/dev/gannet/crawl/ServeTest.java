package dev.gannet.crawl;

import dev.gannet.db.Database;
import dev.gannet.kit.LocalSite;
import dev.gannet.kit.PostgresServer;
import dev.gannet.kit.TcpProxy;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static dev.gannet.kit.Answer.html;
import static dev.gannet.kit.Answer.slow;
import static org.assertj.core.api.Assertions.assertThat;

/** {@code gannet serve} as a process of its own: what the site heard, what it said, how it ended. */
@Tag("fast")
class ServeTest {
    private static final Pattern HEALTH = Pattern.compile("health: (http://\\S+)/livez");

    @TempDir
    Path folder;

    private final LocalSite site = LocalSite.open();
    private final HttpClient http = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        site.close();
    }

    private void job(String name, String path, String schedule) throws IOException {
        // Whole or not at all, as editors write.
        Path fresh = Files.writeString(folder.resolve(name + ".new"), """
                start: ["%s"]
                items: {page: {fields: {title: h1}}}
                politeness: {delay: 0s, robots: ignore}
                ladder: static
                schedule: %s
                """.formatted(site.url(path), schedule));
        Files.move(
                fresh,
                folder.resolve(name + ".yaml"),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }

    private static void until(Program program, String what, BooleanSupplier met) throws InterruptedException {
        for (int i = 0; i < 600 && !met.getAsBoolean(); i++) {
            new CountDownLatch(1).await(100, TimeUnit.MILLISECONDS);
        }
        assertThat(met.getAsBoolean())
                .as("%s; it said: %s", what, program.said())
                .isTrue();
    }

    private int status(String url) {
        try {
            return http.send(
                            HttpRequest.newBuilder(URI.create(url))
                                    .timeout(Duration.ofSeconds(10))
                                    .build(),
                            HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException | InterruptedException e) {
            return 0;
        }
    }

    @Test
    void R56_jobsComeAreRunChangeAndGoWhileItLives() throws Exception {
        CountDownLatch free = new CountDownLatch(1);
        site.on("/one", html("<h1>one</h1>")).on("/two", html("<h1>two</h1>")).on("/busy", (request, wire) -> {
            try {
                free.await(60, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            html("<h1>busy</h1>").give(request, wire);
        });
        job("one", "/one", "every 1s");
        Files.writeString(folder.resolve("bad.yaml"), "start: https://a.example/\nitem: {}\n");
        try (Program serve = Program.in(folder).start("serve", ".", "--listen", "127.0.0.1:0")) {
            until(serve, "two runs", () -> site.heard("/one").size() >= 2);
            assertThat(serve.said()).contains("one.yaml: job one, due every 1s").contains("bad.yaml:2:1");
            Matcher health = HEALTH.matcher(serve.said());
            assertThat(health.find()).isTrue();
            assertThat(status(health.group(1) + "/livez")).isEqualTo(200);
            until(serve, "ready", () -> status(health.group(1) + "/readyz") == 200);

            job("one", "/two", "every 1s");
            until(serve, "the changed job is run", () -> site.heard("/two").size() >= 2);

            Files.delete(folder.resolve("one.yaml"));
            until(serve, "told", () -> serve.said().contains("one.yaml is gone"));

            job("busy", "/busy", "every 1s");
            until(serve, "busy", () -> site.heard("/busy").size() == 1);
            assertThat(status(health.group(1) + "/livez")).isEqualTo(200);
            assertThat(status(health.group(1) + "/readyz")).isEqualTo(503);
            new CountDownLatch(1).await(2500, TimeUnit.MILLISECONDS);
            assertThat(site.heard("/busy")).as("never twice at once").hasSize(1);
            free.countDown();
            until(serve, "again", () -> site.heard("/busy").size() >= 2);

            serve.signal("TERM");
            serve.endsWith(143);
        }
        // A job that was put off for long, and has another schedule when somebody is there again.
        Files.delete(folder.resolve("busy.yaml"));
        job("one", "/one", "0 0 29 2 *");
        try (Program serve = Program.in(folder).start("serve", ".")) {
            until(serve, "told", () -> serve.said().contains("one.yaml: job one, due 0 0 29 2 * Z"));
            new CountDownLatch(1).await(1500, TimeUnit.MILLISECONDS);
            serve.signal("TERM");
            serve.endsWith(143);
        }
        job("one", "/one", "every 1s");
        int before = site.heard("/one").size();
        try (Program serve = Program.in(folder).start("serve", ".")) {
            until(serve, "run again", () -> site.heard("/one").size() > before);
            serve.signal("TERM");
            serve.endsWith(143);
        }
        try (Program serve = Program.in(folder).start("serve", ".", "--listen", "nowhere")) {
            serve.endsWith(2);
            assertThat(serve.said()).contains("--listen needs HOST:PORT");
        }
    }

    @Test
    void R56_aDatabaseThatIsAwayIsNoReasonToEndAndNoTimeToBegin() throws Exception {
        Matcher store = Pattern.compile("(.*:)(\\d+)(/.*)").matcher(PostgresServer.freshStore());
        assertThat(store.matches()).isTrue();
        try (TcpProxy network = TcpProxy.to(Integer.parseInt(store.group(2)));
                Program serve = Program.in(folder)
                        .start(
                                "serve",
                                ".",
                                "--listen",
                                "127.0.0.1:0",
                                "--store",
                                store.group(1) + network.port() + store.group(3) + "?socketTimeout=3")) {
            until(serve, "listens", () -> HEALTH.matcher(serve.said()).find());
            Matcher health = HEALTH.matcher(serve.said());
            assertThat(health.find()).isTrue();
            until(serve, "ready", () -> status(health.group(1) + "/readyz") == 200);
            network.swallow();
            until(serve, "not ready", () -> status(health.group(1) + "/readyz") == 503);
            assertThat(status(health.group(1) + "/livez")).isEqualTo(200);
            network.restore();
            until(serve, "ready again", () -> status(health.group(1) + "/readyz") == 200);
        }
    }

    private HttpResponse<String> get(String url, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(10));
        return http.send(
                (headers.length == 0 ? request : request.headers(headers)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static String health(Program serve) throws InterruptedException {
        until(serve, "listens", () -> HEALTH.matcher(serve.said()).find());
        Matcher health = HEALTH.matcher(serve.said());
        assertThat(health.find()).isTrue();
        return health.group(1);
    }

    @Test
    void S20_figuresAreForWhoeverShowsTheTokenWhereOthersCanListen() throws Exception {
        site.on("/one", html("<h1>one</h1>"));
        job("one", "/one", "every 1s");
        String token = "a token that nobody guesses";
        Files.writeString(folder.resolve("token"), token + "\n");
        try (Program serve = Program.in(folder).start("serve", ".", "--listen", "0.0.0.0:0")) {
            serve.endsWith(2);
            assertThat(serve.said()).contains("can be reached from other machines", "--token-file");
        }
        try (Program serve = Program.in(folder)
                .start("serve", ".", "--listen", "0.0.0.0:0", "--token-file", "token", "--log-json")) {
            String base = health(serve).replace("0.0.0.0", "127.0.0.1");
            until(serve, "a run", () -> site.heard("/one").size() >= 2);
            assertThat(get(base + "/metrics").statusCode()).isEqualTo(401);
            assertThat(get(base + "/metrics", "Authorization", "Bearer " + token.substring(1))
                            .statusCode())
                    .isEqualTo(401);
            assertThat(get(base + "/metrics").body()).doesNotContain("gannet_");
            assertThat(get(base + "/livez").statusCode()).isEqualTo(200);
            HttpResponse<String> figures = get(base + "/metrics", "Authorization", "Bearer " + token);
            assertThat(figures.statusCode()).isEqualTo(200);
            assertThat(figures.body())
                    .containsPattern("gannet_pages_total\\{job=\"one\",outcome=\"done\",rung=\"static\"\\} [1-9]")
                    .containsPattern("gannet_ticks_total\\{job=\"one\",outcome=\"(done|incomplete)\"\\} [1-9]")
                    .containsPattern("gannet_frontier_pages\\{job=\"one\",state=\"done\"\\} 1")
                    .containsPattern("gannet_run_seconds_count\\{job=\"one\",outcome=\"[a-z]+\"\\} [1-9]")
                    .contains("gannet_rows_total", "gannet_db_connections{state=\"idle\"}", "jvm_memory_used_bytes");
            assertThat(serve.said().lines().filter(line -> line.contains("\"logger\":\"PageCommit\"")))
                    .anySatisfy(line -> {
                        JsonNode message = JsonMapper.shared().readTree(line);
                        assertThat(message.path("run").asString()).matches("[0-9]+");
                        assertThat(message.path("page").asString()).matches("[0-9]+");
                    });
            assertThat(serve.said()).doesNotContain(token);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(".gannet"))))
                    .as("S29")
                    .isEqualTo("rwx------");
            serve.signal("TERM");
            serve.endsWith(143);
        }
        try (Program serve = Program.in(folder).start("serve", ".", "--listen", "127.0.0.1:0")) {
            String base = health(serve);
            assertThat(get(base + "/metrics").statusCode()).isEqualTo(200);
            assertThat(get(base.replace("127.0.0.1", "localhost") + "/metrics").statusCode())
                    .isEqualTo(200);
            // As a page in somebody's browser asks, whose name was pointed at this machine.
            assertThat(foreign(base)).startsWith("HTTP/1.1 401");
            serve.signal("TERM");
            serve.endsWith(143);
        }
    }

    private static String foreign(String base) throws IOException {
        URI url = URI.create(base);
        try (Socket socket = new Socket(url.getHost(), url.getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write("GET /metrics HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** A job of so many pages, each of which takes half a second. */
    private void many(int pages) throws IOException {
        StringBuilder links = new StringBuilder("<h1>start</h1>");
        for (int i = 0; i < pages; i++) {
            links.append("<a href=/p/" + i + ">x</a>");
            site.on("/p/" + i, slow(Duration.ofMillis(500), html("<h1>page</h1>")));
        }
        site.on("/start", html(links.toString()));
        Files.writeString(folder.resolve("many.yaml"), """
                start: %s
                crawl: {follow: all}
                items: {page: {fields: {title: h1}}}
                politeness: {delay: 0s, parallel: 2, robots: ignore}
                ladder: static
                schedule: every 5s
                """.formatted(site.url("/start")));
    }

    @Test
    void R25_whoHasNothingToDoHelpsAndWorkersThatAreRestartedInTurnLoseAndRepeatNothing() throws Exception {
        int pages = 60;
        many(pages);
        String store = PostgresServer.freshStore();
        String[] command = {"serve", ".", "--store", store, "--join"};
        Program first = Program.in(folder).start(command);
        Program second = Program.in(folder).start(command);
        try {
            until(second, "both are at it", () -> processes(store) == 2);
            for (int restart = 0; restart < 3; restart++) {
                Program old = restart % 2 == 0 ? first : second;
                old.signal("TERM");
                old.endsWith(143);
                old.close();
                Program fresh = Program.in(folder).start(command);
                first = restart % 2 == 0 ? fresh : first;
                second = restart % 2 == 0 ? second : fresh;
                long before = rows(store);
                until(fresh, "both are at it, or it is over", () -> processes(store) == 2 || rows(store) == pages + 1);
                until(fresh, "on it goes", () -> rows(store) > before || rows(store) == pages + 1);
            }
            until(first, "done", () -> rows(store) == pages + 1);
            for (Program one : List.of(first, second)) {
                one.signal("TERM");
                one.endsWith(143);
            }
        } finally {
            first.close();
            second.close();
        }
        assertThat(number(store, "SELECT COUNT(*) FROM gannet_page WHERE run = 1 AND state = 'done'"))
                .isEqualTo(pages + 1);
        assertThat(number(store, "SELECT COUNT(*) FROM gannet_page WHERE run = 1 AND (attempts > 1 OR lost > 0)"))
                .as("pages that were visited twice")
                .isZero();
        // A second run may have begun meanwhile.
        for (int i = 0; i < pages; i++) {
            assertThat(site.heard("/p/" + i).size()).isBetween(1, 2);
        }
    }

    /** A list of URLs that is written anew each night, and a machine that was restarted under last night's. */
    @Test
    void aStoppedRunIsGivenUpWhenTheListThatItStartedFromIsAnother() throws Exception {
        int pages = 60;
        many(pages);
        site.on("/new", html("<h1>new</h1>"));
        Path list = folder.resolve("urls.txt");
        Files.writeString(list, site.url("/p/[0-" + (pages - 1) + "]") + "\n");
        Files.writeString(
                folder.resolve("many.yaml"),
                Files.readString(folder.resolve("many.yaml")).replaceFirst("start: .*", "start: {file: urls.txt}"));
        String store = PostgresServer.freshStore();
        try (Program serve = Program.in(folder).start("serve", ".", "--store", store)) {
            until(serve, "half-way", () -> rows(store) >= 3);
            serve.signal("TERM");
            serve.endsWith(143);
        }
        try (Program serve = Program.in(folder).start("serve", ".", "--store", store)) {
            until(serve, "it goes on with the same list", () -> processes(store) == 1);
            Files.writeString(list, site.url("/new") + "\n");
            serve.signal("TERM");
            serve.endsWith(143);
        }
        assertThat(number(store, "SELECT COUNT(*) FROM gannet_page WHERE state = 'pending'"))
                .as("what the stopped run would go on with")
                .isPositive();
        assertThat(number(store, "SELECT COUNT(*) FROM gannet_run")).isEqualTo(1);
        try (Program serve = Program.in(folder).start("serve", ".", "--store", store)) {
            until(serve, "the new list is read", () -> !site.heard("/new").isEmpty());
            Files.writeString(list, site.url("/newer") + "\n");
            until(
                    serve,
                    "and a newer one while it lives",
                    () -> !site.heard("/newer").isEmpty());
            serve.signal("TERM");
            serve.endsWith(143);
        }
        assertThat(number(store, "SELECT COUNT(*) FROM gannet_run WHERE id = 1 AND state = 'abandoned'"))
                .isEqualTo(1);
        assertThat(number(store, "SELECT COUNT(*) FROM gannet_run WHERE state = 'abandoned'"))
                .isEqualTo(1);
        assertThat(number(store, "SELECT COUNT(*) FROM gannet_tick WHERE outcome = 'failed'"))
                .isZero();
        assertThat(logs()).contains("run 1 was unfinished and is given up: the job's start or crawl was changed since");
    }

    private String logs() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve(".gannet/logs"))) {
            StringBuilder all = new StringBuilder();
            for (Path file : files.toList()) {
                all.append(Files.readString(file));
            }
            return all.toString();
        }
    }

    private static long processes(String store) {
        return number(store, "SELECT COUNT(DISTINCT process) FROM gannet_process");
    }

    private static long rows(String store) {
        return number(store, "SELECT COUNT(*) FROM page");
    }

    private static long number(String store, String query) {
        try (Database db = Database.open(store)) {
            return db.read(tx -> tx.number(query));
        } catch (RuntimeException notYet) {
            return -1;
        }
    }
}
