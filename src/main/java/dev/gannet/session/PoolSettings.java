package dev.gannet.session;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How the pool is kept.
 *
 * @param size most browsers at a time
 * @param maxUses leases after which a browser is replaced
 * @param maxAge age after which a browser is replaced
 * @param launchTimeout most time that a browser may take to start
 * @param quitTimeout time that a browser has to end by itself before it is killed
 * @param memory bytes of memory that a browser may take with all its processes; above them it is killed, above two thirds
 *     of them it is replaced after its lease
 * @param work folder below which every browser gets a folder of its own; folders of dead runs in it are swept
 */
public record PoolSettings(
        int size, int maxUses, Duration maxAge, Duration launchTimeout, Duration quitTimeout, long memory, Path work) {
    /** What a browser may take where nothing else is said: 1500 MB. */
    public static final long MEMORY = 1_500_000_000;

    /** Less than this no browser lives on: 300 MB. */
    public static final long LEAST_MEMORY = 300_000_000;

    public PoolSettings {
        if (size < 1 || size > 256) {
            throw new IllegalArgumentException("sessions must be 1 to 256, not " + size);
        }
        if (maxUses < 1) {
            throw new IllegalArgumentException("a browser serves at least one lease, not " + maxUses);
        }
        if (memory < LEAST_MEMORY) {
            throw new IllegalArgumentException("a browser needs 300 MB of memory, not " + memory + " bytes");
        }
        work = work.toAbsolutePath().normalize();
    }

    /** @return a pool of that size with the usual limits, below the machine's folder for temporary files */
    public static PoolSettings of(int size) {
        return new PoolSettings(
                size,
                500,
                Duration.ofMinutes(30),
                Duration.ofSeconds(60),
                Duration.ofSeconds(5),
                MEMORY,
                Path.of(System.getProperty("java.io.tmpdir")));
    }

    /** @return the same pool below another folder */
    public PoolSettings in(Path folder) {
        return new PoolSettings(size, maxUses, maxAge, launchTimeout, quitTimeout, memory, folder);
    }

    /** @return the same pool with that many bytes for each browser */
    public PoolSettings memory(long bytes) {
        return new PoolSettings(size, maxUses, maxAge, launchTimeout, quitTimeout, bytes, work);
    }
}
