package dev.gannet.files;

import dev.gannet.http.FileTransfer;
import dev.gannet.web.Sha256;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;

/**
 * A file of a {@link FileFolder} while its bytes come: nobody sees it before it is kept, and it is gone when it is closed
 * without that. What a process that was killed had fetched of a large one is there again for the next that fetches the same.
 * For one thread.
 */
public final class IncomingFile implements FileTransfer.Sink, AutoCloseable {
    private static final int HEAD = 512;
    private static final int BUFFER = 1 << 16;
    /** So many bytes later it is noted what is there: at most as many are fetched once more after a kill. */
    private static final long OFTEN = 8L << 20;

    private final FileFolder folder;
    private final PartFile part;
    private MessageDigest hash = Sha256.digest();
    private byte[] head = new byte[0];
    private long length;
    private long noted;
    private Optional<FileTransfer.Part> origin = Optional.empty();
    private String sha256 = "";

    /** @param part what it stands in until it is whole; closed with it */
    IncomingFile(FileFolder folder, PartFile part) throws IOException {
        this.folder = folder;
        this.part = part;
        if (part.begun().isPresent()) {
            takeUp(part.begun().get());
        }
    }

    /** What is not, to the byte, what was noted, may be a disk's that lost its power: it is fetched anew. */
    private void takeUp(PartFile.Note note) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
        while (length < note.length()) {
            buffer.clear().limit((int) Math.min(BUFFER, note.length() - length));
            int read = part.channel().read(buffer, length);
            if (read <= 0) {
                break;
            }
            add(buffer.array(), read);
        }
        if (length != note.length() || !note.sha256().equals(Sha256.hex(copy(hash)))) {
            restart();
            return;
        }
        part.channel().truncate(length);
        part.channel().position(length);
        origin = Optional.of(new FileTransfer.Part(note.version(), note.whole()));
        checkpoint();
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public Optional<FileTransfer.Part> begun() {
        return origin;
    }

    @Override
    public void expect(long whole) {
        if (whole > folder.most()) {
            throw folder.tooLarge();
        }
    }

    @Override
    public void partOf(FileTransfer.Part of) {
        origin = Optional.of(of);
    }

    @Override
    public void restart() {
        try {
            part.channel().truncate(0);
            part.channel().position(0);
        } catch (IOException e) {
            throw folder.disk(e);
        }
        hash.reset();
        head = new byte[0];
        length = 0;
        noted = 0;
        origin = Optional.empty();
    }

    @Override
    public void append(byte[] buffer, int count) {
        if (length + count > folder.most()) {
            throw folder.tooLarge();
        }
        add(buffer, count);
        ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, count);
        try {
            while (bytes.hasRemaining()) {
                part.channel().write(bytes);
            }
            if (length - noted >= OFTEN) {
                checkpoint();
            }
        } catch (IOException e) {
            throw folder.disk(e);
        }
    }

    private void add(byte[] buffer, int count) {
        if (length < HEAD) {
            int more = (int) Math.min(count, HEAD - length);
            byte[] longer = Arrays.copyOf(head, head.length + more);
            System.arraycopy(buffer, 0, longer, head.length, more);
            head = longer;
        }
        hash.update(buffer, 0, count);
        length += count;
    }

    private void checkpoint() throws IOException {
        noted = length;
        if (origin.isPresent() && length > 0) {
            part.note(new PartFile.Note(origin.get().version(), origin.get().whole(), length, Sha256.hex(copy(hash))));
        }
    }

    private static MessageDigest copy(MessageDigest digest) {
        try {
            return (MessageDigest) digest.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("Java's own SHA-256 can be copied", e);
        }
    }

    /** What is there stays for the next that fetches the same, as far as the server gives the rest of it alone. */
    public void leave() {
        try {
            checkpoint();
        } catch (IOException e) {
            throw folder.disk(e);
        }
        if (noted > 0 && origin.isPresent()) {
            part.leave();
        }
    }

    /** The bytes are on the disk when it returns; no more may come. */
    void force() throws IOException {
        part.channel().force(true);
        sha256 = Sha256.hex(hash);
    }

    Path partial() {
        return part.path();
    }

    /** @return of its bytes, in lower-case hexadecimal; empty before {@link #force} */
    String sha256() {
        return sha256;
    }

    /** @return its media type, as its content tells, else the server, else its name */
    String type(String name, Optional<String> declared) {
        return ContentType.of(ByteBuffer.wrap(head), name, declared);
    }

    @Override
    public void close() {
        part.close();
    }
}
