package dev.gannet.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** Looks for what a run left behind: living processes that name a folder, and what still lies in it. Linux only. */
public final class Leaks {
    private static final Duration GRACE = Duration.ofSeconds(10);
    private static final Duration COLLECTED = Duration.ofSeconds(90);
    /** Threads and files that come and go with the JVM itself. */
    private static final int FEW = 5;

    private static final long PAUSE = Duration.ofMillis(50).toNanos();

    private Leaks() {}

    /**
     * Passes when, within ten seconds, no living process but this one names the folder in its command line or
     * environment, and nothing lies in the folder.
     */
    public static void assertNone(Path folder) {
        long deadline = System.nanoTime() + GRACE.toNanos();
        while (System.nanoTime() < deadline
                && !(processes(folder).isEmpty() && files(folder).isEmpty())) {
            LockSupport.parkNanos(PAUSE);
        }
        assertThat(processes(folder)).as("living processes that name " + folder).isEmpty();
        assertThat(files(folder)).as("left in " + folder).isEmpty();
    }

    /** @return {@code PID command line} of each living process but this one that names the folder */
    public static List<String> processes(Path folder) {
        // The name of a folder is not to be found in that of its neighbour: s-1 is no s-12.
        Predicate<String> names = Pattern.compile(
                        Pattern.quote(folder.toAbsolutePath().toString()) + "(?![\\w-])")
                .asPredicate();
        List<String> found = new ArrayList<>();
        try (Stream<Path> entries = Files.list(Path.of("/proc"))) {
            for (Path process : entries.filter(Leaks::isOther).toList()) {
                String command = read(process.resolve("cmdline"));
                boolean named = names.test(command) || names.test(read(process.resolve("environ")));
                if (named && lives(process)) {
                    found.add(process.getFileName() + " " + command.replace('\0', ' '));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }

    /**
     * What this JVM holds at a moment.
     *
     * @param threads that live
     * @param files files, sockets and pipes that are open
     */
    public record Held(int threads, int files) {}

    /** @return what this JVM holds, after a collection */
    public static Held held() {
        // An HttpClient of Java 17 cannot be closed: it keeps its selector and that one's thread until it is collected,
        // which in a large heap takes a minute.
        System.gc();
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return new Held(ManagementFactory.getThreadMXBean().getThreadCount(), (int) open.count());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Passes when, within 90 seconds, this JVM holds no more than five threads and five files more than before. */
    public static void assertHeldAsBefore(Held before) {
        long deadline = System.nanoTime() + COLLECTED.toNanos();
        Held now = held();
        while (System.nanoTime() < deadline
                && (now.threads() > before.threads() + FEW || now.files() > before.files() + FEW)) {
            // Each look is a full collection.
            LockSupport.parkNanos(5 * PAUSE);
            now = held();
        }
        assertThat(now.threads())
                .as(() -> "threads, " + before.threads() + " before: "
                        + Thread.getAllStackTraces().keySet())
                .isLessThanOrEqualTo(before.threads() + FEW);
        assertThat(now.files()).as("open files, %d before", before.files()).isLessThanOrEqualTo(before.files() + FEW);
    }

    /** @return what browsers leave in the machine's folder for temporary files when they are not told another */
    public static Set<String> browserFolders() {
        try (Stream<Path> entries = Files.list(Path.of("/tmp"))) {
            return entries.map(entry -> entry.getFileName().toString())
                    .filter(name -> name.matches("\\.?(org\\.chromium|com\\.google\\.Chrome)\\..*"))
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isOther(Path process) {
        String name = process.getFileName().toString();
        return name.matches("\\d+")
                && Long.parseLong(name) != ProcessHandle.current().pid();
    }

    /** A zombie is dead: it waits only for its parent to read its exit code. */
    private static boolean lives(Path process) {
        String stat = read(process.resolve("stat"));
        int end = stat.lastIndexOf(')');
        return end > 0 && stat.length() > end + 2 && "ZX".indexOf(stat.charAt(end + 2)) < 0;
    }

    private static List<String> files(Path folder) {
        try (Stream<Path> left = Files.list(folder)) {
            return left.map(Path::toString).sorted().toList();
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            // The process ended while we looked, or is not ours to read.
            return "";
        }
    }
}
