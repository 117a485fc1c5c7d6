package dev.gannet.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the charset of a body in the order that browsers use. */
final class BodyCharset {
    private static final Pattern NAME =
            Pattern.compile("(?i)(?:charset|<\\?xml[^>]*\\sencoding)\\s*=\\s*[\"']?\\s*([\\w.:-]+)");
    private static final int HEAD = 1024;

    private BodyCharset() {}

    static Charset of(byte[] body, Optional<String> contentType) {
        return mark(body)
                .or(() -> contentType.flatMap(BodyCharset::named))
                .or(() -> named(new String(body, 0, Math.min(HEAD, body.length), StandardCharsets.ISO_8859_1)))
                .orElseGet(() -> isUtf8(body) ? StandardCharsets.UTF_8 : Charset.forName("windows-1252"));
    }

    private static Optional<Charset> mark(byte[] body) {
        int first = body.length > 0 ? body[0] & 0xff : -1;
        int second = body.length > 1 ? body[1] & 0xff : -1;
        if (first == 0xef && second == 0xbb) {
            return Optional.of(StandardCharsets.UTF_8);
        }
        if (first == 0xfe && second == 0xff) {
            return Optional.of(StandardCharsets.UTF_16BE);
        }
        return first == 0xff && second == 0xfe ? Optional.of(StandardCharsets.UTF_16LE) : Optional.empty();
    }

    private static Optional<Charset> named(String text) {
        Matcher name = NAME.matcher(text);
        if (!name.find()) {
            return Optional.empty();
        }
        // The web says latin-1 and means windows-1252 (WHATWG Encoding, section 4.2).
        boolean latin = name.group(1).matches("(?i)iso-?8859-1|latin-?1|us-ascii|ascii");
        try {
            return Optional.of(Charset.forName(latin ? "windows-1252" : name.group(1)));
        } catch (IllegalArgumentException unknown) {
            return Optional.empty();
        }
    }

    /** A body that was cut in the middle of a character is UTF-8 too. */
    private static boolean isUtf8(byte[] body) {
        for (int cut = 0; cut < 4 && cut <= body.length; cut++) {
            try {
                StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body, 0, body.length - cut));
                return true;
            } catch (CharacterCodingException notYet) {
                continue;
            }
        }
        return false;
    }
}
