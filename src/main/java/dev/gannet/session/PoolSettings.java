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
 * @param work folder below which every browser gets a folder of its own; folders of dead runs in it are swept
 */
public record PoolSettings(
        int size, int maxUses, Duration maxAge, Duration launchTimeout, Duration quitTimeout, Path work) {
    public PoolSettings {
        if (size < 1 || size > 256) {
            throw new IllegalArgumentException("sessions must be 1 to 256, not " + size);
        }
        if (maxUses < 1) {
            throw new IllegalArgumentException("a browser serves at least one lease, not " + maxUses);
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
                Path.of(System.getProperty("java.io.tmpdir")));
    }

    /** @return the same pool below another folder */
    public PoolSettings in(Path folder) {
        return new PoolSettings(size, maxUses, maxAge, launchTimeout, quitTimeout, folder);
    }
}
