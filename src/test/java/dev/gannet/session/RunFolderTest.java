package dev.gannet.session;

import dev.gannet.web.Deadline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

@Tag("fast")
class RunFolderTest {
    @TempDir
    Path work;

    private Path left(String name) throws IOException {
        Path run = Files.createDirectories(work.resolve(name));
        Files.writeString(run.resolve("gannet-run"), "left\n");
        Files.createDirectories(run.resolve("s-1/tmp"));
        return run;
    }

    @Test
    void R35_aDeadRunsProcessesAreEndedAndItsFolderDeletedAndNothingElseIsTouched() throws Exception {
        Path dead = left("gannet-999999999-1-1").toRealPath();
        Path other = Files.createDirectories(work.resolve("gannet-notes"));
        Path bare = Files.createDirectories(work.resolve("gannet-999999999-1-2"));
        ProcessBuilder builder = new ProcessBuilder("sleep", "60");
        builder.environment().put("TMPDIR", dead.resolve("s-1/tmp").toString());
        Process orphan = builder.start();
        Process stranger = new ProcessBuilder("sleep", "60").start();
        try (RunFolder folder = RunFolder.create(work)) {
            assertThat(Waiting.until(() -> !orphan.isAlive(), Deadline.in(Duration.ofSeconds(10))))
                    .isTrue();
            assertThat(dead).doesNotExist();
            assertThat(other).exists();
            assertThat(bare).as("without a marker it is nobody's").exists();
            assertThat(stranger.isAlive()).isTrue();
            assertThat(folder.forBrowser()).isEmptyDirectory();
        } finally {
            orphan.destroyForcibly();
            stranger.destroyForcibly();
        }
    }

    @Test
    void aLivingRunIsLeftAlone() {
        try (RunFolder first = RunFolder.create(work);
                RunFolder second = RunFolder.create(work)) {
            assertThat(first.path()).exists().isNotEqualTo(second.path());
        }
        assertThat(work).isEmptyDirectory();
    }
}
