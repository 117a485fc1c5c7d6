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
 * @param started when it started, epoch milliseconds
 */
record ProcessName(String machine, long pid, long started) {
    /** The system derives start times from the time of boot, which moves a little when the clock is set. */
    private static final long TOLERANCE_MILLIS = 2_000;

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
                .filter(handle -> Math.abs(startOf(handle) - started) <= TOLERANCE_MILLIS)
                .isPresent();
    }

    private static long startOf(ProcessHandle handle) {
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
