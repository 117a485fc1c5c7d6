package dev.gannet.web;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The secrets that a process has come to know, and what takes them out of texts for people: of the log and the terminal,
 * of failures that are stored, of evidence and traces (S15). Thread-safe; one for a process.
 *
 * <p>A value is found as it is, and as it looks when it was percent-encoded (once or more), escaped for JSON, JavaScript or
 * HTML, or is part of what was put into Base64, as a password is for basic authentication. Not covered: values of less than
 * four characters, which any text has; a value in another case, cut into pieces, hashed or encrypted; and data. What a page
 * shows and the job extracts is stored as it is, the name of the user who is logged in, for example, and so is the URL of a
 * page that is to be visited.
 */
public final class Redaction {
    /** What stands in the place of a secret. */
    public static final String MARK = "•••";

    private static final char CUT = '…';
    private static final int SHORTEST = 4;
    /** Longer values are found piece by piece: a pattern is as deep as it is long. */
    private static final int PIECE = 64;

    private static final int SHORTEST_BASE64 = 6;
    private static final int SEXTET = 6;

    private final Set<String> values = new LinkedHashSet<>();
    private volatile Pattern pattern = Pattern.compile("(?!)");

    /** From now on the value is taken out; one that is too short is not. */
    public synchronized void hide(String value) {
        String text = value.strip();
        if (text.length() < SHORTEST || !values.add(text)) {
            return;
        }
        pattern = Pattern.compile(values.stream()
                .flatMap(one -> forms(one).stream())
                .distinct()
                // The longest first: where one is part of another, nothing of that stays.
                .sorted((one, other) -> other.length() - one.length())
                .collect(Collectors.joining("|")));
    }

    /** @return the values that are taken out, as they are */
    public synchronized List<Secret> values() {
        return values.stream().map(Secret::new).toList();
    }

    /** @return the text with a mark in the place of each secret */
    public String redact(String text) {
        String whole = text.indexOf(CUT) < 0 ? text : withoutBeginnings(text);
        return pattern.matcher(whole).replaceAll(MARK);
    }

    /** A text that was cut may end with the beginning of a secret. */
    private synchronized String withoutBeginnings(String text) {
        String rest = text;
        for (String value : values) {
            for (int length = value.length() - 1; length >= SHORTEST; length--) {
                rest = rest.replace(value.substring(0, length) + CUT, MARK + CUT);
            }
        }
        return rest;
    }

    private static List<String> forms(String value) {
        List<String> forms = new ArrayList<>();
        pieces(value).forEach(piece -> forms.add(anyhow(piece)));
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        for (int before = 0; before < 3; before++) {
            String core = inside(bytes, before);
            if (core.length() >= SHORTEST_BASE64) {
                pieces(core).forEach(piece -> forms.add(anyhow(piece)));
                pieces(core.replace('+', '-').replace('/', '_')).forEach(piece -> forms.add(anyhow(piece)));
            }
        }
        return forms;
    }

    private static List<String> pieces(String value) {
        List<String> pieces = new ArrayList<>();
        int[] all = value.codePoints().toArray();
        int from = 0;
        while (from < all.length) {
            // The last piece is the longer, so that none is too short to be told from other text.
            int length = all.length - from < 2 * PIECE ? all.length - from : PIECE;
            pieces.add(new String(all, from, length));
            from += length;
        }
        return pieces;
    }

    /** The part of the Base64 text (RFC 4648) that is the same whatever comes after, with so many bytes before. */
    private static String inside(byte[] bytes, int before) {
        byte[] all = new byte[before + bytes.length];
        System.arraycopy(bytes, 0, all, before, bytes.length);
        int from = (before * Byte.SIZE + SEXTET - 1) / SEXTET;
        int to = all.length * Byte.SIZE / SEXTET;
        return Base64.getEncoder().encodeToString(all).substring(from, Math.max(from, to));
    }

    /** @return a pattern of the text, each of its characters written in any of the ways */
    private static String anyhow(String text) {
        StringBuilder out = new StringBuilder();
        text.codePoints().forEach(c -> out.append(anyhow(c)));
        return out.toString();
    }

    private static String anyhow(int c) {
        String letter = Character.toString(c);
        List<String> ways = new ArrayList<>();
        ways.add(
                Character.isWhitespace(c)
                        ? "\\s+|\\+|%(?:25)*2[bB]|\\\\+[nrt]"
                        : Character.isLetterOrDigit(c) ? letter : "\\\\*" + Pattern.quote(letter));
        StringBuilder percent = new StringBuilder();
        for (byte b : letter.getBytes(StandardCharsets.UTF_8)) {
            percent.append("%(?:25)*").append(hex(b & 0xFF, 2));
        }
        ways.add(percent.toString());
        StringBuilder units = new StringBuilder();
        letter.chars().forEach(unit -> units.append("\\\\+u").append(hex(unit, 4)));
        ways.add(units.toString());
        if (c <= 0xFF) {
            ways.add("\\\\+x" + hex(c, 2));
        }
        ways.add("&(?:amp;)*#(?:0*" + c + "|[xX]0*" + hex(c, 1) + ");");
        switch (c) {
            case '&' -> ways.add("&(?:amp;)+");
            case '<' -> ways.add("&(?:amp;)*lt;");
            case '>' -> ways.add("&(?:amp;)*gt;");
            case '"' -> ways.add("&(?:amp;)*quot;");
            case '\'' -> ways.add("&(?:amp;)*apos;");
            default -> {}
        }
        return "(?:" + String.join("|", ways) + ")";
    }

    private static String hex(int number, int digits) {
        return "(?i:" + String.format(Locale.ROOT, "%0" + digits + "x", number) + ")";
    }
}
