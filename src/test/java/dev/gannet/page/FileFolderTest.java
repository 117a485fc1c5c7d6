package dev.gannet.page;

import dev.gannet.web.Artefact;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

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

        Artefact kept = new FileFolder(folder, 100).keep("a.txt", "whole".getBytes(StandardCharsets.UTF_8));

        assertThat(folder)
                .isDirectoryContaining(file -> file.equals(living))
                .isDirectoryContaining(file -> file.equals(other))
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
}
