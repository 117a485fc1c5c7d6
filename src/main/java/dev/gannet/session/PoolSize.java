package dev.gannet.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How many browsers this machine carries. */
public final class PoolSize {
    private static final long MEGA = 1024L * 1024;
    private static final long OURS = 1024 * MEGA;
    private static final long EACH = 350 * MEGA;

    /** Chrome's headless shell has 8 processes with 70 to 73 threads, measured with 156 on two cores. */
    private static final long PROCESSES_EACH = 80;

    private static final long PROCESSES_OURS = 100;

    private PoolSize() {}

    /**
     * @return two for each core, as far as memory allows (1 GB for everything else, 350 MB for each browser) and the
     *     number of processes and threads (100 and 80); the limits of the control group count where there are some; at
     *     least 1
     */
    public static int suggest() {
        Path root = Path.of("/");
        return suggest(
                Runtime.getRuntime().availableProcessors(),
                memory(root),
                ControlGroup.processes(root).orElse(Long.MAX_VALUE));
    }

    static int suggest(int cores, long memory, long processes) {
        long most = Math.min(2L * cores, Math.min((memory - OURS) / EACH, sessions(processes)));
        return (int) Math.max(1, most);
    }

    /** @return how many processes and threads so many sessions have, with everything else */
    static long processes(int sessions) {
        return PROCESSES_EACH * sessions + PROCESSES_OURS;
    }

    /** @return how many sessions that many processes and threads are enough for; at least 1 */
    static long sessions(long processes) {
        return Math.max(1, (processes - PROCESSES_OURS) / PROCESSES_EACH);
    }

    /** @return bytes that may be used, by the files below that root */
    static long memory(Path root) {
        long machine = machine(root.resolve("proc/meminfo"));
        return Math.min(machine, ControlGroup.memory(root).orElse(machine));
    }

    private static long machine(Path meminfo) {
        try {
            return Files.readAllLines(meminfo).stream()
                    .filter(line -> line.startsWith("MemTotal:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024)
                    .findFirst()
                    .orElse(OURS + 4 * EACH);
        } catch (IOException noProc) {
            // macOS and others: room for four.
            return OURS + 4 * EACH;
        }
    }
}
