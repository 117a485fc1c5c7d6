package dev.gannet.session;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Looks through a shell script to the program that its last command starts. Behind a script that does not exec, a
 * driver ends the shell and leaves the browser running.
 */
final class Wrapper {
    private static final int MOST_BYTES = 64 * 1024;
    private static final int MOST_STEPS = 5;
    private static final Pattern COMMAND =
            Pattern.compile("^\\s*(?:exec\\s+)?(?:-a\\s+\\S+\\s+)?([\"']?)(/[^\"'\\s]+)\\1\\s.*\"?\\$@\"?.*$");

    private Wrapper() {}

    /** @return the real program; empty when the script cannot be seen through and starts nothing that we know */
    static Optional<Path> through(Path program) {
        try {
            Path at = program.toRealPath();
            for (int step = 0; step < MOST_STEPS; step++) {
                if (!script(at)) {
                    // Every program of a snap is a link to this one, which tells its own version and not theirs.
                    return at.endsWith("snap") ? Optional.empty() : Optional.of(at);
                }
                Optional<Path> next = target(at);
                if (next.isEmpty()) {
                    return beside(at);
                }
                at = next.get().toRealPath();
            }
        } catch (IOException e) {
            return Optional.empty();
        }
        return Optional.empty();
    }

    private static boolean script(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] start = in.readNBytes(2);
            return start.length == 2 && start[0] == '#' && start[1] == '!';
        }
    }

    private static Optional<Path> target(Path script) throws IOException {
        if (Files.size(script) > MOST_BYTES) {
            return Optional.empty();
        }
        List<String> lines =
                Files.readString(script, StandardCharsets.ISO_8859_1).lines().toList();
        for (int i = lines.size() - 1; i >= 0; i--) {
            Matcher command = COMMAND.matcher(lines.get(i));
            if (command.matches() && Files.isExecutable(Path.of(command.group(2)))) {
                return Optional.of(Path.of(command.group(2)));
            }
        }
        return Optional.empty();
    }

    /** Debian's and Google's long scripts start what lies in the system's folder under the same name. */
    private static Optional<Path> beside(Path script) throws IOException {
        String name = script.getFileName().toString();
        for (String known : List.of(
                "/usr/lib/chromium/" + name,
                "/usr/lib/chromium-browser/" + name,
                "/opt/google/chrome/chrome",
                "/usr/lib64/chromium-browser/" + name)) {
            Path candidate = Path.of(known);
            if (Files.isExecutable(candidate) && !candidate.equals(script) && !script(candidate)) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }
}
