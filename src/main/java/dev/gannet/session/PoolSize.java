package dev.gannet.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How many browsers this machine carries. */
public final class PoolSize {
    private static final long MEGA = 1024L * 1024;
    private static final long OURS = 1024 * MEGA;
    private static final long EACH = 350 * MEGA;

    private PoolSize() {}

    /**
     * @return two for each core, as far as memory allows: 1 GB for everything else, 350 MB for each browser; the limit of
     *     the control group counts where there is one; at least 1
     */
    public static int suggest() {
        return suggest(Runtime.getRuntime().availableProcessors(), memory(Path.of("/")));
    }

    static int suggest(int cores, long memory) {
        return (int) Math.max(1, Math.min(2L * cores, (memory - OURS) / EACH));
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
