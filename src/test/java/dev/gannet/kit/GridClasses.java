package dev.gannet.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Starts servers of a Selenium Grid with an archive of the classes that hubs and nodes load (class data sharing), which
 * saves a third of the CPU time of a start. The first test JVM that needs the archive makes it below {@code target}, where
 * it stays for later builds with the same Selenium and the same Java. Thread-safe.
 */
final class GridClasses {
    private static final Path HOME = Path.of("target", "grid").toAbsolutePath();
    private static final Duration LIMIT = Duration.ofMinutes(3);

    private static final class Made {
        static final List<String> COMMAND = prepared();
    }

    private GridClasses() {}

    /** @return the words that start a server whose role and configuration follow */
    static List<String> command() {
        return Made.COMMAND;
    }

    private static List<String> java(String archive) throws IOException {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xlog:disable",
                archive,
                "-cp",
                classPath());
    }

    private static String classPath() throws IOException {
        return Files.readString(Path.of("target", "grid.classpath")).strip();
    }

    private static List<String> prepared() {
        try {
            String stamp = UUID.nameUUIDFromBytes(
                            (System.getProperty("java.vm.version") + classPath()).getBytes(StandardCharsets.UTF_8))
                    .toString();
            Path archive = Files.createDirectories(HOME).resolve(stamp + ".jsa");
            try (FileChannel channel = FileChannel.open(
                            HOME.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                if (lock.isValid() && Files.notExists(archive)) {
                    Path fresh = HOME.resolve("fresh.jsa");
                    Files.deleteIfExists(fresh);
                    archive(fresh);
                    Files.move(fresh, archive);
                }
            }
            return java("-XX:SharedArchiveFile=" + archive);
        } catch (IOException e) {
            throw new UncheckedIOException("the classes of the Grid could not be archived", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Starts a hub and node in one process, whose classes Java archives at its end. */
    private static void archive(Path archive) throws IOException, InterruptedException {
        int port = LocalGrid.freePorts(1).get(0);
        Path config = Files.writeString(HOME.resolve("standalone.toml"), """
                [server]
                host = "127.0.0.1"
                port = %d
                [node]
                detect-drivers = false
                selenium-manager = false
                [[node.driver-configuration]]
                display-name = "chrome"
                webdriver-executable = "/bin/true"
                stereotype = '{"browserName": "chrome"}'
                """.formatted(port));
        Path log = HOME.resolve("log");
        List<String> words = new ArrayList<>(java("-XX:ArchiveClassesAtExit=" + archive));
        words.addAll(List.of("org.openqa.selenium.grid.Main", "standalone", "--config", config.toString()));
        ProcessBuilder builder = new ProcessBuilder(words)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(log.toFile())
                .redirectErrorStream(true);
        builder.environment().put("SE_OFFLINE", "true");
        builder.environment().put("SE_AVOID_STATS", "true");
        Process server = builder.start();
        Thread atExit = new Thread(server::destroyForcibly, "grid-classes-stop");
        Runtime.getRuntime().addShutdownHook(atExit);
        try {
            long last = System.nanoTime() + LIMIT.toNanos();
            while (!ready(port)) {
                if (!server.isAlive() || System.nanoTime() > last) {
                    throw new IllegalStateException("no Grid to archive: " + Files.readString(log));
                }
                new CountDownLatch(1).await(200, TimeUnit.MILLISECONDS);
            }
            server.destroy();
            if (!server.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS) || Files.notExists(archive)) {
                throw new IllegalStateException("no archive was made: " + Files.readString(log));
            }
        } finally {
            server.destroyForcibly();
            Runtime.getRuntime().removeShutdownHook(atExit);
        }
    }

    private static boolean ready(int port) throws InterruptedException {
        try {
            return HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/status"))
                                    .timeout(Duration.ofSeconds(10))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body()
                    .contains("\"UP\"");
        } catch (IOException e) {
            return false;
        }
    }
}
