package dev.gannet.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class PoolSizeTest {
    private static final long GIGA = 1L << 30;

    @TempDir
    Path root;

    @Test
    void coresOrMemoryBoundIt() {
        assertThat(PoolSize.suggest(2, 24 * GIGA)).isEqualTo(4);
        assertThat(PoolSize.suggest(8, 2 * GIGA)).isEqualTo(2);
        assertThat(PoolSize.suggest(8, GIGA / 2)).isEqualTo(1);
    }

    @Test
    void theLimitOfTheControlGroupCounts() throws IOException {
        Files.createDirectories(root.resolve("proc"));
        Files.createDirectories(root.resolve("sys/fs/cgroup"));
        Files.writeString(root.resolve("proc/meminfo"), "MemTotal:       8388608 kB\n");
        assertThat(PoolSize.memory(root)).isEqualTo(8 * GIGA);
        Files.writeString(root.resolve("sys/fs/cgroup/memory.max"), "max\n");
        assertThat(PoolSize.memory(root)).isEqualTo(8 * GIGA);
        Files.writeString(root.resolve("sys/fs/cgroup/memory.max"), "2147483648\n");
        assertThat(PoolSize.memory(root)).isEqualTo(2 * GIGA);
    }
}
