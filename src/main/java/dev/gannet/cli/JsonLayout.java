package dev.gannet.cli;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import dev.gannet.web.Redaction;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * One JSON object a line for each message of the log: {@code time} (UTC), {@code level}, {@code thread}, {@code logger},
 * {@code message}, what the message is about ({@code run}, {@code page}, {@code session}), and {@code error} with its trace.
 */
final class JsonLayout extends LineEncoder {
    private final Redaction redaction;

    /** @param redaction takes out of messages and traces what must not be shown */
    JsonLayout(Redaction redaction) {
        this.redaction = redaction;
    }

    @Override
    String text(ILoggingEvent event) {
        return line(event) + "\n";
    }

    String line(ILoggingEvent event) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("time", Instant.ofEpochMilli(event.getTimeStamp()).toString());
        line.put("level", event.getLevel().toString());
        line.put("thread", event.getThreadName());
        line.put("logger", LogLayout.shortName(event.getLoggerName()));
        line.put("message", redaction.redact(String.valueOf(event.getFormattedMessage())));
        line.putAll(new TreeMap<>(event.getMDCPropertyMap()));
        IThrowableProxy failure = event.getThrowableProxy();
        if (failure != null) {
            line.put("error", redaction.redact(ThrowableProxyUtil.asString(failure)));
        }
        return SummaryJson.line(line);
    }
}
