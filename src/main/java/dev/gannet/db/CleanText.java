package dev.gannet.db;

/** Text as a database can keep it: PostgreSQL refuses NUL, and a lone surrogate is no character in UTF-8. */
public final class CleanText {
    private CleanText() {}

    /** @return the text without NUL characters and lone surrogates; the same object where it has none */
    public static String of(String text) {
        int bad = firstBad(text);
        if (bad < 0) {
            return text;
        }
        StringBuilder clean = new StringBuilder(text.length()).append(text, 0, bad);
        for (int i = bad; i < text.length(); i++) {
            if (pairAt(text, i)) {
                clean.append(text, i, i + 2);
                i++;
            } else if (good(text.charAt(i))) {
                clean.append(text.charAt(i));
            }
        }
        return clean.toString();
    }

    private static int firstBad(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (pairAt(text, i)) {
                i++;
            } else if (!good(text.charAt(i))) {
                return i;
            }
        }
        return -1;
    }

    private static boolean pairAt(String text, int at) {
        return at + 1 < text.length() && Character.isSurrogatePair(text.charAt(at), text.charAt(at + 1));
    }

    private static boolean good(char c) {
        return c != 0 && !Character.isSurrogate(c);
    }
}
