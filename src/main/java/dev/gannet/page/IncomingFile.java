package dev.gannet.page;

import dev.gannet.http.FileTransfer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A file of a {@link FileFolder} while its bytes come: nobody sees it before it is kept, and it is gone when it is closed
 * without that. For one thread.
 */
public final class IncomingFile implements FileTransfer.Sink, AutoCloseable {
    /** What files are called as long as they are not whole. */
    static final String PREFIX = ".part-";

    private static final int HEAD = 512;

    private final FileFolder folder;
    private final Path partial;
    private final FileChannel out;
    private final MessageDigest hash = digest();
    private byte[] head = new byte[0];
    private long length;
    private String sha256 = "";

    IncomingFile(FileFolder folder, Path real) throws IOException {
        this.folder = folder;
        partial = Files.createTempFile(real, PREFIX, "");
        out = FileChannel.open(partial, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public void expect(long whole) {
        if (whole > folder.most()) {
            throw folder.tooLarge();
        }
    }

    @Override
    public void restart() {
        try {
            out.truncate(0);
            out.position(0);
        } catch (IOException e) {
            throw folder.disk(e);
        }
        hash.reset();
        head = new byte[0];
        length = 0;
    }

    @Override
    public void append(byte[] buffer, int count) {
        if (length + count > folder.most()) {
            throw folder.tooLarge();
        }
        if (length < HEAD) {
            int more = (int) Math.min(count, HEAD - length);
            byte[] longer = Arrays.copyOf(head, head.length + more);
            System.arraycopy(buffer, 0, longer, head.length, more);
            head = longer;
        }
        hash.update(buffer, 0, count);
        ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, count);
        try {
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
        } catch (IOException e) {
            throw folder.disk(e);
        }
        length += count;
    }

    /** The bytes are on the disk when it returns; no more may come. */
    void force() throws IOException {
        out.force(true);
        sha256 = HexFormat.of().formatHex(hash.digest());
    }

    Path partial() {
        return partial;
    }

    /** @return of its bytes, in lower-case hexadecimal; empty before {@link #force} */
    String sha256() {
        return sha256;
    }

    /** @return its media type, as its content tells, else the server, else its name */
    String type(String name, Optional<String> declared) {
        return ContentType.of(ByteBuffer.wrap(head), name, declared);
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    @Override
    public void close() {
        try {
            out.close();
            Files.deleteIfExists(partial);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
