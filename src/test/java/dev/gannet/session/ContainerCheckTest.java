package dev.gannet.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** A container as it should be, one with everything left open, and one that does not tell; in both versions of groups. */
@Tag("fast")
class ContainerCheckTest {
    private static final String ROOT = "612 498 0:67 / / %s,relatime master:1 - overlay overlay rw,lowerdir=/a\n";

    @TempDir
    Path root;

    private void file(String name, String text) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private void hardened() throws IOException {
        file(".dockerenv", "");
        file(
                "proc/self/status",
                "Name:\tjava\nUid:\t10001\t10001\t10001\t10001\nCapEff:\t0000000000000000\nCapBnd:\t0000000000000000\n"
                        + "NoNewPrivs:\t1\nSeccomp:\t2\nSeccomp_filters:\t1\n");
        file(
                "proc/self/mountinfo",
                ROOT.formatted("ro") + "613 612 0:70 / /tmp rw,nosuid,nodev,noexec,relatime - tmpfs tmpfs rw\n");
    }

    private void open() throws IOException {
        file(".dockerenv", "");
        file(
                "proc/self/status",
                "Name:\tjava\nUid:\t0\t0\t0\t0\nCapEff:\t00000000a80425fb\nCapBnd:\t00000000a80425fb\n"
                        + "NoNewPrivs:\t0\nSeccomp:\t0\nSeccomp_filters:\t0\n");
        file(
                "proc/self/mountinfo",
                ROOT.formatted("rw") + "620 612 0:25 /docker.sock /run/docker.sock rw - tmpfs tmpfs rw\n");
    }

    private void groupsOfTheSecondVersion(String processes, String memory) throws IOException {
        file("proc/self/cgroup", "0::/\n");
        file("sys/fs/cgroup/pids.max", processes + "\n");
        file("sys/fs/cgroup/memory.max", memory + "\n");
    }

    private void groupsOfTheFirstVersion(String processes, String memory) throws IOException {
        file("proc/self/cgroup", "7:pids:/docker/abc\n3:memory:/docker/abc\n1:name=systemd:/docker/abc\n0::/\n");
        file("sys/fs/cgroup/pids/pids.max", processes + "\n");
        file("sys/fs/cgroup/memory/memory.limit_in_bytes", memory + "\n");
    }

    private List<BrowserCheck> checks() {
        return new ContainerCheck(root).all();
    }

    private static List<String> seen(List<BrowserCheck> checks) {
        return checks.stream().map(check -> check.name() + ": " + check.seen()).toList();
    }

    private void nothingIsWeak() {
        assertThat(checks()).hasSize(8).allSatisfy(check -> {
            assertThat(check.ok()).as("%s", check).isTrue();
            assertThat(check.remedy()).as("%s", check).isEmpty();
        });
        assertThat(seen(checks()))
                .containsExactly(
                        "container user: uid 10001, not root",
                        "capabilities: none, and none to be had",
                        "new privileges: none can be had by programs of other users",
                        "seccomp: a profile filters system calls",
                        "root file system: read-only",
                        "limit of processes: 800, threads among them",
                        "limit of memory: 2048 MB",
                        "engine's socket: not in here");
    }

    @Test
    void outsideContainersThereIsNothingToSay() throws IOException {
        open();
        Files.delete(root.resolve(".dockerenv"));
        assertThat(checks()).isEmpty();
        file("run/.containerenv", "");
        assertThat(checks()).isNotEmpty();
    }

    @Test
    void aContainerThatIsShutIsWellInEachVersionOfGroups() throws IOException {
        hardened();
        groupsOfTheSecondVersion("800", "2147483648");
        nothingIsWeak();
    }

    @Test
    void andInTheFirstVersion() throws IOException {
        hardened();
        groupsOfTheFirstVersion("800", "2147483648");
        nothingIsWeak();
    }

    @Test
    void whatIsLeftOpenIsToldWithTheOptionThatShutsIt() throws IOException {
        open();
        groupsOfTheSecondVersion("max", "max");
        everythingIsWeak();
        groupsOfTheFirstVersion("max", "9223372036854771712");
        everythingIsWeak();
    }

    private void everythingIsWeak() {
        assertThat(checks())
                .allSatisfy(check -> assertThat(check.ok()).as("%s", check).isTrue());
        assertThat(seen(checks()))
                .containsExactly(
                        "container user: root",
                        "capabilities: 14 in effect, 14 to be had",
                        "new privileges: programs of other users may give them (setuid)",
                        "seccomp: no profile filters system calls",
                        "root file system: may be written",
                        "limit of processes: none",
                        "limit of memory: none",
                        "engine's socket: /run/docker.sock is in here");
        assertThat(checks().stream().map(BrowserCheck::remedy).toList())
                .satisfiesExactly(
                        remedy -> assertThat(remedy).contains("--user 10001:10001", "user: \"10001:10001\""),
                        remedy -> assertThat(remedy).contains("--cap-drop ALL", "cap_drop: [ALL]"),
                        remedy -> assertThat(remedy).contains("--security-opt no-new-privileges", "security_opt:"),
                        remedy -> assertThat(remedy).contains("seccomp=src/main/docker/seccomp.json"),
                        remedy -> assertThat(remedy).contains("--read-only", "read_only: true"),
                        remedy -> assertThat(remedy).contains("--pids-limit", "pids_limit:"),
                        remedy -> assertThat(remedy).contains("--memory", "mem_limit:"),
                        remedy -> assertThat(remedy).contains("take that volume away"));
    }

    @Test
    void capabilitiesThatCouldBeHadCountAsMuch() throws IOException {
        hardened();
        file("proc/self/status", "CapEff:\t0000000000000000\nCapBnd:\t00000000a80425fb\n");
        BrowserCheck check = new ContainerCheck(root).capabilities();
        assertThat(check.seen()).isEqualTo("0 in effect, 14 to be had");
        assertThat(check.remedy()).contains("--cap-drop ALL");
    }

    @Test
    void aFileSystemMountedOverAnotherCounts() throws IOException {
        hardened();
        file("proc/self/mountinfo", ROOT.formatted("ro") + ROOT.formatted("rw"));
        assertThat(new ContainerCheck(root).fileSystem().remedy()).contains("--read-only");
    }

    @Test
    void aSocketThatIsMerelyThereIsFound() throws IOException {
        hardened();
        file("var/run/docker.sock", "");
        assertThat(new ContainerCheck(root).socket().seen()).isEqualTo("/var/run/docker.sock is in here");
    }

    @Test
    void aSystemThatDoesNotTellIsNotBlamed() throws IOException {
        file(".dockerenv", "");
        assertThat(checks()).allSatisfy(check -> assertThat(check.ok()).isTrue());
        assertThat(seen(checks()))
                .contains(
                        "container user: this system does not tell",
                        "capabilities: this system does not tell",
                        "new privileges: this system does not tell",
                        "seccomp: this system does not tell",
                        "root file system: this system does not tell");
    }
}
