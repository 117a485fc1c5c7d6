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
 * How much memory the control groups of this process leave it: the least of all limits from its own group up to the
 * root, in version 2 the one that kills and the one that slows down, in version 1 the one that there is.
 */
final class ControlGroup {
    private static final Path MOUNT = Path.of("sys/fs/cgroup");
    /** Version 1 writes "no limit" as the largest whole page below 2^63. */
    private static final long UNLIMITED = 1L << 60;

    private ControlGroup() {}

    /** @return bytes; empty when nothing limits them */
    static OptionalLong memory(Path root) {
        Path mount = root.resolve(MOUNT);
        List<Path> files = new ArrayList<>();
        for (String line : lines(root.resolve("proc/self/cgroup"))) {
            String[] parts = line.split(":", 3);
            if (parts.length < 3) {
                continue;
            }
            if (parts[0].equals("0") && parts[1].isEmpty()) {
                limits(mount, parts[2], List.of("memory.max", "memory.high"), files);
            } else if (List.of(parts[1].split(",")).contains("memory")) {
                limits(mount.resolve("memory"), parts[2], List.of("memory.limit_in_bytes"), files);
            }
        }
        // In a container the own group is often mounted as the root, whatever the line says.
        limits(mount, "/", List.of("memory.max", "memory.high"), files);
        limits(mount.resolve("memory"), "/", List.of("memory.limit_in_bytes"), files);
        return files.stream()
                .flatMapToLong(ControlGroup::number)
                .filter(bytes -> bytes > 0 && bytes < UNLIMITED)
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
