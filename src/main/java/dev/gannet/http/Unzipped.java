package dev.gannet.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;

/**
 * The content of a file that may be compressed by itself (RFC 1952), as {@code sitemap.xml.gz} is, whatever its name and
 * its type say.
 *
 * @param bytes the content, its first bytes where it was cut
 * @param truncated whether it was longer than allowed, or broken off
 */
public record Unzipped(byte[] bytes, boolean truncated) {
    /**
     * @param answer the file as it was answered
     * @param most most bytes that are kept, however much the rest would expand to (S22)
     */
    public static Unzipped of(Fetched answer, int most) {
        byte[] body = answer.body();
        boolean zipped = body.length > 2 && (body[0] & 0xff) == 0x1f && (body[1] & 0xff) == 0x8b;
        if (!zipped) {
            return new Unzipped(body, answer.truncated());
        }
        byte[] buffer = new byte[64 * 1024];
        byte[] content = new byte[Math.min(most, 4 * body.length)];
        int length = 0;
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                int kept = Math.min(read, most - length);
                if (length + kept > content.length) {
                    content = Arrays.copyOf(content, (int) Math.min(most, 2L * content.length + kept));
                }
                System.arraycopy(buffer, 0, content, length, kept);
                length += kept;
                if (kept < read) {
                    return new Unzipped(Arrays.copyOf(content, length), true);
                }
            }
            return new Unzipped(Arrays.copyOf(content, length), answer.truncated());
        } catch (IOException brokenOff) {
            return new Unzipped(Arrays.copyOf(content, length), true);
        }
    }
}
