package dev.gannet.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Tells the person what is at least a warning, in one short line above the progress line; no stack traces. */
final class TerminalAppender extends AppenderBase<ILoggingEvent> {
    private final Terminal terminal;
    private volatile Level least = Level.WARN;
    private volatile @Nullable JsonLayout layout;

    TerminalAppender(Terminal terminal) {
        this.terminal = terminal;
    }

    /** From now on messages are JSON objects, those that inform included. */
    void json(JsonLayout as) {
        layout = as;
    }

    void least(Level level) {
        least = level;
    }

    @Override
    protected void append(ILoggingEvent event) {
        JsonLayout json = layout;
        if (json != null) {
            if (event.getLevel().isGreaterOrEqual(Level.INFO)) {
                terminal.err().println(json.line(event));
                terminal.err().flush();
            }
        } else if (event.getLevel().isGreaterOrEqual(least)) {
            String level = event.getLevel() == Level.WARN
                    ? "warning"
                    : event.getLevel().toString().toLowerCase(Locale.ROOT);
            terminal.say(level + ": " + event.getFormattedMessage());
        }
    }
}
