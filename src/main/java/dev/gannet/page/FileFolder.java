package dev.gannet.page;

import dev.gannet.web.Artefact;
import dev.gannet.web.FailureKind;
import dev.gannet.web.FileName;
import dev.gannet.web.ScrapeException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The folder that a run keeps its files in. Thread-safe. A file has its name only when it is whole and on the disk; nothing
 * that is there is written over, and nothing is written outside, whatever a file is called and whatever stands in its
 * place (S17).
 */
public final class FileFolder {
    private static final int HEAD = 512;
    private static final int BUFFER = 1 << 16;
    private static final int MOST_OF_A_NAME = 10_000;

    private final Path folder;
    private final long most;

    /**
     * @param folder made when the first file is kept
     * @param most bytes that one file may have
     */
    public FileFolder(Path folder, long most) {
        this.folder = folder;
        this.most = most;
    }

    /** @return most bytes that one file may have */
    long most() {
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
    Artefact keep(String name, Path file) {
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
        Files.createDirectories(folder);
        Path real = folder.toRealPath();
        Path partial = Files.createTempFile(real, ".part-", "");
        try {
            MessageDigest hash = sha256();
            byte[] head = new byte[0];
            long length = 0;
            try (FileChannel out = FileChannel.open(partial, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
                byte[] buffer = new byte[BUFFER];
                for (int read = in.readNBytes(buffer, 0, BUFFER); read > 0; read = in.readNBytes(buffer, 0, BUFFER)) {
                    if (length == 0) {
                        head = java.util.Arrays.copyOf(buffer, Math.min(read, HEAD));
                    }
                    length += read;
                    if (length > most) {
                        throw tooLarge();
                    }
                    hash.update(buffer, 0, read);
                    Channels.newOutputStream(out).write(buffer, 0, read);
                }
                out.force(true);
            }
            Path kept = named(real, FileName.safe(name), partial);
            return new Artefact(
                    String.valueOf(kept.getFileName()),
                    kept,
                    HexFormat.of().formatHex(hash.digest()),
                    ContentType.of(ByteBuffer.wrap(head), name),
                    length);
        } finally {
            Files.deleteIfExists(partial);
        }
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

    ScrapeException tooLarge() {
        return new ScrapeException(
                FailureKind.TOO_LARGE, "", "the file has more than the " + most + " bytes that limits.size allows");
    }

    private ScrapeException disk(IOException e) {
        return new ScrapeException(
                FailureKind.DISK,
                "",
                "a file could not be kept in " + folder + ": " + e.getMessage(),
                new UncheckedIOException(e));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
