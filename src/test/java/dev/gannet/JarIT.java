package dev.gannet;

import dev.gannet.demo.DemoSettings;
import dev.gannet.demo.DemoShop;
import dev.gannet.kit.Answer;
import dev.gannet.kit.Leaks;
import dev.gannet.kit.LocalSite;
import dev.gannet.kit.PostgresServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import static dev.gannet.kit.Answer.html;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The built jar as users run it: a process with arguments, an exit code, and nothing left behind. Each test has folders of
 * its own, so they run side by side. Linux only.
 */
@Tag("fast")
@Execution(ExecutionMode.CONCURRENT)
class JarIT {
    private static final int PAGES = 16;
    private static final String CANARY = "canary-7f3a91";

    /** Where the program's browsers live. */
    @TempDir
    Path temporary;

    /** Where it is started. */
    @TempDir
    Path home;

    private final List<Process> started = new ArrayList<>();

    private record Ended(int exit, String out, String err) {}

    @BeforeEach
    void letTheBrowsersUserThrough() throws IOException {
        Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rwx--x--x"));
    }

    @AfterEach
    void endWhatAFailedTestLeft() throws Exception {
        for (Process process : started) {
            process.destroyForcibly().waitFor();
        }
    }

    @Test
    void versionAndSchemaArePrinted() throws Exception {
        Ended version = gannet(Map.of(), "--version");
        assertThat(version.exit()).isZero();
        assertThat(version.out()).containsPattern("\\d+\\.\\d+");

        Ended schema = gannet(Map.of(), "schema");
        assertThat(schema.exit()).isZero();
        assertThat(schema.out().strip()).startsWith("{").contains("\"$schema\"").endsWith("}");
    }

    @Test
    void checkTellsAllFiveMistakesOfAJobWithLineAndCaret() throws Exception {
        Path job = Files.writeString(home.resolve("five.yaml"), """
                strat: https://example.org/
                start: http://127.0.0.1:1/
                crawl: {scope: galaxy}
                items:
                  quote:
                    each: "div["
                    fields: {text: {select: .text, type: monye}}
                politeness: {delay: soon}
                """);

        Ended check = gannet(Map.of(), "check", job.toString());

        assertThat(check.exit()).isEqualTo(2);
        assertThat(check.out())
                .contains("five.yaml:1:", "five.yaml:3:", "five.yaml:6:", "five.yaml:7:", "five.yaml:8:")
                .contains("start")
                .contains("money");
        assertThat(check.out().lines().filter(line -> line.strip().matches("(\\d*\\s*\\|\\s*)?\\^+")))
                .hasSize(5);
    }

