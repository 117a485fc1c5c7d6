package dev.gannet.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The place on the disk of a file that is on its way, which nobody else writes to. What a process that is no more left there
 * can be taken over, where it noted what it was. For one thread.
 *
 * <p>Each has a name of its own, and a lock as long as its process lives. Who takes one over gives it a new name while
 * holding the lock: a file that its process moved away in the meantime cannot be given one.
 */
final class PartFile implements AutoCloseable {
    /** What files are called as long as they are not whole. */
    static final String PREFIX = ".part-";

    /** What is noted of one stands beside it. */
    static final String NOTE = ".note";

    /** Closing any channel of a file frees the locks that this process has on it: its own are never opened twice. */
    private static final Set<Path> OURS = ConcurrentHashMap.newKeySet();

    private final Path path;
    private final FileChannel channel;
    private final Optional<Note> begun;
    private boolean left;

    /**
     * What is known of the bytes of a file that is not whole.
     *
     * @param version what the server calls the version that they are of
     * @param whole how long that is; negative where nobody knows
     * @param length how many of them are certain to be there
     * @param sha256 of these
     */
    record Note(String version, long whole, long length, String sha256) {}

    private PartFile(Path path, FileChannel channel, Optional<Note> begun) {
        this.path = path;
        this.channel = channel;
        this.begun = begun;
        OURS.add(path);
    }

    /** @param key what is fetched into it: letters and digits */
    static PartFile open(Path folder, String key) throws IOException {
        synchronized (OURS) {
            Optional<PartFile> other = key.isEmpty() ? Optional.empty() : abandoned(folder, key);
            return other.isPresent() ? other.get() : fresh(folder, key);
        }
    }

    private static PartFile fresh(Path folder, String key) throws IOException {
        Path path = name(folder, key);
        FileChannel channel =
                FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
        // Where there are no locks nothing is taken over either.
        locked(channel);
        return new PartFile(path, channel, Optional.empty());
    }

    private static Path name(Path folder, String key) throws IOException {
        return Files.createTempFile(folder, key.isEmpty() ? PREFIX : PREFIX + key + "-", "");
    }

    private static Optional<PartFile> abandoned(Path folder, String key) throws IOException {
        try (DirectoryStream<Path> notes = Files.newDirectoryStream(folder, PREFIX + key + "-*" + NOTE)) {
            for (Path note : notes) {
                String name = String.valueOf(note.getFileName());
                Path path = folder.resolve(name.substring(0, name.length() - NOTE.length()));
                Optional<Note> begun = OURS.contains(path) ? Optional.empty() : read(note);
                Optional<PartFile> taken =
                        begun.isPresent() ? takenOver(path, name(folder, key), begun) : Optional.empty();
                if (taken.isPresent()) {
                    Files.deleteIfExists(note);
                    return taken;
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<PartFile> takenOver(Path path, Path own, Optional<Note> begun) throws IOException {
        Optional<FileChannel> open = Optional.empty();
        boolean taken = false;
        try {
            open = Optional.of(FileChannel.open(
                    path, StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS));
            if (locked(open.get())) {
                Files.move(path, own, StandardCopyOption.ATOMIC_MOVE);
                taken = true;
                return Optional.of(new PartFile(own, open.get(), begun));
            }
            return Optional.empty();
        } catch (NoSuchFileException finished) {
            return Optional.empty();
        } finally {
            if (!taken) {
                if (open.isPresent()) {
                    open.get().close();
                }
                Files.deleteIfExists(own);
            }
        }
    }

    /** @return whether this process alone has it now */
    private static boolean locked(FileChannel channel) {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException | IOException none) {
            return false;
        }
    }

    Path path() {
        return path;
    }

    FileChannel channel() {
        return channel;
    }

    /** @return what whoever had it before noted last */
    Optional<Note> begun() {
        return begun;
    }

    /** Notes what is there, for whoever takes it over. */
    void note(Note note) throws IOException {
        NoteFile.write(
                path.resolveSibling(""),
                noted(),
                Map.of(
                        "version", note.version(),
                        "whole", Long.toString(note.whole()),
                        "length", Long.toString(note.length()),
                        "sha256", note.sha256()));
    }

    private Path noted() {
        return path.resolveSibling(path.getFileName() + NOTE);
    }

    private static Optional<Note> read(Path note) {
        try {
            Properties all = NoteFile.read(note);
            String version = all.getProperty("version", "");
            String sha256 = all.getProperty("sha256", "");
            return version.isEmpty() || sha256.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Note(
                            version,
                            Long.parseLong(all.getProperty("whole", "-1")),
                            Long.parseLong(all.getProperty("length", "0")),
                            sha256));
        } catch (IOException | IllegalArgumentException unreadable) {
            return Optional.empty();
        }
    }

    /** It stays for whoever takes it over. */
    void leave() {
        left = true;
    }

    /** It is gone, unless it was moved or left. */
    @Override
    public void close() {
        try {
            channel.close();
            if (!left) {
                Files.deleteIfExists(path);
                Files.deleteIfExists(noted());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            OURS.remove(path);
        }
    }
}
