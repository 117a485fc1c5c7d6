package dev.gannet.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Each check with a good machine, a bad one, and one that does not tell. */
@Tag("fast")
class MachineCheckTest {
    private static final long MEGA = 1024L * 1024;

    @TempDir
    Path root;

    private long room = 2000 * MEGA;

    private final MachineCheck.Disk disk = new MachineCheck.Disk() {
        @Override
        public long total(Path folder) {
            return room;
        }

        @Override
        public long free(Path folder) throws IOException {
            if (room < 0) {
                throw new IOException("no such disk");
            }
            return room;
        }
    };

    private MachineCheck machine(int sessions, Clock clock) {
        return new MachineCheck(root, sessions, disk, clock);
    }

    private MachineCheck machine() {
        return machine(4, Clock.systemUTC());
    }

    private void file(String name, String text) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private static void good(BrowserCheck check, String seen) {
        assertThat(check.ok()).as("%s", check).isTrue();
        assertThat(check.seen()).contains(seen);
        assertThat(check.remedy()).isEmpty();
    }

    private static void bad(BrowserCheck check, String seen, String remedy) {
        assertThat(check.ok()).as("%s", check).isFalse();
        assertThat(check.seen()).contains(seen);
        assertThat(check.remedy()).contains(remedy);
    }

    @Test
    void sharedMemory() throws IOException {
        good(machine().sharedMemory(), "no /dev/shm");
        Files.createDirectories(root.resolve("dev/shm"));
        good(machine().sharedMemory(), "2000 MB");
        room = 64 * MEGA;
        BrowserCheck scarce = machine().sharedMemory();
        assertThat(scarce.ok()).as("%s", scarce).isTrue();
        assertThat(scarce.seen()).contains("64 MB");
        assertThat(scarce.remedy()).contains("--shm-size=1g");
    }

    @Test
    void R47_whereSharedMemoryIsScarceABrowserIsToldNotToUseIt() throws IOException {
        Path memory = Files.createDirectories(root.resolve("dev/shm"));
        room = 256 * MEGA;
        assertThat(SharedMemory.of(root, disk).arguments()).isEmpty();
        room--;
        assertThat(SharedMemory.of(root, disk).arguments()).containsExactly("--disable-dev-shm-usage");
        Files.delete(memory);
        assertThat(SharedMemory.of(root, disk).arguments()).isEmpty();
    }

    @Test
    void anInitAsFirstProcess() throws IOException {
        good(machine().init(), "does not tell");
        file("proc/1/comm", "systemd\n");
        good(machine().init(), "systemd");
        file("proc/1/comm", "bash\n");
        good(machine().init(), "PID 1 is bash and has no zombies");
        file(".dockerenv", "");
        bad(machine().init(), "bash", "docker run --init");
        file("proc/1/comm", "tini\n");
        good(machine().init(), "tini");
        file("proc/77/stat", "77 (chrome (old)) S 1 77 77 0\n");
        good(machine().init(), "tini");
        file("proc/78/stat", "78 (chrome (old)) Z 1 77 77 0\n");
        bad(machine().init(), "has 1 zombies", "docker run --init");
    }

    @Test
    void processesByTheLowestOfAllLimits() throws IOException {
        good(machine().processes(), "no limit");
        file("proc/self/limits", "Max processes             1000                 2000                 processes\n");
        good(machine().processes(), "1000; 4 sessions need about 420");
        bad(machine(20, Clock.systemUTC()).processes(), "need about 1700", "--sessions 11");
        file("proc/self/cgroup", "0::/pod/one\n");
        file("sys/fs/cgroup/pod/pids.max", "220\n");
        file("sys/fs/cgroup/pod/one/pids.max", "max\n");
        bad(machine().processes(), "pids.max allows 220", "--pids-limit 420, or run with --sessions 1");
    }

    @Test
    void processesOfAControlGroupOfTheFirstVersion() throws IOException {
        file("proc/self/cgroup", "7:pids:/docker/abc\n3:memory:/docker/abc\n");
        file("sys/fs/cgroup/pids/pids.max", "100\n");
        bad(machine().processes(), "allows 100", "--sessions 1");
    }

    @Test
    void openFiles() throws IOException {
        good(machine().openFiles(), "no limit");
        file("proc/self/limits", "Max open files            4096                 8192                 files\n");
        good(machine().openFiles(), "4096");
        file("proc/self/limits", "Max open files            256                  8192                 files\n");
        bad(machine().openFiles(), "only 256", "ulimit -n 4096");
        file("proc/self/limits", "Max open files            unlimited            unlimited            files\n");
        good(machine().openFiles(), "no limit");
    }

    @Test
    void memory() throws IOException {
        file("proc/meminfo", "MemTotal:       8000000 kB\n");
        good(machine().memory(), "4 sessions");
        file("sys/fs/cgroup/memory.max", "1000000000\n");
        bad(machine().memory(), "953 MB", "1400 MB");
    }

    @Test
    void folders() throws IOException {
        good(machine().writable(root), "2000 MB free");
        good(machine().room(root), "2000 MB free");
        bad(machine().writable(root.resolve("missing")), "cannot be written", "java.io.tmpdir");
        room = 10 * MEGA;
        bad(machine().writable(root), "10 MB free", "free at least 500 MB");
        bad(machine().room(root), "10 MB free", "free at least 500 MB");
        room = -1;
        bad(machine().room(root), "cannot be looked at", "readable");
    }

    @Test
    void theClock() {
        good(machine().clock(root), "it says 20");
        good(machine().clock(root.resolve("missing")), "it says 20");
        Clock old = Clock.fixed(Instant.parse("1970-01-01T00:10:00Z"), ZoneOffset.UTC);
        bad(machine(4, old).clock(root), "1970", "timedatectl");
        bad(machine(4, Clock.offset(Clock.systemUTC(), Duration.ofHours(1))).clock(root), "apart", "timedatectl");
    }

    @Test
    void whatMayKeepTheSandboxFromWorkingIsNamed() throws IOException {
        assertThat(machine().sandboxObstacles()).isEmpty();
        file("proc/sys/kernel/unprivileged_userns_clone", "0\n");
        file("proc/sys/user/max_user_namespaces", "0\n");
        file("proc/sys/kernel/apparmor_restrict_unprivileged_userns", "1\n");
        file("proc/self/status", "Name:\tjava\nSeccomp:\t2\n");
        assertThat(machine().sandboxObstacles())
                .hasSize(4)
                .anyMatch(line -> line.contains("max_user_namespaces is 0"))
                .anyMatch(line -> line.contains("src/main/docker/seccomp.json"));
        file("proc/sys/user/max_user_namespaces", "15000\n");
        assertThat(machine().sandboxObstacles()).hasSize(3);
        assertThat(BrowserCheck.remedyOfStart(machine().sandboxObstacles()))
                .contains("src/main/docker/seccomp.json", "else gannet doctor --fix");
        assertThat(BrowserCheck.remedyOfStart(List.of())).isEqualTo("gannet doctor --fix");
    }
}
