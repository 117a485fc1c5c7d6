package dev.gannet.session;

import dev.gannet.web.Deadline;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A chromedriver of our own. It picks its port itself, so that no two can race for one (R46), listens on loopback only,
 * and gets a clean environment: no secret of ours reaches a browser.
 */
record DriverProcess(Process process, ProcessTree tree, URI address) {
    private static final Pattern PORT = Pattern.compile("started successfully on port (\\d+)");
    /**
     * A chromedriver takes any free port of IPv6 and then wants the same one of IPv4, which somebody else may have just
     * then.
     */
    private static final String TAKEN = "Address already in use";

    private static final int MOST_TRIES = 5;
    private static final Set<String> KEPT = Set.of(
            "PATH", "LANG", "LC_ALL", "TZ", "LD_LIBRARY_PATH", "FONTCONFIG_PATH", "FONTCONFIG_FILE", "SystemRoot");

    private static final class PortTaken extends IOException {
        PortTaken(String message) {
            super(message);
        }
    }

    static DriverProcess start(Path driver, Privileges privileges, Path home, Deadline deadline)
            throws InterruptedException {
        try {
            privileges.give(home);
            privileges.give(Files.createDirectory(home.resolve("tmp")));
            for (int tries = 1; ; tries++) {
                try {
                    return once(driver, privileges, home, deadline);
                } catch (PortTaken taken) {
                    if (tries == MOST_TRIES) {
                        throw taken;
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("chromedriver cannot be started: " + e.getMessage(), e);
        }
    }

    private static DriverProcess once(Path driver, Privileges privileges, Path home, Deadline deadline)
            throws IOException, InterruptedException {
        Path log = home.resolve("driver.log");
        List<String> command = new ArrayList<>(privileges.prefix());
        command.addAll(List.of(driver.toString(), "--port=0"));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        environment(builder.environment(), home, Map.of("SE_OFFLINE", "true", "SE_AVOID_STATS", "true"));
        Process process = builder.start();
        process.getOutputStream().close();
        ProcessTree tree = new ProcessTree(process.toHandle(), home);
        boolean up = false;
        try {
            int port = port(process, log, deadline);
            up = true;
            return new DriverProcess(process, tree, URI.create("http://127.0.0.1:" + port));
        } finally {
            if (!up) {
                tree.kill();
                tree.gone(Deadline.in(Duration.ofSeconds(5)));
            }
        }
    }

    static void environment(Map<String, String> environment, Path home, Map<String, String> more) {
        environment.keySet().retainAll(KEPT);
        environment.put("HOME", home.toString());
        environment.put("TMPDIR", home.resolve("tmp").toString());
        environment.putAll(more);
    }

    private static int port(Process process, Path log, Deadline deadline) throws IOException, InterruptedException {
        Waiting.until(() -> !process.isAlive() || PORT.matcher(text(log)).find(), deadline);
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        Matcher told = PORT.matcher(text(log));
        if (told.find()) {
            int port = Integer.parseInt(told.group(1));
            return port > 0
                    ? port
                    : ListeningPort.of(process.toHandle())
                            .orElseThrow(() -> new IOException("it listens, but its port cannot be found"));
        }
        if (process.isAlive()) {
            throw new IOException("it did not say its port in time");
        }
        String last = text(log);
        throw last.contains(TAKEN)
                ? new PortTaken("it found no free port: " + last)
                : new IOException("it ended at once: " + last);
    }

    private static String text(Path log) {
        try {
            return Files.readString(log, StandardCharsets.ISO_8859_1);
        } catch (IOException notYet) {
            return "";
        }
    }
}
