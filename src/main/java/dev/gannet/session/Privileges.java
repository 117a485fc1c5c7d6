package dev.gannet.session;

import dev.gannet.web.Deadline;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * As whom browsers run. Nobody but root needs a choice: Chrome has no sandbox as root, so there it is started as the
 * unprivileged user {@code nobody}, with its sandbox; where that does not work, as root without a sandbox, which the run
 * is told.
 *
 * @param prefix what the command line of the driver begins with
 * @param owner numeric user that owns the folders of browsers; negative when it is our own
 * @param sandboxed whether Chrome keeps its sandbox
 */
record Privileges(List<String> prefix, int owner, boolean sandboxed) {
    private static final Logger LOG = LoggerFactory.getLogger(Privileges.class);
    /** A process that serves opens a pool for each run, and what worked once need not be tried again. */
    private static final Set<BrowserInstallation> WORKED = ConcurrentHashMap.newKeySet();

    private static final int NOBODY = 65534;
    private static final Duration TRIAL = Duration.ofSeconds(20);

    /**
     * Tries what this machine allows; takes as long as one start of the browser, the first time that it works in a process.
     *
     * @throws IllegalStateException when the trial did not end in time: a machine that is slow, or a browser that hangs,
     *     is no reason to do without the sandbox
     */
    static Privileges find(BrowserInstallation browser, Path folder, Deadline deadline) throws InterruptedException {
        if (!root()) {
            return new Privileges(List.of(), -1, true);
        }
        List<String> nobody =
                List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups", "--no-new-privs");
        Privileges unprivileged = new Privileges(nobody, NOBODY, true);
        if (WORKED.contains(browser) || unprivileged.works(browser, folder, deadline.atMost(TRIAL))) {
            WORKED.add(browser);
            return unprivileged;
        }
        LOG.warn("Chrome runs as root without its sandbox: it could not be started as an unprivileged user");
        return new Privileges(List.of(), -1, false);
    }

    static boolean root() {
        try {
            return Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            return "root".equals(System.getProperty("user.name"));
        }
    }

    /** Gives a browser's folder to the user who will write in it. */
    void give(Path folder) {
        if (owner < 0) {
            return;
        }
        try {
            Files.setAttribute(folder, "unix:uid", owner, LinkOption.NOFOLLOW_LINKS);
            Files.setAttribute(folder, "unix:gid", owner, LinkOption.NOFOLLOW_LINKS);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot give " + folder + " to the browser's user", e);
        }
    }

    private boolean works(BrowserInstallation browser, Path folder, Deadline deadline) throws InterruptedException {
        try {
            Path home = Files.createDirectory(folder.resolve("trial"));
            Path temporary = Files.createDirectory(home.resolve("tmp"));
            give(home);
            give(temporary);
            List<String> command = new ArrayList<>(prefix);
            command.addAll(List.of(
                    browser.browser().toString(),
                    "--headless",
                    "--disable-gpu",
                    "--no-first-run",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-sync",
                    "--user-data-dir=" + home.resolve("profile"),
                    "--dump-dom",
                    "data:text/html,gannet"));
            Path out = folder.resolve("trial.log");
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .redirectOutput(out.toFile());
            DriverProcess.environment(builder.environment(), home, Map.of());
            Process process = builder.start();
            ProcessTree tree = new ProcessTree(process.toHandle(), home);
            try {
                boolean ended = process.waitFor(deadline.left().toMillis(), java.util.concurrent.TimeUnit.MILLISECONDS);
                if (!ended) {
                    throw new IllegalStateException("it did not answer in time when it was tried as the user nobody");
                }
                boolean driver = canRun(browser.driver());
                return process.exitValue() == 0 && Files.readString(out).contains("gannet") && driver;
            } finally {
                tree.kill();
                tree.gone(Deadline.in(Duration.ofSeconds(5)));
            }
        } catch (IOException | UncheckedIOException e) {
            LOG.debug("no unprivileged browser: {}", e.toString());
            return false;
        }
    }

    private boolean canRun(Path driver) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(List.of(driver.toString(), "--version"));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        return process.waitFor(10, java.util.concurrent.TimeUnit.SECONDS) && process.exitValue() == 0;
    }
}
