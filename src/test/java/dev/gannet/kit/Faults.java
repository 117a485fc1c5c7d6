package dev.gannet.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Breaks browsers on demand. A process is picked by the folder it was started with and its part in the browser, never by
 * its name alone: what others run on this machine is never touched. Linux only.
 */
public final class Faults {
    private Faults() {}

    /** A signal as {@code kill} names it. */
    public enum Signal {
        KILL,
        TERM,
        STOP,
        CONT
    }

    /** A part that a process plays in a browser. */
    public enum Role {
        /** The chromedriver. */
        DRIVER,
        /** Chrome's main process. */
        CHROME,
        /** A process that runs the pages. */
        RENDERER
    }

    /** Sends a signal. A process that is gone by now takes none, and that is fine. */
    public static void send(Signal signal, ProcessHandle process) {
        try {
            Process kill = new ProcessBuilder("sh", "-c", "kill -" + signal + " " + process.pid())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            kill.getOutputStream().close();
            if (!kill.waitFor(20, TimeUnit.SECONDS)) {
                throw new IllegalStateException("kill did not end");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** @return the living processes in that role whose profile or temporary folder lies below the folder, by pid */
    public static List<ProcessHandle> processes(Path folder, Role role) {
        Set<ProcessHandle> ours = new java.util.HashSet<>();
        for (ProcessHandle process : ProcessHandle.allProcesses().toList()) {
            if (names(process, folder)) {
                ours.add(process);
                // A renderer in its sandbox shows nobody its environment.
                process.descendants().forEach(ours::add);
            }
        }
        List<ProcessHandle> found = new ArrayList<>(ours.stream()
                .filter(process -> role == role(command(process)))
                .filter(ProcessHandle::isAlive)
                .toList());
        found.sort(Comparator.comparingLong(ProcessHandle::pid));
        return found;
    }

    private static boolean names(ProcessHandle process, Path folder) {
        if (process.equals(ProcessHandle.current())) {
            return false;
        }
        String below = folder.toAbsolutePath() + "/";
        return read(process, "environ").contains("TMPDIR=" + below)
                || command(process).contains("--user-data-dir=" + below);
    }

    private static @org.jspecify.annotations.Nullable Role role(String command) {
        if (command.contains("--type=renderer")) {
            return Role.RENDERER;
        }
        String program = command.split("\0", 2)[0].toLowerCase(Locale.ROOT);
        if (program.endsWith("chromedriver")) {
            return Role.DRIVER;
        }
        return command.contains("--remote-debugging-port") && !command.contains("--type=") ? Role.CHROME : null;
    }

    private static String command(ProcessHandle process) {
        return read(process, "cmdline");
    }

    private static String read(ProcessHandle process, String file) {
        try {
            return new String(
                    Files.readAllBytes(Path.of("/proc", String.valueOf(process.pid()), file)),
                    StandardCharsets.ISO_8859_1);
        } catch (IOException goneOrNotOurs) {
            return "";
        }
    }
}
