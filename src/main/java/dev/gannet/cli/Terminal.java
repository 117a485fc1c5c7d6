package dev.gannet.cli;

import dev.gannet.web.OneLine;
import dev.gannet.web.Redaction;
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
    private final Redaction redaction;
    private String live = "";

    Terminal(PrintWriter out, PrintWriter err, TerminalLook look) {
        this(out, err, look, new Redaction());
    }

    /** @param redaction takes out of everything that is printed what must not be shown */
    Terminal(PrintWriter out, PrintWriter err, TerminalLook look, Redaction redaction) {
        this.out = new PrintWriter(new RedactedWriter(out, redaction), true);
        this.err = new PrintWriter(new RedactedWriter(err, redaction), true);
        this.look = look;
        this.redaction = redaction;
    }

    /** @return the terminal or the pipes that the process was started with */
    static Terminal ofProcess(Map<String, String> environment, Redaction redaction) {
        return new Terminal(
                writer(FileDescriptor.out), writer(FileDescriptor.err), TerminalLook.ofProcess(environment), redaction);
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
        err.println(line(text));
        err.print(live);
        err.flush();
    }

    /** Puts a line in the place of the live line, cut to the width; on a pipe it does nothing. */
    synchronized void live(String text) {
        if (!look.live()) {
            return;
        }
        String line = line(text);
        live = line.length() < look.width() ? line : line.substring(0, look.width() - 2) + "…";
        err.print(CLEAR + live);
        err.flush();
    }

    /** Before it is cut: half a secret would not be known again. */
    private String line(String text) {
        return OneLine.of(redaction.redact(text));
    }

    Redaction redaction() {
        return redaction;
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
