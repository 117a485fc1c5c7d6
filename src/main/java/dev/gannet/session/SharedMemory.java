package dev.gannet.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/** The file system through which the processes of a browser share what they draw; containers get 64 MB of it (R47). */
final class SharedMemory {
    private static final long MEGA = 1024L * 1024;
    /** With less, tabs crash on pages of ordinary size. */
    private static final long ENOUGH = 256 * MEGA;

    private final OptionalLong size;

    private SharedMemory(OptionalLong size) {
        this.size = size;
    }

    /** @return that of this machine */
    static SharedMemory here() {
        try {
            return of(Path.of("/"), MachineCheck.Disk.REAL);
        } catch (IOException unknown) {
            return new SharedMemory(OptionalLong.empty());
        }
    }

    /** @param root of the file system that it is looked for in */
    static SharedMemory of(Path root, MachineCheck.Disk disk) throws IOException {
        Path place = root.resolve("dev/shm");
        return new SharedMemory(Files.isDirectory(place) ? OptionalLong.of(disk.total(place)) : OptionalLong.empty());
    }

    /** @return in megabytes; empty where this system has none, or does not tell */
    OptionalLong megabytes() {
        return size.isPresent() ? OptionalLong.of(size.getAsLong() / MEGA) : size;
    }

    boolean enough() {
        return size.orElse(Long.MAX_VALUE) >= ENOUGH;
    }

    /** @return what a browser is told, so that what is too small is not used */
    List<String> arguments() {
        return enough() ? List.of() : List.of("--disable-dev-shm-usage");
    }
}
