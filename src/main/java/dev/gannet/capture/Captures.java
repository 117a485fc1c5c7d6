package dev.gannet.capture;

import dev.gannet.db.Database;
import dev.gannet.db.Transaction;
import dev.gannet.files.FileFolder;
import dev.gannet.web.Artefact;
import dev.gannet.web.FailureKind;
import dev.gannet.web.FileName;
import dev.gannet.web.ScrapeException;
import dev.gannet.web.Shot;
import dev.gannet.web.ShotForm;
import dev.gannet.web.Snapshot;
import dev.gannet.web.Visit;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the captures of a job. Thread-safe.
 *
 * <p>The content of each is on the disk, whole, before the row that points at it is committed, and goes only after no row
 * points at it any more (R29). Its name is given after the commit: what a killed process did not get to is done when the
 * next run begins. Contents are shared, names are links to them.
 */
public final class Captures {
    private static final Logger LOG = LoggerFactory.getLogger(Captures.class);
    /** Whoever found a content there commits what points at it within this time. */
    private static final Duration GRACE = Duration.ofMinutes(15);

    private final Database db;
    private final String job;
    private final Path home;
    private final FileFolder contents;
    private final Duration grace;

    /**
     * @param home the job's folder, which names are paths below of
     * @param contents where contents are kept
     */
    public Captures(Database db, String job, Path home, FileFolder contents) {
        this(db, job, home, contents, GRACE);
    }

    /** @param grace how long a content stays that nothing points at */
    Captures(Database db, String job, Path home, FileFolder contents, Duration grace) {
        this.db = db;
        this.job = job;
        this.home = home.toAbsolutePath().normalize();
        this.contents = contents;
        this.grace = grace;
    }

    /**
     * The captures of a run.
     *
     * @param captures how many
     * @param contents how many different ones
     * @param bytes how large these are together
     * @param cut how many pages go on beyond theirs
     */
    public record Counts(long captures, long contents, long bytes, long cut) {}

    /**
     * Keeps the contents of what a page was captured as.
     *
     * @param document the page's own text, without what nobody may read
     * @return what {@link #write} commits and {@link #name} gives its names
     * @throws ScrapeException {@link FailureKind#DISK}, or {@link FailureKind#TOO_LARGE}
     */
    public List<Capture> keep(CaptureSpec spec, long run, Visit visit, Snapshot snapshot, String document) {
        List<Capture> captures = new ArrayList<>();
        for (CaptureSpec.Wanted wanted : spec.wanted()) {
            ShotForm form = wanted.shot().form();
            Optional<Shot> shot = form == ShotForm.HTML
                    ? Optional.of(
                            new Shot(wanted.shot(), document.getBytes(StandardCharsets.UTF_8), snapshot.truncated()))
                    : snapshot.shots().stream()
                            .filter(one -> one.of().equals(wanted.shot()))
                            .findFirst();
            if (shot.isPresent()) {
                String name = wanted.name().of(job, run, visit.url(), snapshot.takenAt(), form);
                byte[] bytes =
                        form.packed() ? packed(shot.get().bytes()) : shot.get().bytes();
                Artefact content = contents.keepByContent(FileName.safe(name), bytes);
                captures.add(
                        new Capture(wanted.shot(), name, content, shot.get().cut()));
            }
        }
        return captures;
    }

