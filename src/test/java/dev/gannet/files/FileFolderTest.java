package dev.gannet.files;

import dev.gannet.http.FileTransfer;
import dev.gannet.web.Artefact;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

@Tag("fast")
class FileFolderTest {
    @TempDir
    Path folder;

    private Path begun(String name, Duration ago) throws Exception {
        Path file = Files.writeString(folder.resolve(name), "half of it");
        return Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(ago)));
    }

    @Test
    void whatAKilledProcessWasFetchingIsTakenAway() throws Exception {
        Path dead = begun(".part-123", Duration.ofHours(2));
        Path living = begun(".part-456", Duration.ofMinutes(10));
        Path other = begun("part-of-it.txt", Duration.ofHours(2));
        Path resumable = begun(".part-789", Duration.ofDays(2));
        Path note = begun(".part-789.note", Duration.ofDays(2));
        Path forgotten = begun(".part-0", Duration.ofDays(8));
        Path old = begun(".part-0.note", Duration.ofDays(8));

        Artefact kept = new FileFolder(folder, 100).keep("a.txt", "whole".getBytes(StandardCharsets.UTF_8));

        assertThat(folder)
                .isDirectoryContaining(file -> file.equals(living))
                .isDirectoryContaining(file -> file.equals(other))
                .isDirectoryContaining(file -> file.equals(resumable))
                .isDirectoryContaining(file -> file.equals(note))
                .isDirectoryNotContaining(file -> file.equals(forgotten))
                .isDirectoryNotContaining(file -> file.equals(old))
                .isDirectoryContaining(file -> file.equals(kept.file()))
                .isDirectoryNotContaining(file -> file.equals(dead));
        assertThat(kept.file()).hasContent("whole");
    }

    @Test
    void whatCannotBeTakenAwayIsNoReasonToKeepNothing() throws Exception {
        Path foreign = Files.createDirectory(folder.resolve(".part-folder"));
        Files.writeString(foreign.resolve("x"), "somebody's");
        Files.setLastModifiedTime(foreign, FileTime.from(Instant.now().minus(Duration.ofHours(2))));

        Artefact kept = new FileFolder(folder, 100).keep("a.txt", "whole".getBytes(StandardCharsets.UTF_8));

        assertThat(kept.file()).hasContent("whole");
        assertThat(foreign.resolve("x")).exists();
    }

    private static void fill(IncomingFile file, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        file.append(bytes, bytes.length);
    }

    /** Six bytes of ten. */
    private static void leaveSome(FileFolder files) {
        try (IncomingFile first = files.incoming("http://a/x")) {
            first.partOf(new FileTransfer.Part("\"v1\"", 10));
            fill(first, "first ");
            first.leave();
        }
    }

    @Test
    void whatIsLeftIsTakenUpByWhoFetchesTheSame() throws Exception {
        FileFolder files = new FileFolder(folder, 100);
        leaveSome(files);
        try (IncomingFile other = files.incoming("http://a/y")) {
            assertThat(other.length()).isZero();
        }
        try (IncomingFile second = files.incoming("http://a/x");
                IncomingFile third = files.incoming("http://a/x")) {
            assertThat(second.begun()).contains(new FileTransfer.Part("\"v1\"", 10));
            assertThat(second.length()).isEqualTo(6);
            assertThat(third.begun()).as("one takes it up").isEmpty();
            fill(second, "half");
            Artefact kept = files.keepByContent("x.txt", Optional.empty(), second);
            assertThat(kept.file()).hasContent("first half");
        }
        assertThat(begun()).isEmpty();
    }

    @Test
    void whatIsNotWhatWasNotedIsFetchedAnew() throws Exception {
        FileFolder files = new FileFolder(folder, 100);
        leaveSome(files);
        Files.writeString(begun().get(0), "FIRST ");
        try (IncomingFile second = files.incoming("http://a/x")) {
            assertThat(second.begun()).isEmpty();
            assertThat(second.length()).isZero();
            fill(second, "anew");
            assertThat(files.keepByContent("x.txt", Optional.empty(), second).file())
                    .hasContent("anew");
        }
        assertThat(begun()).isEmpty();
    }

    @Test
    void whatNobodyKnowsTheVersionOfIsNotLeft() {
        FileFolder files = new FileFolder(folder, 100);
        try (IncomingFile first = files.incoming("http://a/x")) {
            fill(first, "first ");
            first.leave();
        }
        assertThat(begun()).isEmpty();
    }

    private List<Path> begun() {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(path -> path.getFileName().toString().startsWith(".part-"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
