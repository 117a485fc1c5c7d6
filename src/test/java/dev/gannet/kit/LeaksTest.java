package dev.gannet.kit;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

@Tag("fast")
class LeaksTest {
    @TempDir
    Path folder;

    @Test
    void aProcessThatNamesTheFolderIsFoundUntilItIsDead() throws Exception {
        ProcessBuilder sleeper = new ProcessBuilder("sleep", "60");
        sleeper.environment().put("TMPDIR", folder.toString());
        Process process = sleeper.start();
        try {
            assertThat(Leaks.processes(folder)).singleElement().asString().startsWith(process.pid() + " ");
        } finally {
            process.destroyForcibly().waitFor();
        }
        Leaks.assertNone(folder);
    }

    @Test
    void aFolderThatIsNotThereHoldsNothing() throws Exception {
        Path gone = Files.createDirectory(folder.resolve("gone"));
        Files.delete(gone);
        Leaks.assertNone(gone);
    }
}
