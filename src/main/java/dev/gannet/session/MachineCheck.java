package dev.gannet.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/** What a machine or container lacks that pools of browsers die of. It reads files below a root and changes nothing. */
final class MachineCheck {
    private static final long FEWEST_FILES = 1024;
    private static final long MEGA = 1024L * 1024;
    private static final long FREE = 500;
    private static final int BUILT = 2026;
    private static final Duration DRIFT = Duration.ofMinutes(1);
    /** Programs that do not wait for processes which are not their own. */
    private static final Set<String> NO_INITS = Set.of("java", "sh", "bash", "dash", "ash", "busybox");

    private final Path root;
    private final int sessions;
    private final Disk disk;
    private final Clock clock;

    /** How much room the file system of a folder has. */
    interface Disk {
        /** @return bytes in all */
        long total(Path folder) throws IOException;

        /** @return bytes that may still be written */
        long free(Path folder) throws IOException;

        /** Of this machine. */
        Disk REAL = new Disk() {
            @Override
            public long total(Path folder) throws IOException {
                return Files.getFileStore(folder).getTotalSpace();
            }

            @Override
            public long free(Path folder) throws IOException {
                return Files.getFileStore(folder).getUsableSpace();
            }
        };
    }

    MachineCheck(Path root, int sessions, Disk disk, Clock clock) {
        this.root = root;
        this.sessions = sessions;
        this.disk = disk;
        this.clock = clock;
    }

    static MachineCheck ofThisMachine() {
        return new MachineCheck(Path.of("/"), PoolSize.suggest(), Disk.REAL, Clock.systemUTC());
    }

    /** @return everything but the browser itself, for a program that works in these folders */
    List<BrowserCheck> all(Path temporary, Path current) {
        return List.of(
                sharedMemory(),
                init(),
                processes(),
                openFiles(),
                memory(),
                writable(temporary),
                room(current),
                clock(temporary));
    }

    BrowserCheck sharedMemory() {
        try {
            SharedMemory memory = SharedMemory.of(root, disk);
            if (memory.megabytes().isEmpty()) {
                return BrowserCheck.good("shared memory", "this system has no /dev/shm");
            }
            String seen = "/dev/shm has " + memory.megabytes().getAsLong() + " MB";
            return memory.enough()
                    ? BrowserCheck.good("shared memory", seen)
                    : BrowserCheck.weak(
                            "shared memory",
                            seen + ", too little for a browser: it uses its temporary folder, which may be slower",
                            "start the container with --shm-size=1g");
        } catch (IOException e) {
            return BrowserCheck.bad("shared memory", String.valueOf(e.getMessage()), "make /dev/shm readable");
        }
    }

    /** Processes whose parents were killed are PID 1's; one that does not wait for them keeps each as a zombie. */
    BrowserCheck init() {
        String first = text("proc/1/comm");
        if (first.isEmpty()) {
            return BrowserCheck.good("init", "this system does not tell what PID 1 is");
        }
        boolean container = ContainerCheck.inside(root);
        long zombies = zombies();
        boolean none = NO_INITS.contains(first) && (container || first.equals("java"));
        return none || zombies > 0
                ? BrowserCheck.bad(
                        "init",
                        "PID 1 is " + first + " and has " + zombies + " zombies: ended browsers may stay as such",
                        "docker run --init, or init: true in docker-compose.yml")
                : BrowserCheck.good("init", "PID 1 is " + first + " and has no zombies");
    }

    /** @return ended processes that PID 1 has not waited for */
    private long zombies() {
        try (Stream<Path> processes = Files.list(root.resolve("proc"))) {
            return processes
                    .filter(process -> process.getFileName().toString().matches("\\d+"))
                    .map(process -> text("proc/" + process.getFileName() + "/stat"))
                    .filter(stat -> stat.matches(".*\\) Z 1 .*"))
                    .count();
        } catch (IOException noProc) {
            return 0;
        }
    }

    BrowserCheck processes() {
        long need = PoolSize.processes(sessions);
        long most = limit("Max processes").orElse(Long.MAX_VALUE);
        String who = "ulimit -u";
        OptionalLong pids = ControlGroup.processes(root);
        if (pids.isPresent() && pids.getAsLong() < most) {
            most = pids.getAsLong();
            who = "the control group's pids.max";
        }
        if (most == Long.MAX_VALUE) {
            return BrowserCheck.good("processes", "no limit");
        }
        String seen = who + " allows " + most + "; " + sessions + " sessions need about " + need;
        return most >= need
                ? BrowserCheck.good("processes", seen)
                : BrowserCheck.bad(
                        "processes",
                        seen,
                        (who.startsWith("ulimit") ? "ulimit -u " : "docker run --pids-limit ") + need
                                + ", or run with --sessions " + PoolSize.sessions(most));
    }

