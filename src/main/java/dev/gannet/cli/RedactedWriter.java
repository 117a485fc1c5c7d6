package dev.gannet.cli;

import dev.gannet.web.Redaction;
import java.io.IOException;
import java.io.Writer;

/** Takes the secrets out of what is printed, line by line. Locked by its writer, as writers are. */
final class RedactedWriter extends Writer {
    private final Writer out;
    private final Redaction redaction;
    private final StringBuilder line = new StringBuilder();

    RedactedWriter(Writer out, Redaction redaction) {
        super(out);
        this.out = out;
        this.redaction = redaction;
    }

    @Override
    public void write(char[] text, int from, int length) throws IOException {
        synchronized (lock) {
            line.append(text, from, length);
            int end = line.lastIndexOf("\n") + 1;
            if (end > 0) {
                out.write(redaction.redact(line.substring(0, end)));
                line.delete(0, end);
            }
        }
    }

    @Override
    public void flush() throws IOException {
        synchronized (lock) {
            out.write(redaction.redact(line.toString()));
            line.setLength(0);
            out.flush();
        }
    }

    @Override
    public void close() throws IOException {
        flush();
        out.close();
    }
}
