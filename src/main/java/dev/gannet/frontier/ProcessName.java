package dev.gannet.frontier;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * Names a process so that another one of the same machine can tell whether it still lives: a number alone is given
 * again, a number and a start time is not.
 *
 * @param machine host name
 * @param pid process number
 * @param started when it started: in clock ticks since the boot where the system has them ({@code /proc/PID/stat}, field 22),
 *     else in epoch milliseconds. Ticks are the same for every observer; a time of day moves when the clock is set, and a live
 *     process would look dead.
 */
record ProcessName(String machine, long pid, long started) {
    /** The system derives times of day from the time of boot, which moves a little when the clock is set. */
    private static final long TOLERANCE_MILLIS = 2_000;
    /** No machine runs for so many ticks; a larger number is a time of day. */
    private static final long MOST_TICKS = 100_000_000_000L;
    /** The field of {@code /proc/PID/stat} with the start, counted behind the name, which may hold spaces (proc(5)). */
    private static final int START_FIELD = 19;

    static ProcessName current() {
        ProcessHandle self = ProcessHandle.current();
        return new ProcessName(machineName(), self.pid(), startOf(self));
    }

    /** @return the process that a text names, if it names one */
    static Optional<ProcessName> parse(String text) {
        String[] parts = text.split("/");
        if (parts.length != 3) {
            return Optional.empty();
        }
        try {
            return Optional.of(new ProcessName(parts[0], Long.parseLong(parts[1]), Long.parseLong(parts[2])));
        } catch (NumberFormatException notOurs) {
            return Optional.empty();
        }
    }

    String text() {
        return machine + "/" + pid + "/" + started;
    }

    /** @return whether this names a process of the same machine that is certainly gone */
    boolean deadAsSeenBy(ProcessName observer) {
        return machine.equals(observer.machine) && !alive();
    }

    private boolean alive() {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .filter(handle -> started < MOST_TICKS
                        ? startOf(handle) == started
                        : Math.abs(timeOf(handle) - started) <= TOLERANCE_MILLIS)
                .isPresent();
    }

    private static long startOf(ProcessHandle handle) {
        try {
            String stat = Files.readString(Path.of("/proc", String.valueOf(handle.pid()), "stat"));
            return Long.parseLong(stat.substring(stat.lastIndexOf(')') + 2).split(" ")[START_FIELD]);
        } catch (IOException | RuntimeException noSuchFile) {
            return timeOf(handle);
        }
    }

    private static long timeOf(ProcessHandle handle) {
        return handle.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }

    private static String machineName() {
        try {
            Path linux = Path.of("/proc/sys/kernel/hostname");
            String name = Files.isReadable(linux)
                    ? Files.readString(linux).strip()
                    : InetAddress.getLocalHost().getHostName();
            return name.replace('/', '-');
        } catch (UnknownHostException e) {
            return "localhost";
        } catch (IOException e) {
            return "unknown";
        }
    }
}
