package dev.gannet.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What can be done with the place that is printed to.
 *
 * @param live whether a line can be drawn over: stderr is a terminal that is not dumb, and this is no CI job
 * @param colour whether results may be coloured: stdout is a terminal and {@code NO_COLOR} is not set
 * @param width columns
 */
record TerminalLook(boolean live, boolean colour, int width) {
    private static final int USUAL = 100;
    private static final int NARROWEST = 40;
    private static final int WIDEST = 240;

    TerminalLook {
        width = Math.max(NARROWEST, Math.min(WIDEST, width));
    }

    static TerminalLook ofProcess(Map<String, String> environment) {
        return of(environment, isTerminal(1), isTerminal(2));
    }

    static TerminalLook of(Map<String, String> environment, boolean out, boolean err) {
        boolean dumb = "dumb".equals(environment.get("TERM")) || environment.get("TERM") == null;
        boolean robot = !environment.getOrDefault("CI", "").isEmpty();
        boolean plain = !environment.getOrDefault("NO_COLOR", "").isEmpty();
        return new TerminalLook(err && !dumb && !robot, out && !dumb && !plain, width(environment, out || err));
    }

    /** System.console() knows stdin and stdout together only, so Linux is asked for each by itself. */
    private static boolean isTerminal(int descriptor) {
        Path link = Path.of("/proc/self/fd/" + descriptor);
        try {
            String target = Files.readSymbolicLink(link).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (IOException | UnsupportedOperationException notLinux) {
            return System.console() != null;
        }
    }

    private static int width(Map<String, String> environment, boolean terminal) {
        String columns = environment.getOrDefault("COLUMNS", "");
        if (columns.matches("[0-9]{1,4}")) {
            return Integer.parseInt(columns);
        }
        return terminal ? askedWidth() : USUAL;
    }

    private static int askedWidth() {
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(Path.of("/dev/tty").toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!stty.waitFor(500, TimeUnit.MILLISECONDS)) {
                stty.destroyForcibly();
                return USUAL;
            }
            String answer = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
            return answer.matches("[0-9]+ [1-9][0-9]{0,3}")
                    ? Integer.parseInt(answer.substring(answer.indexOf(' ') + 1))
                    : USUAL;
        } catch (IOException noStty) {
            return USUAL;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return USUAL;
        }
    }
}
