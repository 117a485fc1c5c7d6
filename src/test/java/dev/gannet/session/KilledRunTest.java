package dev.gannet.session;

import dev.gannet.kit.Faults;
import dev.gannet.kit.Leaks;
import dev.gannet.web.Deadline;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** A run that is killed without a chance to clean up. */
@Tag("fast")
class KilledRunTest {
    @TempDir
    Path temporary;

    /** A JVM of its own: leases a browser below the folder, says so with a file, and holds it until it is killed. */
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
                    new CountDownLatch(1).await(5, java.util.concurrent.TimeUnit.MINUTES);
                    return 1;
                });
            }
        }
    }

    private Process hold(Path work) throws Exception {
        Process jvm = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Holder.class.getName(),
                        work.toString())
                .redirectErrorStream(true)
                .redirectOutput(temporary.resolve("log-" + work.getFileName()).toFile())
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .start();
        Path sign = temporary.resolve("held-by-" + jvm.pid());
        boolean holds = Waiting.until(() -> Files.exists(sign) || !jvm.isAlive(), Deadline.in(Duration.ofSeconds(120)));
        assertThat(holds && jvm.isAlive())
                .as(() -> "the other run leases a browser: " + text(work))
                .isTrue();
        return jvm;
    }

    private String text(Path work) {
        try {
            return Files.readString(temporary.resolve("log-" + work.getFileName()));
        } catch (java.io.IOException e) {
            return e.toString();
        }
    }

    private static List<Path> runs(Path work) throws Exception {
        try (var entries = Files.list(work)) {
            return entries.toList();
        }
    }

    @Test
    void R35_whatAKilledRunLeftIsEndedByTheNextOneAndNothingElseIsTouched() throws Exception {
        Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rwx--x--x"));
        Path work = Files.createDirectory(temporary.toRealPath().resolve("work"));
        Files.setPosixFilePermissions(work, PosixFilePermissions.fromString("rwx--x--x"));
        Process dead = hold(work);
        Path left = runs(work).get(0);
        Process alive = hold(work);
        Path other =
                runs(work).stream().filter(run -> !run.equals(left)).findFirst().orElseThrow();
        Process stranger = stranger(temporary.resolve("stranger"));
        try {
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
