package dev.gannet.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

@Tag("fast")
class PoolSizeTest {
    private static final long GIGA = 1L << 30;

    @TempDir
    Path root;

    @Test
    void coresMemoryOrProcessesBoundIt() {
        assertThat(PoolSize.suggest(2, 24 * GIGA, Long.MAX_VALUE)).isEqualTo(4);
        assertThat(PoolSize.suggest(8, 2 * GIGA, Long.MAX_VALUE)).isEqualTo(2);
        assertThat(PoolSize.suggest(8, GIGA / 2, Long.MAX_VALUE)).isEqualTo(1);
        assertThat(PoolSize.suggest(8, 24 * GIGA, 340)).isEqualTo(3);
        assertThat(PoolSize.suggest(8, 24 * GIGA, 60)).isEqualTo(1);
    }

    private void machine() throws IOException {
        write("proc/meminfo", "MemTotal:       8388608 kB\n");
    }

    private void write(String file, String text) throws IOException {
        Path path = root.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    @Test
    void theLimitOfTheControlGroupCounts() throws IOException {
        machine();
        assertThat(PoolSize.memory(root)).isEqualTo(8 * GIGA);
        write("sys/fs/cgroup/memory.max", "max\n");
        assertThat(PoolSize.memory(root)).isEqualTo(8 * GIGA);
        write("sys/fs/cgroup/memory.max", "2147483648\n");
        assertThat(PoolSize.memory(root)).isEqualTo(2 * GIGA);
    }

    @Test
    void R40_theLeastLimitFromTheOwnGroupUpToTheRootCounts() throws IOException {
        machine();
        write("proc/self/cgroup", "0::/user.slice/gannet.service/worker\n");
        write("sys/fs/cgroup/user.slice/memory.max", "6442450944\n");
        assertThat(PoolSize.memory(root)).isEqualTo(6 * GIGA);
        write("sys/fs/cgroup/user.slice/gannet.service/worker/memory.max", "4294967296\n");
        assertThat(PoolSize.memory(root)).isEqualTo(4 * GIGA);
        write("sys/fs/cgroup/user.slice/gannet.service/memory.high", "3221225472\n");
        assertThat(PoolSize.memory(root)).isEqualTo(3 * GIGA);
    }

    @Test
    void R40_limitsOfVersionOneCountToo() throws IOException {
        machine();
        write("proc/self/cgroup", "5:cpu,cpuacct:/x\n4:memory:/docker/abc\n0::/\n");
        write("sys/fs/cgroup/memory/memory.limit_in_bytes", "9223372036854771712\n");
        assertThat(PoolSize.memory(root)).isEqualTo(8 * GIGA);
        write("sys/fs/cgroup/memory/docker/abc/memory.limit_in_bytes", "1073741824\n");
        assertThat(PoolSize.memory(root)).isEqualTo(GIGA);
    }

    @Test
    void R40_aGroupOutsideOfWhatIsMountedIsNoReasonToLookElsewhere() throws IOException {
        machine();
        write("proc/self/cgroup", "0::/../../other\n");
        write("other/memory.max", "1073741824\n");
        assertThat(PoolSize.memory(root)).isEqualTo(8 * GIGA);
    }
}
