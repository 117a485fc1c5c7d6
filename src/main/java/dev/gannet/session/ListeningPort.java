package dev.gannet.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The port that a process listens on, as Linux knows it. A chromedriver that picks its port itself says 0 where there is
 * no IPv6, as in most containers, though it listens all the same.
 */
final class ListeningPort {
    private static final String LISTEN = "0A";
    private static final int ADDRESS = 1;
    private static final int STATE = 3;
    private static final int INODE = 9;

    private ListeningPort() {}

    /** @return the port of its first listening socket; empty when it has none, or on another system */
    static OptionalInt of(ProcessHandle process) {
        Path proc = Path.of("/proc", String.valueOf(process.pid()));
        try {
            Set<String> sockets = sockets(proc.resolve("fd"));
            List<String> table = new ArrayList<>(Files.readAllLines(proc.resolve("net/tcp")));
            Path six = proc.resolve("net/tcp6");
            if (Files.exists(six)) {
                table.addAll(Files.readAllLines(six));
            }
            return port(table, sockets);
        } catch (IOException unreadable) {
            return OptionalInt.empty();
        }
    }

    /** @param table the lines of {@code /proc/net/tcp} */
    static OptionalInt port(List<String> table, Set<String> inodes) {
        return table.stream()
                .map(line -> line.strip().split("\\s+"))
                .filter(columns -> columns.length > INODE
                        && LISTEN.equals(columns[STATE])
                        && inodes.contains("socket:[" + columns[INODE] + "]"))
                .mapToInt(
                        columns -> Integer.parseInt(columns[ADDRESS].substring(columns[ADDRESS].indexOf(':') + 1), 16))
                .findFirst();
    }

    private static Set<String> sockets(Path descriptors) throws IOException {
        try (Stream<Path> open = Files.list(descriptors)) {
            return open.map(ListeningPort::target).collect(Collectors.toSet());
        }
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException closedMeanwhile) {
            return "";
        }
    }
}
