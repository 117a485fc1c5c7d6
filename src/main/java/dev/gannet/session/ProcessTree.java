package dev.gannet.session;

import dev.gannet.web.Deadline;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The processes of one browser: the driver, its descendants, and whatever names the browser's folder. Thread-safe. */
final class ProcessTree {
    private final ProcessHandle root;
    private final Path folder;
    private final Set<ProcessHandle> known = new HashSet<>();

    ProcessTree(ProcessHandle root, Path folder) {
        this.root = root;
        this.folder = folder;
    }

    /** Notes who is there now: once the driver is dead its descendants are nobody's. */
    synchronized void look() {
        known.add(root);
        root.descendants().forEach(known::add);
        known.addAll(ProcessTable.naming(folder));
    }

    /** @return who lives of those known and their descendants; a cheap look that reads no environments */
    synchronized Set<Long> living() {
        known.add(root);
        // Each look at descendants reads the whole table; once the driver is dead they are nobody's, so each is asked.
        List<ProcessHandle> roots = root.isAlive() ? List.of(root) : List.copyOf(known);
        roots.forEach(process -> process.descendants().forEach(known::add));
        known.removeIf(process -> !process.isAlive());
        return known.stream().map(ProcessHandle::pid).collect(Collectors.toSet());
    }

    /** Kills everybody, without waiting. */
    synchronized void kill() {
        look();
        known.forEach(ProcessHandle::destroyForcibly);
    }

    /** Kills until nobody is left. @return whether that is so */
    boolean gone(Deadline deadline) {
        return Waiting.until(this::killedAll, deadline);
    }

    private synchronized boolean killedAll() {
        if (known.stream().noneMatch(ProcessTable::runs)) {
            look();
        }
        known.removeIf(process -> !ProcessTable.runs(process));
        known.forEach(ProcessHandle::destroyForcibly);
        return known.isEmpty();
    }
}
