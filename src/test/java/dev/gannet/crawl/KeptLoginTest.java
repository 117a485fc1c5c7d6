package dev.gannet.crawl;

import dev.gannet.job.JobException;
import dev.gannet.kit.Answer;
import dev.gannet.kit.Heard;
import dev.gannet.kit.LocalSite;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static dev.gannet.kit.Answer.html;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A login that outlives its run, in a file of its owner's (S29). The site counts the logins. */
@Tag("fast")
class KeptLoginTest {
    private static final int PAGES = 3;
    private static final String FORM =
            "<form id=login method=post action=/enter><input id=user name=user><button>Go</button></form>";

    @TempDir
    Path folder;

    private final AtomicInteger logins = new AtomicInteger();
    private final Set<String> inside = ConcurrentHashMap.newKeySet();
    private LocalSite site;

    @BeforeEach
    void open() {
        site = LocalSite.open()
                .on("/login", html(FORM))
                .on("/enter", (request, wire) -> {
                    String id = "session-secret-" + logins.incrementAndGet();
                    inside.add(id);
                    wire.send(
                            200,
                            "<a class=account>me</a><script>localStorage.setItem('own', 'storage-secret')</script>",
                            "Content-Type: text/html",
                            "Set-Cookie: sid=" + id + "; Path=/; HttpOnly");
                })
                .on("/p/*", (request, wire) -> page(request).give(request, wire));
    }

    @AfterEach
    void close() {
        site.close();
    }

    private Answer page(Heard request) {
        return inside.contains(request.cookie("sid"))
                ? html(
                        "<a class=account>me</a><h1>" + request.path()
                                + "</h1><script>document.write('<p>' + (localStorage.getItem('own') || '').length + '</p>')</script>")
                : html("<h1>Welcome, guest</h1><p>0</p>");
    }

    private JobOnDisk job(String user, String keep) throws Exception {
        return new JobOnDisk(folder, "kept", """
                start: "%s"
                items: {page: {key: [title], fields: {title: {select: h1, required: true}, own: p}}}
                login: {start: /login, steps: [{type: {into: "#user", text: %s}}, {click: button}], logged-in: a.account%s}
                politeness: {delay: 0s, parallel: 8, robots: ignore}
                limits: {page: 20s}
                """.formatted(site.url("/p/[1-" + PAGES + "]"), user, keep)).sessions(1);
    }

    private void everyPage(JobOnDisk job) throws Exception {
        assertThat(job.run().end()).isEqualTo(RunSummary.End.COMPLETE);
        assertThat(job.rows("SELECT title, own FROM page")).hasSize(PAGES).allMatch(row -> row.matches("/p/\\d\\|14"));
    }

    @Test
    void theNextRunNeedsNoLoginButOneThatTheSiteEndedOrThatAnotherAccountMadeCostsOne() throws Exception {
        JobOnDisk job = job("me", ", keep: true").sessions(2).output(folder.resolve("out.jsonl"));
        Path file = folder.resolve(".gannet/login/kept.json");

        everyPage(job);
        assertThat(logins).hasValue(1);
        everyPage(job);
        assertThat(logins).hasValue(1);
        assertThat(site.heard("/login")).hasSize(1);

        // No page of this site names the form: what a guest sees looks like any page, and is no data all the same.
        inside.clear();
        everyPage(job);
        assertThat(logins).hasValue(2);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
                .isEqualTo("rwx------");
        assertThat(Files.readString(file)).contains("session-secret-2", "storage-secret");
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path other : all.filter(Files::isRegularFile)
                    .filter(each -> !each.equals(file))
                    .toList()) {
                assertThat(Files.readString(other, StandardCharsets.ISO_8859_1))
                        .as(other.toString())
                        .doesNotContain("session-secret", "storage-secret");
            }
        }

        everyPage(job("you", ", keep: true"));
        assertThat(logins).hasValue(3);
    }

    @Test
    void aFileThatOthersCanReadIsRefused() throws Exception {
        Path file = Files.writeString(folder.resolve("mine.json"), "{}");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        assertThatThrownBy(() -> job("me", ", keep: mine.json").run())
                .isInstanceOfSatisfying(
                        JobException.class,
                        e -> assertThat(e.report()).contains("others can read or write", "chmod 600 " + file));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        // What cannot be made out is no login.
        everyPage(job("me", ", keep: mine.json"));
        assertThat(logins).hasValue(1);
        assertThat(Files.readString(file)).contains("session-secret-1");
    }

    @Test
    void nothingIsKeptUnlessTheJobAsks() throws Exception {
        everyPage(job("me", ""));
        everyPage(job("me", ", keep: false"));
        assertThat(logins).hasValue(2);
        assertThat(List.of(".gannet/login", "false", "kept.json"))
                .noneMatch(name -> Files.exists(folder.resolve(name)));
    }
}
