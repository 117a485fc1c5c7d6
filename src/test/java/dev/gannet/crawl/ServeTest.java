package dev.gannet.crawl;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.gannet.db.Database;
import dev.gannet.kit.LocalSite;
import dev.gannet.kit.PostgresServer;
import dev.gannet.kit.TcpProxy;
import dev.gannet.watch.ServeOptions;
import dev.gannet.watch.Serving;
import dev.gannet.web.PrivateFile;
import dev.gannet.web.Redaction;
import java.io.IOException;
import java.net.InetSocketAddress;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static dev.gannet.kit.Answer.html;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Serves a folder of jobs: what the site heard, what the server said, how it ended. Where signals, processes or the command
 * line matter, {@code gannet serve} is a process of its own.
 */
@Tag("fast")
class ServeTest {
    private static final Duration LOOK = Duration.ofMillis(100);
    private static final Pattern HEALTH = Pattern.compile("health: (http://\\S+)/livez");

    @TempDir
    Path folder;

    /** What pages of {@link #many} wait for. */
    private volatile CountDownLatch open = new CountDownLatch(0);

    private final List<AutoCloseable> started = new ArrayList<>();
    private final LocalSite site = LocalSite.open();
    private final HttpClient http = HttpClient.newHttpClient();

    @AfterEach
    void close() throws Exception {
        open.countDown();
        for (AutoCloseable worker : started) {
            worker.close();
        }
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

    private static void until(Supplier<String> said, String what, BooleanSupplier met) throws InterruptedException {
        for (int i = 0; i < 1200 && !met.getAsBoolean(); i++) {
            new CountDownLatch(1).await(50, TimeUnit.MILLISECONDS);
        }
        assertThat(met.getAsBoolean()).as("%s; it said: %s", what, said.get()).isTrue();
    }

    private interface Worker {
        String said();

        void stop() throws Exception;
    }

    /** The program, as a container's supervisor starts and stops it. */
    private record Supervised(Program program) implements Worker {
        @Override
        public String said() {
            return program.said();
        }

        @Override
        public void stop() throws Exception {
            program.signal("TERM");
            program.endsWith(143);
        }
    }

    private interface WorkerStart {
        Worker start(String store) throws IOException;
    }

    private Worker supervised(String store) throws IOException {
        Program program = Program.in(folder).start("serve", ".", "--store", store, "--join");
        started.add(program);
        return new Supervised(program);
    }

    private Worker joining(String store) throws IOException {
        Served served = new Served(store, false, true);
        started.add(served);
        return served;
    }

    /** A server of the folder in this JVM, which looks at it often. */
    private final class Served implements Worker, AutoCloseable {
        private final List<String> lines = new CopyOnWriteArrayList<>();
        private final FutureTask<Void> end;
        private final Serving serving;

        Served(String store, boolean listens) throws IOException {
            this(store, listens, false);
        }

        Served(String store, boolean listens, boolean joins) throws IOException {
            Path state = PrivateFile.folder(folder.resolve(".gannet"));
            serving = new Serving(
                    folder,
                    new ServeOptions(
                            store,
                            Optional.of(store).filter(url -> url.startsWith("postgresql:")),
                            1,
                            OptionalInt.empty(),
                            joins,
                            listens ? Optional.of(new InetSocketAddress("127.0.0.1", 0)) : Optional.empty(),
                            Optional.empty(),
                            LOOK),
                    new Redaction(),
                    plan -> state,
                    lines::add);
            end = new FutureTask<>(() -> {
                serving.run();
                return null;
            });
            new Thread(end, "serving").start();
        }

        @Override
        public String said() {
            return String.join("\n", lines);
        }

        /** @return where its health is asked for */
        String health() throws InterruptedException {
            return ServeTest.health(this::said);
        }

        /** Waits until it has ended. */
        @Override
        public void stop() throws Exception {
            serving.stop(false);
            end.get(60, TimeUnit.SECONDS);
        }

        @Override
        public void close() throws Exception {
            stop();
        }
    }

    private Served serve(boolean listens) throws IOException {
        return new Served("sqlite:" + folder.resolve("serve.db"), listens);
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
        try (Served serve = serve(true)) {
            until(serve::said, "two runs", () -> site.heard("/one").size() >= 2);
            assertThat(serve.said()).contains("one.yaml: job one, due every 1s").contains("bad.yaml:2:1");
            String health = serve.health();
            assertThat(status(health + "/livez")).isEqualTo(200);
            until(serve::said, "ready", () -> status(health + "/readyz") == 200);

            job("one", "/two", "every 1s");
            until(
                    serve::said,
                    "the changed job is run",
                    () -> site.heard("/two").size() >= 2);

            Files.delete(folder.resolve("one.yaml"));
            until(serve::said, "told", () -> serve.said().contains("one.yaml is gone"));

            job("busy", "/busy", "every 1s");
            until(serve::said, "busy", () -> site.heard("/busy").size() == 1);
            assertThat(status(health + "/livez")).isEqualTo(200);
            assertThat(status(health + "/readyz")).isEqualTo(503);
            new CountDownLatch(1).await(2100, TimeUnit.MILLISECONDS);
            assertThat(site.heard("/busy")).as("never twice at once").hasSize(1);
            free.countDown();
            until(serve::said, "again", () -> site.heard("/busy").size() >= 2);
        }
        // A job that was put off for long, and has another schedule when somebody is there again.
        Files.delete(folder.resolve("busy.yaml"));
        job("one", "/one", "0 0 29 2 *");
        try (Served serve = serve(false)) {
            until(serve::said, "told", () -> serve.said().contains("one.yaml: job one, due 0 0 29 2 * Z"));
        }
        job("one", "/one", "every 1s");
        int before = site.heard("/one").size();
        try (Served serve = serve(false)) {
            until(serve::said, "run again", () -> site.heard("/one").size() > before);
        }
    }

    @Test
    void R56_aDatabaseThatIsAwayIsNoReasonToEndAndNoTimeToBegin() throws Exception {
        Matcher store = Pattern.compile("(.*:)(\\d+)(/.*)").matcher(PostgresServer.freshStore());
        assertThat(store.matches()).isTrue();
        try (TcpProxy network = TcpProxy.to(Integer.parseInt(store.group(2)));
                Served serve = new Served(
                        store.group(1) + network.port() + store.group(3) + "?socketTimeout=1&connectTimeout=1", true)) {
            String health = serve.health();
            until(serve::said, "ready", () -> status(health + "/readyz") == 200);
            network.swallow();
            until(serve::said, "not ready", () -> status(health + "/readyz") == 503);
            assertThat(status(health + "/livez")).isEqualTo(200);
            network.restore();
            until(serve::said, "ready again", () -> status(health + "/readyz") == 200);
        }
    }

    private HttpResponse<String> get(String url, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(10));
        return http.send(
                (headers.length == 0 ? request : request.headers(headers)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static String health(Supplier<String> said) throws InterruptedException {
        until(said, "listens", () -> HEALTH.matcher(said.get()).find());
        Matcher health = HEALTH.matcher(said.get());
        assertThat(health.find()).isTrue();
        return health.group(1);
    }

    @Test
    void S20_figuresAreForWhoeverShowsTheTokenWhereOthersCanListen() throws Exception {
        site.on("/one", html("<h1>one</h1>"));
        job("one", "/one", "every 1s");
        String token = "a token that nobody guesses";
        Files.writeString(folder.resolve("token"), token + "\n");
        try (Program serve = Program.in(folder)
                .start("serve", ".", "--listen", "0.0.0.0:0", "--token-file", "token", "--log-json")) {
            String base = health(serve::said).replace("0.0.0.0", "127.0.0.1");
            until(serve::said, "a run", () -> site.heard("/one").size() >= 2);
            assertThat(serve.said()).contains("one.yaml: job one, due every 1s");
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
    }

    @Test
    void S20_whereOnlyThisMachineCanAskFiguresNeedItsNameAndNoToken() throws Exception {
        try (Served serve = serve(true)) {
            String base = serve.health();
            assertThat(get(base + "/metrics").statusCode()).isEqualTo(200);
            assertThat(get(base.replace("127.0.0.1", "localhost") + "/metrics").statusCode())
                    .isEqualTo(200);
            // As a page in somebody's browser asks, whose name was pointed at this machine.
            assertThat(foreign(base)).startsWith("HTTP/1.1 401");
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

    /** A job of so many pages, each of which takes half a second, and waits while {@link #open} is not. */
    private void many(int pages) throws IOException {
        StringBuilder links = new StringBuilder("<h1>start</h1>");
        for (int i = 0; i < pages; i++) {
            links.append("<a href=/p/" + i + ">x</a>");
            site.on("/p/" + i, (request, wire) -> {
                wire.rest(Duration.ofMillis(500));
                try {
                    open.await(60, TimeUnit.SECONDS);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                html("<h1>page</h1>").give(request, wire);
            });
        }
        site.on("/start", html(links.toString()));
        Files.writeString(folder.resolve("many.yaml"), """
                start: %s
                crawl: {follow: all}
                items: {page: {fields: {title: h1}}}
                politeness: {delay: 0s, parallel: 2, robots: ignore}
                ladder: static
                schedule: every 1s
                """.formatted(site.url("/start")));
    }

    /** One worker is the program and the other this JVM, because processes differ by their numbers. */
    @Test
    void R25_whoHasNothingToDoHelpsAndWorkersThatAreRestartedInTurnLoseAndRepeatNothing() throws Exception {
        restartedInTurn(24, 2, this::supervised, this::joining);
    }

    @Test
    @Tag("soak")
    void R25_workersThatAreRestartedOftenLoseAndRepeatNothing() throws Exception {
        restartedInTurn(80, 5, this::supervised, this::supervised);
    }

    private void restartedInTurn(int pages, int restarts, WorkerStart one, WorkerStart other) throws Exception {
        many(pages);
        String store = PostgresServer.freshStore();
        CountDownLatch begun = pause();
        Worker[] workers = {one.start(store), other.start(store)};
        try (Database db = Database.open(store)) {
            until(() -> said(workers), "both are at it", () -> processes(db) == 2);
            begun.countDown();
            for (int restart = 0; restart < restarts; restart++) {
                int turn = restart % 2;
                workers[turn].stop();
                // What the other one does now ends when the fresh one is there to help.
                CountDownLatch joined = pause();
                workers[turn] = (turn == 0 ? one : other).start(store);
                until(
                        () -> said(workers),
                        "both are at it, or it is over",
                        () -> processes(db) == 2 || rows(db) == pages + 1);
                long before = rows(db);
                joined.countDown();
                until(() -> said(workers), "on it goes", () -> rows(db) > before || rows(db) == pages + 1);
            }
            until(() -> said(workers), "done", () -> rows(db) == pages + 1);
            for (Worker worker : workers) {
                worker.stop();
            }
            assertThat(number(db, "SELECT COUNT(*) FROM gannet_page WHERE run = 1 AND state = 'done'"))
                    .isEqualTo(pages + 1);
            assertThat(number(db, "SELECT COUNT(*) FROM gannet_page WHERE run = 1 AND (attempts > 1 OR lost > 0)"))
                    .as("pages that were visited twice")
                    .isZero();
        }
        // A second run may have begun meanwhile.
        for (int i = 0; i < pages; i++) {
            assertThat(site.heard("/p/" + i).size()).isBetween(1, 2);
        }
    }

    private static String said(Worker... workers) {
        return Stream.of(workers).map(Worker::said).collect(Collectors.joining("\n"));
    }

    /** @return what lets the pages go on that are asked for from now on */
    private CountDownLatch pause() {
        open = new CountDownLatch(1);
        return open;
    }

    /** A list of URLs that is written anew each night, and a machine that was restarted under last night's. */
    @Test
    void aStoppedRunIsGivenUpWhenTheListThatItStartedFromIsAnother() throws Exception {
        int pages = 60;
        many(pages);
        site.on("/new", html("<h1>new</h1>")).on("/newer", html("<h1>newer</h1>"));
        Path list = folder.resolve("urls.txt");
        Files.writeString(list, site.url("/p/[0-" + (pages - 1) + "]") + "\n");
        Files.writeString(
                folder.resolve("many.yaml"),
                Files.readString(folder.resolve("many.yaml")).replaceFirst("start: .*", "start: {file: urls.txt}"));
        String store = PostgresServer.freshStore();
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        Logger logger = (Logger) LoggerFactory.getLogger("dev.gannet.watch.JobRunner");
        Level usual = logger.getLevel();
        logger.setLevel(Level.INFO);
        logger.addAppender(log);
        log.start();
        try (Database db = Database.open(store)) {
            try (Served serve = new Served(store, false)) {
                until(serve::said, "half-way", () -> rows(db) >= 3);
            }
            try (Served serve = new Served(store, false)) {
                until(serve::said, "it goes on with the same list", () -> processes(db) == 1);
                Files.writeString(list, site.url("/new") + "\n");
            }
            assertThat(number(db, "SELECT COUNT(*) FROM gannet_page WHERE state = 'pending'"))
                    .as("what the stopped run would go on with")
                    .isPositive();
            assertThat(number(db, "SELECT COUNT(*) FROM gannet_run")).isEqualTo(1);
            try (Served serve = new Served(store, false)) {
                until(
                        serve::said,
                        "the new list is read",
                        () -> !site.heard("/new").isEmpty());
                Files.writeString(list, site.url("/newer") + "\n");
                until(
                        serve::said,
                        "and a newer one while it lives",
                        () -> !site.heard("/newer").isEmpty());
            }
            assertThat(number(db, "SELECT COUNT(*) FROM gannet_run WHERE id = 1 AND state = 'abandoned'"))
                    .isEqualTo(1);
            assertThat(number(db, "SELECT COUNT(*) FROM gannet_run WHERE state = 'abandoned'"))
                    .isEqualTo(1);
            assertThat(number(db, "SELECT COUNT(*) FROM gannet_tick WHERE outcome = 'failed'"))
                    .isZero();
        } finally {
            logger.detachAppender(log);
            logger.setLevel(usual);
        }
        assertThat(log.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .contains("run 1 was unfinished and is given up: the job's start or crawl was changed since");
    }

    private static long processes(Database db) {
        return number(db, "SELECT COUNT(DISTINCT process) FROM gannet_process");
    }

    private static long rows(Database db) {
        return number(db, "SELECT CASE WHEN to_regclass('page') IS NULL THEN -1 ELSE 0 END") < 0
                ? -1
                : number(db, "SELECT COUNT(*) FROM page");
    }

    private static long number(Database db, String query) {
        return db.read(tx -> tx.number(query));
    }
}
