package dev.gannet.cli;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import dev.gannet.web.OneLine;
import dev.gannet.web.Redaction;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * One line for each message of the log, whatever is in it (S31): time in UTC, level, thread, logger, what it is about
 * ({@code run}, {@code page}, {@code session}), text. A stack trace
 * follows on lines that start with a tab, which no message can.
 */
final class LogLayout extends LineEncoder {
    private static final int DEEPEST = 8;

    private final Redaction redaction;

    /** @param redaction takes out of messages and traces what must not be shown */
    LogLayout(Redaction redaction) {
        this.redaction = redaction;
    }

    @Override
    String text(ILoggingEvent event) {
        StringBuilder text = new StringBuilder(200);
        text.append(Instant.ofEpochMilli(event.getTimeStamp())).append(' ').append(event.getLevel());
        text.append(" [").append(OneLine.of(event.getThreadName())).append("] ");
        text.append(shortName(event.getLoggerName()));
        Map<String, String> about = event.getMDCPropertyMap();
        if (!about.isEmpty()) {
            text.append(' ').append(OneLine.of(new TreeMap<>(about).toString()));
        }
        text.append(": ");
        text.append(line(String.valueOf(event.getFormattedMessage()))).append('\n');
        IThrowableProxy failure = event.getThrowableProxy();
        for (int depth = 0; failure != null && depth < DEEPEST; depth++, failure = failure.getCause()) {
            trace(failure, depth == 0 ? "" : "caused by ", text);
        }
        return text.toString();
    }

    private void trace(IThrowableProxy failure, String lead, StringBuilder text) {
        String message = line(String.valueOf(failure.getMessage()));
        text.append('\t')
                .append(lead)
                .append(failure.getClassName())
                .append(": ")
                .append(message)
                .append('\n');
        for (StackTraceElementProxy element : failure.getStackTraceElementProxyArray()) {
            text.append("\t  ").append(OneLine.of(element.getSTEAsString())).append('\n');
        }
    }

    /** Before it is cut: half a secret would not be known again. */
    private String line(String text) {
        return OneLine.message(redaction.redact(text));
    }

    static String shortName(String logger) {
        return OneLine.of(logger.substring(logger.lastIndexOf('.') + 1));
    }
}
