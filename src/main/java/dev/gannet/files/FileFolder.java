package dev.gannet.files;

import dev.gannet.web.Artefact;
import dev.gannet.web.FailureKind;
import dev.gannet.web.FileName;
import dev.gannet.web.ScrapeException;
import dev.gannet.web.Sha256;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder that a run keeps its files in. Thread-safe. A file has its name only when it is whole and on the disk; nothing
 * that is there is written over, and nothing is written outside, whatever a file is called and whatever stands in its
 * place (S17).
 */
public final class FileFolder {
    private static final Logger LOG = LoggerFactory.getLogger(FileFolder.class);
    private static final int BUFFER = 1 << 16;
    private static final int MOST_OF_A_NAME = 10_000;
    /** A process that is killed leaves what it was fetching; nobody writes to that any more. */
    private static final Duration ABANDONED = Duration.ofHours(1);
    /** What can be taken up is not, when the job has not been run for so long. */
    private static final Duration FORGOTTEN = Duration.ofDays(7);

    private final Path folder;
    private final long most;
    private final String limit;
    private final AtomicBoolean swept = new AtomicBoolean();

    /** As the other, with what {@code limits.size} allows. */
    public FileFolder(Path folder, long most) {
        this(folder, most, "limits.size");
    }

    /**
     * @param folder made when the first file is kept
     * @param most bytes that one file may have
     * @param limit the key of the job that says so
     */
    public FileFolder(Path folder, long most, String limit) {
        this.folder = folder;
        this.most = most;
        this.limit = limit;
    }

    /** @return most bytes that one file may have */
    public long most() {
        return most;
    }

    /**
     * Keeps bytes as a file.
     *
     * @param name what it is to be called; made safe, and numbered where the name is taken
     * @throws ScrapeException {@link FailureKind#TOO_LARGE}, or {@link FailureKind#DISK} when it cannot be written
     */
    public Artefact keep(String name, byte[] bytes) {
        try (InputStream in = new ByteArrayInputStream(bytes)) {
            return keep(name, in);
        } catch (IOException e) {
            throw disk(e);
        }
    }

    /**
     * Keeps a copy of a file.
     *
     * @throws ScrapeException like {@link #keep(String, byte[])}; {@link FailureKind#STEP} when it is no plain file
     */
    public Artefact keep(String name, Path file) {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new ScrapeException(FailureKind.STEP, "", "what came is no plain file: " + FileName.safe(name));
        }
        try (InputStream in = Files.newInputStream(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            return keep(name, in);
        } catch (IOException e) {
            throw disk(e);
        }
    }

    private Artefact keep(String name, InputStream in) throws IOException {
        try (IncomingFile file = open("")) {
            byte[] buffer = new byte[BUFFER];
            for (int read = in.readNBytes(buffer, 0, BUFFER); read > 0; read = in.readNBytes(buffer, 0, BUFFER)) {
                file.append(buffer, read);
            }
            return keep(name, file);
        }
    }

    /**
     * Begins a file whose bytes are still to come, or goes on with what a process that was killed had of it.
     *
     * @param url where they come from
     * @throws ScrapeException {@link FailureKind#DISK}
     */
    public IncomingFile incoming(String url) {
        return open(Sha256.brief(url));
    }

    private IncomingFile open(String key) {
        try {
            Files.createDirectories(folder);
            Path real = folder.toRealPath();
            if (swept.compareAndSet(false, true)) {
                sweep(real);
            }
            PartFile part = PartFile.open(real, key);
            try {
                return new IncomingFile(this, part);
            } catch (IOException e) {
                part.close();
                throw e;
            }
        } catch (IOException e) {
            throw disk(e);
        }
    }

    /** @return what was fetched into it before */
    public KnownFiles known() {
        return new KnownFiles(folder);
    }

