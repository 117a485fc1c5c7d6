package dev.gannet.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * What a container that Gannet runs in leaves a page that broke out of its browser: the less, the better. All of it works
 * without, so nothing here is more than advice. It reads files below a root and changes nothing.
 */
final class ContainerCheck {
    private static final long MEGA = 1024L * 1024;

    private final Path root;

    ContainerCheck(Path root) {
        this.root = root;
    }

    /** @return whether the system below that root is a container's, by the marks that engines leave */
    static boolean inside(Path root) {
        return Stream.of(".dockerenv", "run/.containerenv", "run/secrets/kubernetes.io")
                .anyMatch(mark -> Files.exists(root.resolve(mark)));
    }

    /** @return nothing where this is no container; PID 1 and shared memory are checked on every machine, elsewhere */
    List<BrowserCheck> all() {
        return inside(root)
                ? List.of(
                        user(), capabilities(), privileges(), seccomp(), fileSystem(), processes(), memory(), socket())
                : List.of();
    }

    BrowserCheck user() {
        // Real, effective, saved and file system's.
        String[] ids = status("Uid").orElse("").split("\\s+");
        if (ids.length < 2) {
            return untold("container user");
        }
        return ids[1].equals("0")
                ? BrowserCheck.weak(
                        "container user",
                        "root",
                        "docker run --user 10001:10001, or user: \"10001:10001\" in docker-compose.yml")
                : BrowserCheck.good("container user", "uid " + ids[1] + ", not root");
    }

    /** Also what a program of root's could get back: it is that which {@code cap_drop} takes away from another user. */
    BrowserCheck capabilities() {
        OptionalLong effective = bits("CapEff");
        OptionalLong bounding = bits("CapBnd");
        if (effective.isEmpty() || bounding.isEmpty()) {
            return untold("capabilities");
        }
        return effective.getAsLong() == 0 && bounding.getAsLong() == 0
                ? BrowserCheck.good("capabilities", "none, and none to be had")
                : BrowserCheck.weak(
                        "capabilities",
                        Long.bitCount(effective.getAsLong()) + " in effect, " + Long.bitCount(bounding.getAsLong())
                                + " to be had",
                        "docker run --cap-drop ALL, or cap_drop: [ALL] in docker-compose.yml");
    }

    BrowserCheck privileges() {
        return status("NoNewPrivs")
                .map(bit -> bit.equals("1")
                        ? BrowserCheck.good("new privileges", "none can be had by programs of other users")
                        : BrowserCheck.weak(
                                "new privileges",
                                "programs of other users may give them (setuid)",
                                "docker run --security-opt no-new-privileges, or"
                                        + " security_opt: [\"no-new-privileges:true\"] in docker-compose.yml"))
                .orElseGet(() -> untold("new privileges"));
    }

    BrowserCheck seccomp() {
        return status("Seccomp")
                .map(mode -> mode.equals("2")
                        ? BrowserCheck.good("seccomp", "a profile filters system calls")
                        : BrowserCheck.weak(
                                "seccomp",
                                "no profile filters system calls",
                                "docker run --security-opt seccomp=src/main/docker/seccomp.json, or"
                                        + " security_opt: [\"seccomp=FILE\"] in docker-compose.yml"))
                .orElseGet(() -> untold("seccomp"));
    }

    BrowserCheck fileSystem() {
        // What is mounted last on a place is what is seen there.
        return mounts().filter(mount -> mount.place().equals("/"))
                .reduce((below, above) -> above)
                .map(mount -> mount.readOnly()
                        ? BrowserCheck.good("root file system", "read-only")
                        : BrowserCheck.weak(
                                "root file system",
                                "may be written",
                                "docker run --read-only --tmpfs /tmp --tmpfs /home/gannet:uid=10001, or read_only: true"
                                        + " and tmpfs in docker-compose.yml"))
                .orElseGet(() -> untold("root file system"));
    }

    BrowserCheck processes() {
        OptionalLong most = ControlGroup.processes(root);
        return most.isPresent()
                ? BrowserCheck.good("limit of processes", most.getAsLong() + ", threads among them")
                : BrowserCheck.weak(
                        "limit of processes",
                        "none",
                        "docker run --pids-limit 1024, or pids_limit: 1024 in docker-compose.yml");
    }

    BrowserCheck memory() {
        OptionalLong most = ControlGroup.memory(root);
        return most.isPresent()
                ? BrowserCheck.good("limit of memory", most.getAsLong() / MEGA + " MB")
                : BrowserCheck.weak(
                        "limit of memory", "none", "docker run --memory 3g, or mem_limit: 3g in docker-compose.yml");
    }

    /** Who reaches the engine has the host. */
    BrowserCheck socket() {
        Optional<String> mounted = mounts().map(Mount::place)
                .filter(place -> place.matches(".*/(docker|podman|containerd|crio)\\.sock"))
                .findFirst();
        return mounted.or(() -> Stream.of("run/docker.sock", "var/run/docker.sock")
                        .filter(file -> Files.exists(root.resolve(file)))
                        .map(file -> "/" + file)
                        .findFirst())
                .map(place -> BrowserCheck.weak(
                        "engine's socket", place + " is in here", "take that volume away: whoever has it has the host"))
                .orElseGet(() -> BrowserCheck.good("engine's socket", "not in here"));
    }

    private static BrowserCheck untold(String name) {
        return BrowserCheck.good(name, "this system does not tell");
    }

    private Optional<String> status(String name) {
        return lines("proc/self/status")
                .filter(line -> line.startsWith(name + ":"))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst();
    }

    private OptionalLong bits(String name) {
        return status(name)
                .filter(text -> text.matches("[0-9a-f]{1,16}"))
                .map(text -> OptionalLong.of(Long.parseUnsignedLong(text, 16)))
                .orElseGet(OptionalLong::empty);
    }

    /** A line of mountinfo. */
    private record Mount(String place, boolean readOnly) {}

    private Stream<Mount> mounts() {
        return lines("proc/self/mountinfo")
                .map(line -> line.split(" "))
                .filter(parts -> parts.length > 5)
                .map(parts -> new Mount(parts[4], List.of(parts[5].split(",")).contains("ro")));
    }

    private Stream<String> lines(String file) {
        try {
            return Files.readAllLines(root.resolve(file)).stream();
        } catch (IOException notThere) {
            return Stream.empty();
        }
    }
}
