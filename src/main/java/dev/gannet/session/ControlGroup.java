package dev.gannet.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * What the control groups of this process leave it: the least of all limits from its own group up to the root, in version 2
 * of memory the one that kills and the one that slows down.
 */
final class ControlGroup {
    private static final Path MOUNT = Path.of("sys/fs/cgroup");
    /** Version 1 writes "no limit" as the largest whole page below 2^63. */
    private static final long UNLIMITED = 1L << 60;

    private ControlGroup() {}

    /** @return bytes; empty when nothing limits them */
    static OptionalLong memory(Path root) {
        return least(root, "memory", List.of("memory.max", "memory.high"), List.of("memory.limit_in_bytes"));
    }

    /** @return processes and threads; empty when nothing limits them */
    static OptionalLong processes(Path root) {
        return least(root, "pids", List.of("pids.max"), List.of("pids.max"));
    }

    private static OptionalLong least(Path root, String controller, List<String> names, List<String> namesOfFirst) {
        Path mount = root.resolve(MOUNT);
        List<Path> files = new ArrayList<>();
        for (String line : lines(root.resolve("proc/self/cgroup"))) {
            String[] parts = line.split(":", 3);
            if (parts.length < 3) {
                continue;
            }
            if (parts[0].equals("0") && parts[1].isEmpty()) {
                limits(mount, parts[2], names, files);
            } else if (List.of(parts[1].split(",")).contains(controller)) {
                limits(mount.resolve(controller), parts[2], namesOfFirst, files);
            }
        }
        // In a container the own group is often mounted as the root, whatever the line says.
        limits(mount, "/", names, files);
        limits(mount.resolve(controller), "/", namesOfFirst, files);
        return files.stream()
                .flatMapToLong(ControlGroup::number)
                .filter(most -> most > 0 && most < UNLIMITED)
                .min();
    }

    private static void limits(Path mount, String group, List<String> names, List<Path> files) {
        @Nullable Path at = mount.resolve(group.replaceFirst("^/+", "")).normalize();
        while (at != null && at.startsWith(mount)) {
            Path here = at;
            names.forEach(name -> files.add(here.resolve(name)));
            at = at.getParent();
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException noControlGroups) {
            return List.of();
        }
    }

    private static LongStream number(Path file) {
        try {
            return LongStream.of(Long.parseLong(Files.readString(file).strip()));
        } catch (IOException | NumberFormatException noLimit) {
            return LongStream.empty();
        }
    }
}
