package dev.gannet.session;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Finds processes by the folder they were started with, never by their name (R35). */
final class ProcessTable {
    private static final Path PROC = Path.of("/proc");

    private ProcessTable() {}

    /** @return whether it runs; a zombie does not: nothing may ever fetch it, as where process 1 is no init */
    static boolean runs(ProcessHandle process) {
        if (!process.isAlive()) {
            return false;
        }
        String stat = read(PROC.resolve(process.pid() + "/stat"));
        int name = stat.lastIndexOf(')');
        return name < 0 || name + 2 >= stat.length() || "ZX".indexOf(stat.charAt(name + 2)) < 0;
    }

    /** @return the running processes whose TMPDIR or profile lies below the folder; empty where there is no /proc */
    static Set<ProcessHandle> naming(Path folder) {
        Set<ProcessHandle> found = new HashSet<>();
        if (!Files.isDirectory(PROC)) {
            return found;
        }
        List<String> marks = List.of("TMPDIR=" + folder + "/", "--user-data-dir=" + folder + "/");
        try (Stream<Path> entries = Files.list(PROC)) {
            for (Path entry : (Iterable<Path>) entries::iterator) {
                String pid = entry.getFileName().toString();
                if (!pid.chars().allMatch(c -> c >= '0' && c <= '9')) {
                    continue;
                }
                String told = read(entry.resolve("environ")) + '\0' + read(entry.resolve("cmdline"));
                if (marks.stream().anyMatch(told::contains)) {
                    Optional<ProcessHandle> process = ProcessHandle.of(Long.parseLong(pid));
                    process.filter(ProcessTable::runs).ifPresent(found::add);
                }
            }
        } catch (IOException e) {
            return found;
        }
        found.remove(ProcessHandle.current());
        return found;
    }

    private static String read(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        } catch (IOException gone) {
            return "";
        }
    }
}
