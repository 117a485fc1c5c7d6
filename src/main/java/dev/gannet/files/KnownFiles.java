package dev.gannet.files;

import dev.gannet.web.Artefact;
import dev.gannet.web.FileName;
import dev.gannet.web.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was fetched into a folder before, by URL: the server is asked whether it is still the same. It stands in the folder
 * itself, so that one that is emptied or moved takes it along; of a URL there is a hash alone, for some are secrets.
 * Best effort: what is not known is fetched. Thread-safe.
 */
public final class KnownFiles {
    private static final Logger LOG = LoggerFactory.getLogger(KnownFiles.class);
    private static final String NOTES = ".urls";
    private static final String ETAG = "etag";
    private static final String CHANGED = "last-modified";
    private static final String KEPT = "[0-9a-f]{64}([.][a-z0-9]{1,8})?";
    private static final int SHELF = 2;

    /**
     * A file that is here, and by what its server knows the version.
     *
     * @param file it
     * @param conditions the headers that ask for another version alone (RFC 9110, section 13.1)
     */
    public record Known(Artefact file, Map<String, String> conditions) {}

    private final Path folder;

    KnownFiles(Path folder) {
        this.folder = folder;
    }

    /** @return what was kept of this URL, if it is still there and the server said by what it knows the version */
    public Optional<Known> of(String url) {
        try {
            Path real = folder.toRealPath();
            Path note = note(real, url);
            if (!Files.isRegularFile(note, LinkOption.NOFOLLOW_LINKS)) {
                return Optional.empty();
            }
            Properties all = NoteFile.read(note);
            String kept = all.getProperty("kept", "");
            long bytes = Long.parseLong(all.getProperty("bytes", "-1"));
            if (!kept.matches(KEPT)) {
                return Optional.empty();
            }
            Path file = real.resolve(kept.substring(0, SHELF)).resolve(kept);
            if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || Files.size(file) != bytes) {
                return Optional.empty();
            }
            Artefact known = new Artefact(
                    FileName.safe(all.getProperty("name", "")),
                    file,
                    kept.replaceFirst("[.].*", ""),
                    all.getProperty("type", ""),
                    bytes);
            Map<String, String> conditions = new HashMap<>();
            Optional.ofNullable(all.getProperty(ETAG)).ifPresent(tag -> conditions.put("If-None-Match", tag));
            Optional.ofNullable(all.getProperty(CHANGED))
                    .ifPresent(changed -> conditions.put("If-Modified-Since", changed));
            return conditions.isEmpty() ? Optional.empty() : Optional.of(new Known(known, conditions));
        } catch (IOException | IllegalArgumentException unreadable) {
            LOG.debug("what is known of a file is no use: {}", unreadable.toString());
            return Optional.empty();
        }
    }

    /**
     * Notes what was fetched.
     *
     * @param file one that is kept by its content in the folder
     * @param etag the {@code ETag} that it came with
     * @param changed its {@code Last-Modified}
     */
    public void note(String url, Artefact file, Optional<String> etag, Optional<String> changed) {
        if (etag.isEmpty() && changed.isEmpty()) {
            return;
        }
        Map<String, String> all = new HashMap<>(Map.of(
                "kept", String.valueOf(file.file().getFileName()),
                "name", file.name(),
                "type", file.type(),
                "bytes", Long.toString(file.bytes())));
        etag.ifPresent(tag -> all.put(ETAG, tag));
        changed.ifPresent(date -> all.put(CHANGED, date));
        try {
            Path real = folder.toRealPath();
            Path note = note(real, url);
            Files.createDirectories(note.resolveSibling(""));
            NoteFile.write(real, note, all);
        } catch (IOException e) {
            LOG.debug("it is not noted that a file is known: {}", e.toString());
        }
    }

    private static Path note(Path real, String url) {
        String key = Sha256.brief(url);
        return real.resolve(NOTES).resolve(key.substring(0, SHELF)).resolve(key);
    }
}
