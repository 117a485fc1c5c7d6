package dev.gannet.crawl;

import dev.gannet.db.Database;
import dev.gannet.job.DriversConfig;
import dev.gannet.kit.Answer;
import dev.gannet.kit.LocalSite;
import dev.gannet.session.BrowserFinder;
import dev.gannet.session.BrowserInstallation;
import dev.gannet.session.Launchers;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static dev.gannet.kit.Answer.html;
import static dev.gannet.kit.Answer.slow;
import static org.assertj.core.api.Assertions.assertThat;

/** A machine on which no browser starts for a while, as one that is out of processes: what becomes of the pages. */
@Tag("fast")
class LaunchOutageTest {
    private static final int PAGES = 4;
    private static final int BROWSER = 3;
    private static final Pattern HEALTH = Pattern.compile("health: (http://\\S+)/livez");

    @TempDir
    Path folder;

    private final LocalSite site = LocalSite.open();
    private final HttpClient http = HttpClient.newHttpClient();
    private Path drivers;
    private Path out;
    private Path tries;

    @BeforeEach
    void driverThatFailsWhileAFileIsThere() throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        BrowserInstallation real = BrowserFinder.find(DriversConfig.load(DriversConfig.locate()), false);
        out = Files.createFile(folder.resolve("out-of-processes"));
        tries = Files.createFile(folder.resolve("tries"));
        Files.setPosixFilePermissions(tries, PosixFilePermissions.fromString("rw-rw-rw-"));
        // Without the first line of a script, through which Gannet would see.
        Path driver = Files.writeString(folder.resolve("driver"), """
                case "$1" in --version) exec %1$s --version;; esac
                if [ -e %2$s ]; then echo x >>%3$s; echo 'fork: Resource temporarily unavailable' >&2; exit 1; fi
                exec %1$s "$@"
                """.formatted(real.driver(), out, tries));
        Files.setPosixFilePermissions(driver, PosixFilePermissions.fromString("rwxr-xr-x"));
        drivers = Files.createDirectory(folder.resolve("drivers-config"));
        Files.writeString(drivers.resolve("chrome.yaml"), "binary: " + real.browser() + "\ndriver: " + driver + "\n");

        for (int i = 1; i < PAGES; i++) {
            site.on("/p/" + i, html("<h1>page</h1>"));
        }
        site.on("/start", start());
    }

    @AfterEach
    void close() {
        site.close();
    }

    private static Answer start() {
        StringBuilder links = new StringBuilder("<h1>start</h1>");
        for (int i = 1; i < PAGES; i++) {
            links.append("<a href=/p/" + i + ">x</a>");
        }
        return html(links.toString());
    }

    private void job(String more) throws IOException {
        Files.writeString(folder.resolve("job.yaml"), text(more));
    }

    private String text(String more) {
        return """
                start: %s
                crawl: {follow: all}
                items: {page: {fields: {title: h1}}}
                politeness: {delay: 0s, parallel: 2, robots: ignore}
                """.formatted(site.url("/start")) + more;
    }

    private Program.Starter program() {
        return Program.in(folder).java("-Dgannet.drivers-config=" + drivers);
    }

    private int tries() throws IOException {
        return Files.readAllLines(tries).size();
    }

    private long number(String query) {
        try (Database db = Database.open("sqlite:" + folder.resolve("job.db"))) {
            return db.read(tx -> tx.number(query));
        } catch (RuntimeException notYet) {
            return -1;
        }
    }

    private String ready(String health) {
        try {
            HttpResponse<String> answer = http.send(
                    HttpRequest.newBuilder(URI.create(health + "/readyz"))
                            .timeout(Duration.ofSeconds(10))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() + " " + answer.body();
        } catch (IOException | InterruptedException e) {
            return e.toString();
        }
    }

    private interface Condition {
        boolean met() throws Exception;
    }

    private static void until(Program program, String what, Condition condition) throws Exception {
        for (int i = 0; i < 600 && !condition.met(); i++) {
            new CountDownLatch(1).await(100, TimeUnit.MILLISECONDS);
        }
        assertThat(condition.met()).as("%s; it said: %s", what, program.said()).isTrue();
    }

    @Test
    void R49_whereNoBrowserEverStartsTheRunEndsAndItsPagesWait() throws Exception {
        job("");
        try (Program run = program().start("run", "job.yaml", "--sessions", "2")) {
            run.endsWith(BROWSER);
            assertThat(run.said()).contains("no browser could be started", "gannet doctor");
        }
        assertThat(tries()).isBetween(5, 6);
        assertThat(site.heard("/start")).isEmpty();
        assertThat(number("SELECT COUNT(*) FROM gannet_page WHERE state = 'pending' AND attempts = 0"))
                .isEqualTo(1);
    }

    @Test
    void R48_launchesThatFailForAWhileCostNoPageAndNoTryAndAreSaid() throws Exception {
        job("schedule: every 1s\n");
        try (Program serve = program().start("serve", ".", "--listen", "127.0.0.1:0", "--sessions", "1")) {
            until(serve, "listens", () -> HEALTH.matcher(serve.said()).find());
            Matcher health = HEALTH.matcher(serve.said());
            assertThat(health.find()).isTrue();
            until(serve, "not well", () -> ready(health.group(1)).matches("503 .*\"browsers\": false.*\\s*"));
            Files.delete(out);
            until(serve, "all pages", () -> number("SELECT COUNT(*) FROM page") == PAGES);
            Files.delete(folder.resolve("job.yaml"));
            until(serve, "well", () -> ready(health.group(1)).startsWith("200"));
            serve.signal("TERM");
            serve.endsWith(143);
        }
        assertThat(tries()).isPositive();
        assertThat(number("SELECT COUNT(*) FROM gannet_page WHERE state = 'failed' OR attempts > 1 OR lost > 0"))
                .isZero();
    }

    @Test
    void R48_aRunGoesOnWithTheBrowsersThatItHas() throws Exception {
        Files.delete(out);
        site.on("/start", (request, wire) -> {
            Files.createFile(out);
            start().give(request, wire);
        });
        for (int i = 1; i < PAGES; i++) {
            site.on("/p/" + i, slow(Duration.ofMillis(500), html("<h1>page</h1>")));
        }
        JobOnDisk job = new JobOnDisk(folder, "job", text(""));
        job.browsers((config, spec) -> Launchers.installed(DriversConfig.load(drivers), spec));

        assertThat(job.sessions(2).run().end()).isEqualTo(RunSummary.End.COMPLETE);

        assertThat(tries()).as("launches of a second browser").isPositive();
        assertThat(number("SELECT COUNT(*) FROM page")).isEqualTo(PAGES);
        assertThat(number("SELECT COUNT(*) FROM gannet_page WHERE state <> 'done' OR attempts > 1 OR lost > 0"))
                .isZero();
    }
}