    @Test
    void aFileOfThisMachineIsNoStart() throws Exception {
        Path job = Files.writeString(home.resolve("passwd.yaml"), """
                start: file:///etc/passwd
                items: {line: {each: pre, fields: {text: {value: "${page.url}"}}}}
                """);

        Ended run = gannet(Map.of(), "run", job.toString());

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.out() + run.err()).contains("passwd.yaml:1:").contains("file");
        assertThat(home.resolve("passwd.db")).doesNotExist();
    }

    @Test
    void theDemoFillsItsDatabaseAndLeavesNoBrowser() throws Exception {
        Ended demo = gannet(Map.of(), "demo", "--port", "0");

        assertThat(demo.exit()).as(demo.err()).isZero();
        String database = "jdbc:sqlite:" + home.resolve("gannet-demo.db");
        assertThat(number(database, "SELECT COUNT(*) FROM product")).isEqualTo(120);
        assertThat(number(database, "SELECT COUNT(DISTINCT sku) FROM product WHERE _ready"))
                .isEqualTo(120);
        assertThat(number(database, "SELECT COUNT(*) FROM orders")).isEqualTo(7);
        nothingIsLeft();
    }

    @Test
    void aRunOnPostgresThatIsInterruptedLeavesNothingAndGoesOnLater() throws Exception {
        AtomicReference<Runnable> whenTheTenthIsAsked = new AtomicReference<>(() -> {});
        try (LocalSite site = shop(whenTheTenthIsAsked)) {
            String store = PostgresServer.freshStore();
            String database = "jdbc:" + store.replace("postgres@", "") + "?user=postgres";
            Path job = job(site, store);
            Process process = start(Map.of(), "run", "--sessions", "2", job.toString());
            whenTheTenthIsAsked.set(() -> interrupt(process));

            assertThat(end(process).exit()).isEqualTo(130);
            nothingIsLeft();
            assertThat(number(database, "SELECT COUNT(*) FROM gannet_page WHERE state = 'pending'"))
                    .isPositive();

            whenTheTenthIsAsked.set(() -> {});
            Ended later = gannet(Map.of(), "run", "--sessions", "2", job.toString());
            assertThat(later.exit()).as(later.err()).isZero();
            allPagesAreThereOnce(site, database);
            nothingIsLeft();
        }
    }

    /** R15. */
    @Test
    void aRunThatIsKilledLosesAndDoublesNothing() throws Exception {
        AtomicReference<Runnable> whenTheTenthIsAsked = new AtomicReference<>(() -> {});
        try (LocalSite site = shop(whenTheTenthIsAsked)) {
            Path job = job(site, "sqlite:shop.db");
            String database = "jdbc:sqlite:" + home.resolve("shop.db");

            Process first = start(Map.of(), "run", "--sessions", "2", job.toString());
            whenTheTenthIsAsked.set(first::destroyForcibly);
            assertThat(end(first).exit()).isEqualTo(137);
            assertThat(folders()).as("a killed run cannot tidy up").isNotEmpty();
            whenTheTenthIsAsked.set(() -> {});

            Ended last = gannet(Map.of(), "run", "--sessions", "2", job.toString());
            assertThat(last.exit()).as(last.err()).isZero();
            allPagesAreThereOnce(site, database);
            assertThat(number(database, "SELECT COUNT(*) FROM gannet_run")).isEqualTo(1);
            nothingIsLeft();
        }
    }

    /** S15. */
    @Test
    void aWrongPasswordPausesTheRunAndIsWrittenNowhere() throws Exception {
        try (DemoShop shop = DemoShop.start(0, DemoSettings.standard().withProducts(2))) {
            Path job = Files.writeString(
                    home.resolve("orders.yaml"),
                    shop.job()
                            .replaceFirst("(?m)^start: .*$", "start: " + shop.base() + "/orders")
                            .replace("text: demo-pass", "text: \"${env:SHOP_PASS}\"")
                            .replace("sqlite:gannet-demo.db", "sqlite:orders.db"));

            Ended run = gannet(Map.of("SHOP_PASS", CANARY), "run", "--set", "limits={page: 8s}", "-vv", job.toString());

            assertThat(run.exit()).as(run.err()).isEqualTo(1);
            String database = "jdbc:sqlite:" + home.resolve("orders.db");
            assertThat(number(database, "SELECT COUNT(*) FROM gannet_page WHERE state = 'pending'"))
                    .isEqualTo(1);
            assertThat(number(database, "SELECT COUNT(*) FROM gannet_page")).isEqualTo(1);
            assertThat(number(database, "SELECT COUNT(*) FROM orders")).isZero();
            assertThat(shop.hits()).anyMatch(hit -> hit.method().equals("POST"));
            assertThat(run.out() + run.err()).contains("login").doesNotContain(CANARY);
            assertThat(filesWith(CANARY)).isEmpty();
            nothingIsLeft();
        }
    }

    private LocalSite shop(AtomicReference<Runnable> whenTheTenthIsAsked) {
        StringBuilder list = new StringBuilder();
        LocalSite site = LocalSite.open();
        for (int i = 1; i <= PAGES; i++) {
            list.append("<a class=item href=/p/").append(i).append(">p</a> ");
            site.on("/p/" + i, page(i));
        }
        Answer tenth = page(10);
        site.on("/p/10", (request, wire) -> {
            whenTheTenthIsAsked.get().run();
            tenth.give(request, wire);
        });
        return site.on("/list", html(list.toString()));
    }

    /** Two rows a page, without a key of their own: a page that is stored twice would show. */
    private static Answer page(int number) {
        return html("<div id=app></div><script>setTimeout(() => document.getElementById('app').innerHTML ="
                + " '<p class=row>" + number + "-a</p><p class=row>" + number + "-b</p>', 30)</script>");
    }

    private Path job(LocalSite site, String store) throws IOException {
        return Files.writeString(home.resolve("shop.yaml"), """
                start: %s/list
                crawl: {follow: [a.item]}
                items: {line: {at: "**/p/*", each: .row, fields: {text: {value: "${page.url}"}}}}
                politeness: {delay: 0s, parallel: 2}
                store: %s
                """.formatted(site.base(), store));
    }

    private static void allPagesAreThereOnce(LocalSite site, String database) throws SQLException {
        for (int i = 1; i <= PAGES; i++) {
            assertThat(site.heard("/p/" + i)).as("requests for page " + i).isNotEmpty();
        }
        assertThat(number(database, "SELECT COUNT(*) FROM gannet_page WHERE state = 'done'"))
                .isEqualTo(PAGES + 1);
        assertThat(number(database, "SELECT COUNT(*) FROM gannet_page")).isEqualTo(PAGES + 1);
        assertThat(number(database, "SELECT COUNT(*) FROM line")).isEqualTo(2 * PAGES);
        assertThat(number(database, "SELECT COUNT(DISTINCT text) FROM line")).isEqualTo(PAGES);
    }

    private void nothingIsLeft() throws IOException {
        assertThat(Leaks.processes(temporary)).as("living processes").isEmpty();
        assertThat(folders()).as("folders of browsers").isEmpty();
    }

    private List<Path> folders() throws IOException {
        try (Stream<Path> entries = Files.list(temporary)) {
            return entries.filter(entry -> entry.getFileName().toString().startsWith("gannet-"))
                    .toList();
        }
    }

    private List<Path> filesWith(String text) throws IOException {
        List<Path> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(home)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(text)) {
                    found.add(file);
                }
            }
        }
        return found;
    }

    private Ended gannet(Map<String, String> environment, String... arguments) throws Exception {
        return end(start(environment, arguments));
    }

    private Process start(Map<String, String> environment, String... arguments) throws IOException {
        String jar = Objects.requireNonNull(System.getProperty("gannet.jar"), "-Dgannet.jar=target/gannet.jar");
        List<String> command = new ArrayList<>(List.of(
                // A shell's background job ignores SIGINT, and so would everything below it.
                "env",
                "--default-signal=INT",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Duser.language=tr",
                "-Duser.country=TR",
                // As the launcher starts it.
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Djava.io.tmpdir=" + temporary,
                "-jar",
                jar));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(home.toFile())
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(home.resolve("out.txt").toFile())
                .redirectError(home.resolve("err.txt").toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        started.add(process);
        return process;
    }

    private Ended end(Process process) throws Exception {
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).as("ended in time").isTrue();
        return new Ended(
                process.exitValue(),
                Files.readString(home.resolve("out.txt")),
                Files.readString(home.resolve("err.txt")));
    }

    private static void interrupt(Process process) {
        try {
            new ProcessBuilder("kill", "-INT", String.valueOf(process.pid())).start();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static long number(String database, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(database);
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(sql)) {
            found.next();
            return found.getLong(1);
        }
    }
}
