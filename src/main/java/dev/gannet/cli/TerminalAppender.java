package dev.gannet.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.Locale;

/** Tells the person what is at least a warning, in one short line above the progress line; no stack traces. */
final class TerminalAppender extends AppenderBase<ILoggingEvent> {
    private final Terminal terminal;
    private volatile Level least = Level.WARN;

    TerminalAppender(Terminal terminal) {
        this.terminal = terminal;
    }

    void least(Level level) {
        least = level;
    }

    @Override
    protected void append(ILoggingEvent event) {
        if (event.getLevel().isGreaterOrEqual(least)) {
            String level = event.getLevel() == Level.WARN
                    ? "warning"
                    : event.getLevel().toString().toLowerCase(Locale.ROOT);
            terminal.say(level + ": " + event.getFormattedMessage());
        }
    }
}