    BrowserCheck openFiles() {
        OptionalLong files = limit("Max open files");
        if (files.isEmpty()) {
            return BrowserCheck.good("open files", "no limit, or this system does not tell it");
        }
        return files.getAsLong() >= FEWEST_FILES
                ? BrowserCheck.good("open files", files.getAsLong() + " may be open")
                : BrowserCheck.bad("open files", "only " + files.getAsLong() + " may be open", "ulimit -n 4096");
    }

    BrowserCheck memory() {
        long mega = PoolSize.memory(root) / MEGA;
        String seen = mega + " MB for everything: " + sessions + (sessions == 1 ? " session" : " sessions");
        return mega >= 1400
                ? BrowserCheck.good("memory", seen)
                : BrowserCheck.bad("memory", seen, "give the machine or container 1400 MB or more");
    }

    BrowserCheck writable(Path folder) {
        try {
            Files.delete(Files.createTempFile(folder, "gannet", ".probe"));
        } catch (IOException e) {
            return BrowserCheck.bad(
                    "temporary folder",
                    folder + " cannot be written",
                    "make it writable or name another with -Djava.io.tmpdir");
        }
        return free("temporary folder", folder);
    }

    BrowserCheck room(Path folder) {
        return free("disk", folder.toAbsolutePath());
    }

    /** Certificates, robots.txt and leases need a clock that is about right. */
    BrowserCheck clock(Path temporary) {
        Instant now = clock.instant();
        if (now.atZone(ZoneOffset.UTC).getYear() < BUILT) {
            return BrowserCheck.bad("clock", "it says " + now, "set the clock: timedatectl set-ntp true");
        }
        try {
            Path probe = Files.createTempFile(temporary, "gannet", ".clock");
            Instant written = Files.getLastModifiedTime(probe).toInstant();
            Files.delete(probe);
            Duration apart = Duration.between(written, now).abs();
            return apart.compareTo(DRIFT) < 0
                    ? BrowserCheck.good("clock", "it says " + now)
                    : BrowserCheck.bad(
                            "clock",
                            "it is " + apart.toSeconds() + " s apart from that of the temporary folder's disk",
                            "set the clock: timedatectl set-ntp true");
        } catch (IOException e) {
            return BrowserCheck.good("clock", "it says " + now);
        }
    }

    /** @return what may keep Chrome's sandbox from working here; empty when nothing is known to */
    List<String> sandboxObstacles() {
        List<String> found = new ArrayList<>();
        obstacle(
                found,
                "proc/sys/kernel/unprivileged_userns_clone",
                "0",
                "sysctl -w kernel.unprivileged_userns_clone=1");
        obstacle(found, "proc/sys/user/max_user_namespaces", "0", "sysctl -w user.max_user_namespaces=15000");
        obstacle(
                found,
                "proc/sys/kernel/apparmor_restrict_unprivileged_userns",
                "1",
                "sysctl -w kernel.apparmor_restrict_unprivileged_userns=0");
        if (lines("proc/self/status").anyMatch(line -> line.matches("Seccomp:\\s*2"))) {
            found.add("a seccomp profile is in force (in a container: src/main/docker/seccomp.json, which allows clone,"
                    + " unshare and chroot)");
        }
        return found;
    }

    private void obstacle(List<String> found, String file, String bad, String remedy) {
        if (text(file).equals(bad)) {
            found.add("/" + file + " is " + bad + " (" + remedy + ")");
        }
    }

    private BrowserCheck free(String name, Path folder) {
        try {
            long free = disk.free(folder) / MEGA;
            String seen = folder + " has " + free + " MB free";
            return free >= FREE
                    ? BrowserCheck.good(name, seen)
                    : BrowserCheck.bad(name, seen, "free at least " + FREE + " MB there");
        } catch (IOException e) {
            return BrowserCheck.bad(name, folder + " cannot be looked at", "make it readable");
        }
    }

    /** @return the soft limit; empty when there is none */
    private OptionalLong limit(String name) {
        return lines("proc/self/limits")
                .filter(line -> line.startsWith(name))
                .map(line -> line.substring(name.length()).strip().split("\\s+")[0])
                .filter(word -> word.matches("\\d{1,18}"))
                .mapToLong(Long::parseLong)
                .findFirst();
    }

    private String text(String file) {
        return lines(file).findFirst().map(String::strip).orElse("");
    }

    private Stream<String> lines(String file) {
        try {
            return Files.readAllLines(root.resolve(file)).stream();
        } catch (IOException notThere) {
            return Stream.empty();
        }
    }
}
