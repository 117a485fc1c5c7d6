package dev.gannet.session;

import dev.gannet.crawl.Program;
import dev.gannet.crawl.ProgramClasses;
import dev.gannet.kit.Faults;
import dev.gannet.kit.Leaks;
import dev.gannet.web.Deadline;
import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** A run that is killed without a chance to clean up. */
@Tag("fast")
class KilledRunTest {
    @TempDir
    Path temporary;

    /**
     * A JVM of its own: leases a browser below the folder, says so with a file, and uses the browser until it is killed or
     * the pool closes.
     */
    static final class Holder {
        private Holder() {}

        public static void main(String[] folder) throws Exception {
            Path work = Path.of(folder[0]);
            try (SessionManager pool =
                    SessionManager.open(PoolSettings.of(1).in(work), Launchers.of(ChromeLauncherTest.CONFIG))) {
                pool.lease(RealPool.key("held"), RealPool.soon(), session -> {
                    if (!work.resolveSibling(
                                    "held-by-" + ProcessHandle.current().pid())
                            .toFile()
                            .mkdir()) {
                        throw new IllegalStateException("the sign cannot be made");
                    }
                    Deadline deadline = Deadline.in(Duration.ofMinutes(5));
                    while (!deadline.passed()) {
                        session.script("return 1", RealPool.soon());
                        Waiting.pause(Duration.ofMillis(200));
                    }
                    return 1;
                });
            }
        }
    }

    private Process start(Path work) throws Exception {
        List<String> words = new ArrayList<>(Program.JAVA);
        words.addAll(ProgramClasses.options());
        words.addAll(List.of(Holder.class.getName(), work.toString()));
        return new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(Files.createTempFile(temporary, "log", ".txt").toFile())
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .start();
    }

    private void awaitBrowser(Process jvm) {
        Path sign = temporary.resolve("held-by-" + jvm.pid());
        boolean holds = Waiting.until(() -> Files.exists(sign) || !jvm.isAlive(), Deadline.in(Duration.ofSeconds(120)));
        assertThat(holds && jvm.isAlive())
                .as(() -> "the other run leases a browser: " + said())
                .isTrue();
    }

    /** @return what the other runs printed */
    private String said() {
        StringBuilder text = new StringBuilder();
        try (DirectoryStream<Path> logs = Files.newDirectoryStream(temporary, "log*")) {
            for (Path log : logs) {
                text.append(Files.readString(log)).append('\n');
            }
        } catch (IOException e) {
            text.append(e);
        }
        return text.toString();
    }

    private static Path folder(Path work, Process run) throws IOException {
        try (DirectoryStream<Path> found = Files.newDirectoryStream(work, "gannet-" + run.pid() + "-*")) {
            return found.iterator().next();
        }
    }

    @Test
    void R35_whatAKilledRunLeftIsEndedByTheNextOneAndNothingElseIsTouched() throws Exception {
        Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rwx--x--x"));
        Path work = Files.createDirectory(temporary.toRealPath().resolve("work"));
        Files.setPosixFilePermissions(work, PosixFilePermissions.fromString("rwx--x--x"));
        Process dead = start(work);
        Process alive = start(work);
        Process stranger = stranger(temporary.resolve("stranger"));
        try {
            awaitBrowser(dead);
            awaitBrowser(alive);
            Path left = folder(work, dead);
            Path other = folder(work, alive);
            Faults.send(Faults.Signal.KILL, dead.toHandle());
            assertThat(dead.waitFor(30, java.util.concurrent.TimeUnit.SECONDS)).isTrue();
            assertThat(Faults.processes(left, Faults.Role.CHROME))
                    .as("a kill of our JVM leaves the browser")
                    .isNotEmpty();

            try (RunFolder next = RunFolder.create(work)) {
                assertThat(Leaks.processes(left)).isEmpty();
                assertThat(left).doesNotExist();
                assertThat(other).exists();
                assertThat(Faults.processes(other, Faults.Role.CHROME))
                        .as("of the run that lives")
                        .hasSize(1);
                assertThat(Faults.processes(other, Faults.Role.DRIVER)).hasSize(1);
                assertThat(stranger.isAlive()).as("a browser that is not ours").isTrue();
                assertThat(next.path()).exists();
            }
        } finally {
            alive.destroy(); // politely: it closes its pool
            dead.destroyForcibly();
            stranger.destroyForcibly();
        }
        assertThat(alive.waitFor(60, java.util.concurrent.TimeUnit.SECONDS)).isTrue();
        assertThat(Waiting.until(() -> Leaks.processes(work).isEmpty(), Deadline.in(Duration.ofSeconds(30))))
                .isTrue();
        assertThat(work).as("a run that is told to end leaves nothing").isEmptyDirectory();
    }

    /** A browser as anybody might run it, started with a folder that looks much like ours but is nobody's run. */
    private static Process stranger(Path profile) throws Exception {
        BrowserInstallation found = BrowserFinder.find(ChromeLauncherTest.CONFIG, false, BrowserFinder.Mode.OFFLINE);
        return new ProcessBuilder(
                        found.browser().toString(),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + profile,
                        "about:blank")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .start();
    }
}
