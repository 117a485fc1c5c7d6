package dev.gannet.cli;

import dev.gannet.web.OneLine;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import picocli.CommandLine.Help.Ansi;

/**
 * Where the program prints: results to {@code out}, everything else to {@code err}, both UTF-8 whatever the locale. It
 * keeps at most one live line at the foot of {@code err}; whatever is said meanwhile is printed above it. Thread-safe.
 */
final class Terminal {
    private static final String CLEAR = "\r\u001b[K";

    private final PrintWriter out;
    private final PrintWriter err;
    private final TerminalLook look;
    private String live = "";

    Terminal(PrintWriter out, PrintWriter err, TerminalLook look) {
        this.out = out;
        this.err = err;
        this.look = look;
    }

    /** @return the terminal or the pipes that the process was started with */
    static Terminal ofProcess(Map<String, String> environment) {
        return new Terminal(
                writer(FileDescriptor.out), writer(FileDescriptor.err), TerminalLook.ofProcess(environment));
    }

    private static PrintWriter writer(FileDescriptor descriptor) {
        return new PrintWriter(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }

    PrintWriter out() {
        return out;
    }

    PrintWriter err() {
        return err;
    }

    TerminalLook look() {
        return look;
    }

    /** Prints one line above the live line; control characters in it do nothing. */
    synchronized void say(String text) {
        if (!live.isEmpty()) {
            err.print(CLEAR);
        }
        err.println(OneLine.of(text));
        err.print(live);
        err.flush();
    }

    /** Puts a line in the place of the live line, cut to the width; on a pipe it does nothing. */
    synchronized void live(String text) {
        if (!look.live()) {
            return;
        }
        String line = OneLine.of(text);
        live = line.length() < look.width() ? line : line.substring(0, look.width() - 2) + "…";
        err.print(CLEAR + live);
        err.flush();
    }

    /** Takes the live line away. */
    synchronized void endLive() {
        if (!live.isEmpty()) {
            err.print(CLEAR);
            err.flush();
            live = "";
        }
    }

    /** @return the text in a style, where colours are wanted */
    String styled(Ansi.Style style, String text) {
        return look.colour() ? style.on() + text + Ansi.Style.reset.on() : text;
    }
}
