package dev.gannet.web;

/** Makes text from outside safe to print on one line of a log or terminal (S31). */
public final class OneLine {
    private static final int LONGEST = 500;

    private OneLine() {}

    /**
     * @param text anything, of any length
     * @return the text without control characters (line breaks become one space), at most 500 characters
     */
    public static String of(String text) {
        StringBuilder out = new StringBuilder(Math.min(text.length(), LONGEST));
        boolean gap = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isISOControl(c)
                    || Character.getType(c) == Character.FORMAT
                    || c == '\u2028'
                    || c == '\u2029') {
                gap = true;
                continue;
            }
            if (gap && out.length() > 0) {
                out.append(' ');
            }
            gap = false;
            out.append(c);
            if (out.length() >= LONGEST) {
                return out.append('…').toString();
            }
        }
        return out.toString();
    }
}
