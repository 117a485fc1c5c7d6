package dev.gannet.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

@Tag("fast")
class ProcessMemoryTest {
    @TempDir
    Path proc;

    private void process(long pid, long resident, long files) throws IOException {
        Path folder = Files.createDirectories(proc.resolve(String.valueOf(pid)));
        Files.writeString(
                folder.resolve("status"),
                "Name:\tx\nVmHWM:\t 99999 kB\nVmRSS:\t " + resident + " kB\nRssAnon:\t 1 kB\nRssFile:\t " + files
                        + " kB\n");
    }

    private void share(long pid, long share) throws IOException {
        Files.writeString(
                proc.resolve(pid + "/smaps_rollup"), "0-1 ---p 0 0 0 [rollup]\nRss: 9 kB\nPss: " + share + " kB\n");
    }

    @Test
    void R40_whatIsResidentIsEnoughWhileItIsLittle() throws IOException {
        process(1, 100, 50);
        process(2, 200, 50);
        share(1, 7);
        assertThat(ProcessMemory.of(proc, List.of(1L, 2L, 3L), 300 * 1024)).isEqualTo(300 * 1024);
    }

    @Test
    void R40_aboveThatSharedMemoryCountsInEqualParts() throws IOException {
        process(1, 100, 50);
        process(2, 200, 50);
        share(1, 70);
        share(2, 80);
        assertThat(ProcessMemory.of(proc, List.of(1L, 2L), 299 * 1024)).isEqualTo(150 * 1024);
    }

    @Test
    void R40_whereTheShareCannotBeReadWhatIsResidentWithoutFilesStandsForIt() throws IOException {
        process(1, 100, 50);
        process(2, 200, 60);
        share(1, 70);
        assertThat(ProcessMemory.of(proc, List.of(1L, 2L), 0)).isEqualTo((70 + 140) * 1024);
    }

    @Test
    void R40_theMachinesOwnFiguresAreReadForThisProcess() {
        long pid = ProcessHandle.current().pid();
        long exact = ProcessMemory.of(Path.of("/proc"), List.of(pid), 0);
        long rough = ProcessMemory.of(Path.of("/proc"), List.of(pid), Long.MAX_VALUE / 2);
        assertThat(exact).isBetween(10_000_000L, rough + 50_000_000);
    }
}