    private static byte[] packed(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream packing = new GZIPOutputStream(out)) {
            packing.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** Writes what a page was captured as, in the place of what a visit before was; in the transaction of its commit. */
    public void write(Transaction tx, long run, Visit visit, List<Capture> captures, Instant takenAt) {
        new CaptureRows(tx).write(run, job, visit, captures, takenAt);
    }

    /** Gives names to what is committed. */
    public void name(List<Capture> captures) {
        captures.forEach(one -> name(one.name(), one.content().file()));
    }

    /** Gives the names that a process that was killed did not get to. */
    public void repair() {
        for (CaptureRows.Named one : db.read(tx -> new CaptureRows(tx).last(job))) {
            Path content = Path.of(one.path());
            if (!Files.exists(home.resolve(one.name()), LinkOption.NOFOLLOW_LINKS) && Files.exists(content)) {
                name(one.name(), content);
            }
        }
    }

    /** A name that cannot be given, such as one of a file where a folder is, costs nothing that was captured. */
    private void name(String name, Path content) {
        Path path = home.resolve(name).normalize();
        try {
            if (!path.startsWith(home)) {
                throw new IOException("not below " + home);
            }
            Path folder = Files.createDirectories(path.resolveSibling(""));
            if (!folder.toRealPath().startsWith(home.toRealPath())) {
                throw new IOException("a link leads out of " + home);
            }
            if (Files.exists(path) && Files.isSameFile(path, content)) {
                return;
            }
            Path fresh = folder.resolve(".gannet-" + Long.toHexString(System.nanoTime()) + "-"
                    + Thread.currentThread().getId());
            link(fresh, content);
            try {
                Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(fresh);
            }
        } catch (IOException e) {
            LOG.warn("{} is not called {}: {}", content, name, e.toString());
        }
    }

    private static void link(Path fresh, Path content) throws IOException {
        try {
            Files.createLink(fresh, content);
        } catch (IOException | UnsupportedOperationException otherVolume) {
            Files.createSymbolicLink(fresh, content);
        }
    }

    /** @return what was captured in a run */
    public Counts counts(long run) {
        return db.read(tx -> new CaptureRows(tx).counts(run));
    }

    /**
     * Lets go of what is kept no longer; age is told by the clock of the database.
     *
     * @return how many captures went
     */
    public int sweep(CaptureSpec.Keep keep) {
        db.write(tx -> {
            CaptureRows rows = new CaptureRows(tx);
            rows.over(job, keep.last());
            keep.time().ifPresent(time -> rows.older(job, time, Instant.ofEpochMilli(tx.now())));
            return true;
        });
        int swept = 0;
        long after = 0;
        while (true) {
            long from = after;
            List<CaptureRows.Gone> gone = db.read(tx -> new CaptureRows(tx).gone(job, from));
            if (gone.isEmpty()) {
                return swept;
            }
            after = gone.get(gone.size() - 1).id();
            List<CaptureRows.Gone> done = gone.stream().filter(this::removed).toList();
            db.write(tx -> {
                new CaptureRows(tx).forget(done);
                return true;
            });
            swept += done.size();
        }
    }

    /** @return whether nothing is left of it here; what is on another machine goes when that machine sweeps */
    private boolean removed(CaptureRows.Gone one) {
        Path content = Path.of(one.path());
        Path name = home.resolve(one.name());
        try {
            boolean named = db.read(tx -> new CaptureRows(tx).named(one.name()));
            if (!named && Files.exists(name) && Files.exists(content) && Files.isSameFile(name, content)) {
                Files.delete(name);
                tidy(name.resolveSibling(""));
            }
            if (!Files.exists(content)) {
                return Files.exists(content.resolveSibling("").resolveSibling(""));
            }
            if (db.read(tx -> new CaptureRows(tx).used(one.path()))) {
                return true;
            }
            if (Files.getLastModifiedTime(content)
                    .toInstant()
                    .isAfter(Instant.now().minus(grace))) {
                return false;
            }
            Files.deleteIfExists(content);
            return true;
        } catch (IOException e) {
            LOG.warn("a capture that is kept no longer stays: {}", e.toString());
            return false;
        }
    }

    /** Folders that are empty now go, too. */
    private void tidy(Path folder) {
        Path at = folder;
        while (at != null && at.startsWith(home) && !at.equals(home)) {
            try {
                Files.delete(at);
            } catch (IOException full) {
                return;
            }
            at = at.getParent();
        }
    }
}
