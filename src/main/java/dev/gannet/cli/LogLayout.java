package dev.gannet.cli;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import ch.qos.logback.core.encoder.EncoderBase;
import dev.gannet.web.OneLine;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * One line for each message of the log, whatever is in it (S31): time in UTC, level, thread, logger, text. A stack trace
 * follows on lines that start with a tab, which no message can.
 */
final class LogLayout extends EncoderBase<ILoggingEvent> {
    private static final int DEEPEST = 8;

    @Override
    public byte[] headerBytes() {
        return new byte[0];
    }

    @Override
    public byte[] footerBytes() {
        return new byte[0];
    }

    @Override
    public byte[] encode(ILoggingEvent event) {
        return text(event).getBytes(StandardCharsets.UTF_8);
    }

    static String text(ILoggingEvent event) {
        StringBuilder text = new StringBuilder(200);
        text.append(Instant.ofEpochMilli(event.getTimeStamp())).append(' ').append(event.getLevel());
        text.append(" [").append(OneLine.of(event.getThreadName())).append("] ");
        text.append(shortName(event.getLoggerName())).append(": ");
        text.append(OneLine.of(String.valueOf(event.getFormattedMessage()))).append('\n');
        IThrowableProxy failure = event.getThrowableProxy();
        for (int depth = 0; failure != null && depth < DEEPEST; depth++, failure = failure.getCause()) {
            trace(failure, depth == 0 ? "" : "caused by ", text);
        }
        return text.toString();
    }

    private static void trace(IThrowableProxy failure, String lead, StringBuilder text) {
        String message = OneLine.of(String.valueOf(failure.getMessage()));
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

    static String shortName(String logger) {
        return OneLine.of(logger.substring(logger.lastIndexOf('.') + 1));
    }
}
