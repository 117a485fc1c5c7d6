package dev.gannet.cli;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.EncoderBase;
import java.nio.charset.StandardCharsets;

/** Writes each message of the log as text of its own, with nothing before the first and after the last. */
abstract class LineEncoder extends EncoderBase<ILoggingEvent> {
    /** @return the message as it is written, line breaks included */
    abstract String text(ILoggingEvent event);

    @Override
    public final byte[] headerBytes() {
        return new byte[0];
    }

    @Override
    public final byte[] footerBytes() {
        return new byte[0];
    }

    @Override
    public final byte[] encode(ILoggingEvent event) {
        return text(event).getBytes(StandardCharsets.UTF_8);
    }
}