    /** Best effort: what cannot be taken away is no reason to keep no files. */
    private static void sweep(Path real) {
        Instant now = Instant.now();
        try (DirectoryStream<Path> begun = Files.newDirectoryStream(real, PartFile.PREFIX + "*")) {
            for (Path one : begun) {
                boolean noted = String.valueOf(one).endsWith(PartFile.NOTE)
                        || Files.exists(one.resolveSibling(one.getFileName() + PartFile.NOTE));
                if (Files.getLastModifiedTime(one, LinkOption.NOFOLLOW_LINKS)
                        .toInstant()
                        .isBefore(now.minus(noted ? FORGOTTEN : ABANDONED))) {
                    Files.deleteIfExists(one);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            LOG.debug("what a killed process left in {} stays: {}", real, e.toString());
        }
    }

    private Artefact keep(String name, IncomingFile file) throws IOException {
        file.force();
        Path kept = named(folder.toRealPath(), FileName.safe(name), file.partial());
        String type = file.type(name, Optional.empty());
        return new Artefact(String.valueOf(kept.getFileName()), kept, file.sha256(), type, file.length());
    }

    /**
     * Keeps a file under the SHA-256 of its bytes: once, however often and by whatever names it comes.
     *
     * @param name what it is called where it comes from, safe as a file's name
     * @param declared the type that its server names
     * @throws ScrapeException {@link FailureKind#DISK}
     */
    public Artefact keepByContent(String name, Optional<String> declared, IncomingFile file) {
        try {
            file.force();
            Path shelf = Files.createDirectories(
                    folder.toRealPath().resolve(file.sha256().substring(0, 2)));
            if (!shelf.toRealPath().equals(shelf)) {
                throw new IOException("not a folder of its own: " + shelf);
            }
            String type = file.type(name, declared);
            Path kept = there(shelf, file).orElse(shelf.resolve(file.sha256() + ContentType.ending(type, name)));
            if (same(kept, file)) {
                // Whoever takes away what is no longer used sees that it is used again.
                Files.setLastModifiedTime(kept, FileTime.from(Instant.now()));
            } else {
                Files.move(file.partial(), kept, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            }
            return new Artefact(name, kept, file.sha256(), type, file.length());
        } catch (IOException e) {
            throw disk(e);
        }
    }

    /** As the other, of bytes that are there. */
    public Artefact keepByContent(String name, byte[] bytes) {
        try (IncomingFile file = open("")) {
            file.append(bytes, bytes.length);
            return keepByContent(name, Optional.empty(), file);
        }
    }

    /** @return the same bytes, kept before, perhaps with another ending */
    private static Optional<Path> there(Path shelf, IncomingFile file) throws IOException {
        try (DirectoryStream<Path> all = Files.newDirectoryStream(shelf, file.sha256() + "*")) {
            for (Path one : all) {
                if (same(one, file)) {
                    return Optional.of(one);
                }
            }
            return Optional.empty();
        }
    }

    private static boolean same(Path kept, IncomingFile file) throws IOException {
        return Files.isRegularFile(kept, LinkOption.NOFOLLOW_LINKS) && Files.size(kept) == file.length();
    }

    /** A link is made only where nothing is, not even another link; several workers may want the same name. */
    private static Path named(Path real, String name, Path partial) throws IOException {
        for (int number = 1; number <= MOST_OF_A_NAME; number++) {
            Path target = real.resolve(number == 1 ? name : FileName.numbered(name, number));
            if (!real.equals(target.getParent())) {
                throw new IOException("not a name: " + name);
            }
            try {
                return Files.createLink(target, partial);
            } catch (FileAlreadyExistsException taken) {
                continue;
            } catch (UnsupportedOperationException noLinks) {
                if (!Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
                    return Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
                }
            }
        }
        throw new IOException("too many files are called " + name);
    }

    /** @return that a file has more bytes than that */
    public ScrapeException tooLarge() {
        return new ScrapeException(
                FailureKind.TOO_LARGE, "", "the file has more than the " + most + " bytes that " + limit + " allows");
    }

    ScrapeException disk(IOException e) {
        return new ScrapeException(
                FailureKind.DISK,
                "",
                "a file could not be kept in " + folder + ": " + e.getMessage(),
                new UncheckedIOException(e));
    }
}
