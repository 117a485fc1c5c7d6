package dev.gannet.page;

import dev.gannet.files.FileFolder;
import dev.gannet.session.Session;
import dev.gannet.web.Artefact;
import dev.gannet.web.Deadline;
import dev.gannet.web.FailureKind;
import dev.gannet.web.FileName;
import dev.gannet.web.ScrapeException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Files that a page sends when a step asks for them. At all other times the browser refuses them. Not thread-safe; belongs
 * to the lease.
 */
public final class Downloads {
    private static final Duration BREATH = Duration.ofMillis(100);
    private static final Duration GRACE = Duration.ofSeconds(3);
    private static final String UNDERWAY = ".crdownload";

    private final LivePage page;
    private final Session session;
    private final FileFolder files;
    private @Nullable Path expected;

    /** @param files where what came is kept */
    public Downloads(LivePage page, FileFolder files) {
        this.page = page;
        session = page.session();
        this.files = files;
    }

    /**
     * From now on the browser takes a file, until {@link #await} or the page is left. To be called before the step that
     * asks for it.
     *
     * @throws ScrapeException {@link FailureKind#STEP} over a Grid, whose browsers save on another machine; otherwise as
     *     {@link Session} says
     */
    public void expect(Deadline deadline) {
        if (session.remote()) {
            throw failure("a download is not possible over a Grid yet: its browser saves on another machine");
        }
        Path folder = session.newFolder();
        Allowances.of(session).undo("downloads", Downloads::deny);
        session.saveDownloads(Optional.of(folder), deadline);
        expected = folder;
    }

    /**
     * Waits for the file and keeps it. The browser refuses files again afterwards.
     *
     * @param as what it is to be called; empty for the name that the site gives it
     * @throws ScrapeException {@link FailureKind#STEP} when none came whole in time, {@link FailureKind#TOO_LARGE},
     *     {@link FailureKind#DISK}; otherwise as {@link Session} says
     */
    public Artefact await(Optional<String> as, Deadline deadline) {
        Path folder = expected;
        if (folder == null) {
            throw new IllegalStateException("no download is expected");
        }
        expected = null;
        Path file = whole(folder, deadline);
        try {
            return files.keep(as.orElse(String.valueOf(file.getFileName())), file);
        } finally {
            deny(session, Deadline.in(deadline.left().plus(GRACE)));
            empty(folder);
        }
    }

    /**
     * Looks at the folder alone: while an answer has begun of which Chrome cannot tell yet what it is, its page answers
     * nothing (seen with 156). Where no file came whole, files are refused again when the page is left; a browser with one
     * that is still on its way is replaced after its lease.
     *
     * <p>A file that is on its way has an ending of its own, but its size may still grow after that.
     */
    private Path whole(Path folder, Deadline deadline) {
        try (WatchService changes = folder.getFileSystem().newWatchService()) {
            folder.register(changes, StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_MODIFY);
            TreeMap<Path, Long> before = new TreeMap<>();
            while (true) {
                TreeMap<Path, Long> now = sizes(folder);
                if (now.values().stream().mapToLong(Long::longValue).sum() > files.most()) {
                    session.suspect("a download that does not end");
                    throw files.tooLarge();
                }
                boolean moving = now.keySet().stream().anyMatch(Downloads::underWay);
                if (!now.isEmpty() && !moving && now.equals(before)) {
                    return now.firstKey();
                }
                before = now;
                if (deadline.passed()) {
                    throw late(moving);
                }
                WatchKey key = changes.poll(deadline.atMost(BREATH).left().toMillis(), TimeUnit.MILLISECONDS);
                if (key != null) {
                    key.pollEvents();
                    key.reset();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ScrapeException(FailureKind.STOPPED, page.url().text(), "interrupted", e);
        }
    }

    private ScrapeException late(boolean moving) {
        if (moving) {
            session.suspect("a download under way");
        }
        return failure(moving ? "the download did not end in time" : "no download came in time");
    }

    private static boolean underWay(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.endsWith(UNDERWAY) || name.startsWith(".com.google.Chrome") || name.startsWith(".org.chromium");
    }

    private static TreeMap<Path, Long> sizes(Path folder) {
        TreeMap<Path, Long> sizes = new TreeMap<>();
        try (Stream<Path> all = Files.list(folder)) {
            for (Path file : all.toList()) {
                if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                    sizes.put(file, Files.size(file));
                } else if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                    throw new ScrapeException(
                            FailureKind.STEP,
                            "",
                            "what came is no plain file: " + FileName.safe(String.valueOf(file.getFileName())));
                }
            }
        } catch (java.nio.file.NoSuchFileException renamed) {
            return sizes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return sizes;
    }

    private static void deny(Session session, Deadline deadline) {
        session.saveDownloads(Optional.empty(), deadline);
    }

    private static void empty(Path folder) {
        try (Stream<Path> all = Files.list(folder)) {
            for (Path file : all.toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            // It goes with the browser.
        }
    }

    private ScrapeException failure(String message) {
        return new ScrapeException(FailureKind.STEP, page.url().text(), message);
    }
}
