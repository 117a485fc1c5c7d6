package dev.gannet.crawl;

import dev.gannet.kit.Answer;
import dev.gannet.kit.LocalSite;
import dev.gannet.web.FailureKind;
import dev.gannet.web.ScrapeException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.gannet.kit.Answer.html;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Runs of which no page can be read: they say why while they run, and do not try for long. */
@Tag("fast")
class UnreachableRunTest {
    private static final Answer PAGE = html("<p class=item>item</p>");

    @TempDir
    Path folder;

    private final List<String> troubles = new CopyOnWriteArrayList<>();

    private RunListener listener(Runnable onTrouble) {
        return new RunListener() {
            @Override
            public void progress(RunProgress progress) {
                progress.trouble().map(String::valueOf).ifPresent(trouble -> {
                    troubles.add(trouble);
                    onTrouble.run();
                });
            }

            @Override
            public void note(String line) {}
        };
    }

    private JobOnDisk job(String starts, String more) throws Exception {
        return new JobOnDisk(folder, "away", """
                start: [%s]
                items: {item: {each: .item, fields: {text: {type: text}}}}
                %s
                """.formatted(starts, more)).listener(listener(() -> {}));
    }

    private static int closedPort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"politeness: {delay: 0s}", "politeness: {delay: 0s, robots: ignore}\nlimits: {attempts: 1}"})
    void startsThatRefuseConnectionsEndTheRunSoonAndWaitForTheNext(String settings) throws Exception {
        int port = closedPort();
        String base = "http://127.0.0.1:" + port;
        JobOnDisk job = job(base + "/a, " + base + "/b, " + base + "/c", settings);
        assertThatThrownBy(job::run)
                .isInstanceOfSatisfying(
                        ScrapeException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.CONNECTION))
                .hasMessageContaining("127.0.0.1:" + port + " refuses connections: no page could be read")
                .hasMessageContaining("the pages wait for the next run");
        if (!settings.contains("attempts")) {
            assertThat(troubles)
                    .anyMatch(line -> line.startsWith("127.0.0.1:" + port + " refuses connections: ")
                            && line.contains("so far, tried again "));
        }
        assertThat(job.rows("SELECT DISTINCT state, attempts FROM gannet_page")).containsExactly("pending|0");

        try (LocalSite site = LocalSite.open(port, heard -> {})) {
            site.on("/a", PAGE).on("/b", PAGE).on("/c", PAGE);
            assertThat(job.run().end()).isEqualTo(RunSummary.End.COMPLETE);
            assertThat(job.value("SELECT count(*) FROM gannet_run")).isEqualTo("1");
        }
    }

    @Test
    void aServerThatIsBackSoonCostsNothing() throws Exception {
        int port = closedPort();
        AtomicReference<Optional<LocalSite>> site = new AtomicReference<>(Optional.empty());
        try {
            JobOnDisk job = job("http://127.0.0.1:" + port + "/", "politeness: {delay: 0s}")
                    .listener(listener(() -> {
                        if (site.get().isEmpty()) {
                            site.set(Optional.of(
                                    LocalSite.open(port, heard -> {}).on("/", PAGE)));
                        }
                    }));
            assertThat(job.run().end()).isEqualTo(RunSummary.End.COMPLETE);
        } finally {
            site.get().ifPresent(LocalSite::close);
        }
    }

    @Test
    void oneHostThatIsAwayIsAFailureAmongOthers() throws Exception {
        try (LocalSite site = LocalSite.open().on("/", PAGE)) {
            String away = "http://127.0.0.1:" + closedPort() + "/";
            JobOnDisk job =
                    job(site.url("/") + ", " + away, "politeness: {delay: 0s, robots: ignore}\nlimits: {attempts: 2}");
            RunSummary run = job.run();
            assertThat(run.end()).isEqualTo(RunSummary.End.INCOMPLETE);
            assertThat(run.done()).isEqualTo(1);
            assertThat(job.rows("SELECT state, kind FROM gannet_page WHERE url = '" + away + "'"))
                    .containsExactly("failed|connection");
        }
    }

    @Test
    void aCauseThatAllPagesShareIsNamedWhileTheyAreTriedAgain() throws Exception {
        try (LocalSite site = LocalSite.open().on("/", Answer.status(503, "<p>closed"))) {
            JobOnDisk job = job(site.url("/"), "politeness: {delay: 0s}\nlimits: {attempts: 3}");
            assertThat(job.run().end()).isEqualTo(RunSummary.End.INCOMPLETE);
            assertThat(troubles).isNotEmpty();
            assertThat(troubles.get(0))
                    .startsWith("127.0.0.1:" + site.port() + ": http-server-error, ")
                    .contains("503", "1 of 1 page so far");
        }
    }
}
