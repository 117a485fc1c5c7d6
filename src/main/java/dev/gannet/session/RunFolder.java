package dev.gannet.session;

import dev.gannet.web.Deadline;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder of one pool, {@code gannet-PID-START-N}, with a folder for each browser. Its marker is locked while the pool
 * lives, so that another run, even one in another container, can tell a dead run's folder and sweep it. Thread-safe.
 */
final class RunFolder implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RunFolder.class);
    private static final String MARKER = "gannet-run";
    private static final String MINE = "gannet-" + identity(ProcessHandle.current()) + "-";

    private final Path folder;
    private final FileChannel marker;
    private final AtomicInteger next = new AtomicInteger();

    private RunFolder(Path folder, FileChannel marker) {
        this.folder = folder;
        this.marker = marker;
    }

    /** Sweeps what dead runs left below the folder, then makes a new one for this run. */
    static RunFolder create(Path work) {
        try {
            Files.createDirectories(work);
            sweep(work);
            for (int n = 1; ; n++) {
                Path folder = work.resolve(MINE + n);
                try {
                    Files.createDirectory(folder);
                } catch (FileAlreadyExistsException taken) {
                    continue;
                }
                opened(folder);
                FileChannel marker = FileChannel.open(
                        folder.resolve(MARKER), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                marker.lock();
                marker.write(StandardCharsets.UTF_8.encode(identity(ProcessHandle.current()) + "\n"));
                return new RunFolder(folder.toRealPath(), marker);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the folder for browsers cannot be made below " + work, e);
        }
    }

    /** A browser that runs as another user must be able to go through, and nobody needs to look. */
    private static void opened(Path folder) throws IOException {
        if (Files.getFileStore(folder).supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
        }
    }

    Path path() {
        return folder;
    }

    /** @return a new, empty folder for one browser */
    Path forBrowser() {
        try {
            return Files.createDirectory(folder.resolve("s-" + next.incrementAndGet()));
        } catch (IOException e) {
            throw new UncheckedIOException("no folder for a browser below " + folder, e);
        }
    }

    /** Deletes a browser's folder; what cannot be deleted now is when the run ends. */
    void discard(Path browser) {
        if (!Waiting.until(() -> delete(browser), Deadline.in(Duration.ofSeconds(3)))) {
            LOG.warn("could not delete {}", browser);
        }
    }

    /** Ends every process that still names this folder and deletes it. @return whether nothing is left */
    @Override
    public void close() {
        end(folder);
        try {
            marker.close();
        } catch (IOException e) {
            LOG.debug("marker: {}", e.toString());
        }
        discard(folder);
    }

    private static void sweep(Path work) throws IOException {
        try (Stream<Path> entries = Files.list(work)) {
            for (Path entry : entries.filter(RunFolder::left).toList()) {
                LOG.info("sweeping {}, left by a run that died", entry);
                end(entry);
                Waiting.until(() -> delete(entry), Deadline.in(Duration.ofSeconds(3)));
            }
        }
    }

    /** @return whether it is a run's folder whose run is dead */
    private static boolean left(Path entry) {
        String name = entry.getFileName().toString();
        if (!name.matches("gannet-\\d+-\\d+-\\d+")
                || name.startsWith(MINE)
                || !Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)
                || !Files.isRegularFile(entry.resolve(MARKER), LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        List<String> parts = List.of(name.split("-"));
        boolean lives = ProcessHandle.of(Long.parseLong(parts.get(1)))
                .filter(process -> identity(process).equals(parts.get(1) + "-" + parts.get(2)))
                .isPresent();
        return !lives && unlocked(entry.resolve(MARKER));
    }

    private static boolean unlocked(Path marker) {
        try (FileChannel channel = FileChannel.open(marker, StandardOpenOption.WRITE)) {
            @Nullable FileLock lock = channel.tryLock();
            return lock != null;
        } catch (IOException | OverlappingFileLockException e) {
            return false;
        }
    }

    private static void end(Path folder) {
        Waiting.until(
                () -> {
                    var left = ProcessTable.naming(folder);
                    left.forEach(ProcessHandle::destroyForcibly);
                    return left.isEmpty();
                },
                Deadline.in(Duration.ofSeconds(10)));
    }

    private static String identity(ProcessHandle process) {
        return process.pid() + "-"
                + process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }

    private static boolean delete(Path folder) {
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            return true;
        }
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.deleteIfExists(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
                        throws IOException {
                    Files.deleteIfExists(directory);
                    return FileVisitResult.CONTINUE;
                }
            });
            return true;
        } catch (IOException stillWrittenTo) {
            return false;
        }
    }
}
