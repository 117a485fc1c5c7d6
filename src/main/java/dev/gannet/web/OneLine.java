package dev.gannet.web;

/** Makes text from outside safe to print on one line of a log or terminal (S31). */
public final class OneLine {
    private static final int LONGEST = 500;
    /** A failed step names all that it tried, and where the evidence is. */
    private static final int LONGEST_MESSAGE = 4000;

    private OneLine() {}

    /**
     * @param text anything, of any length
     * @return the text without control characters (line breaks become one space), at most 500 characters
     */
    public static String of(String text) {
        return of(text, LONGEST);
    }

    /**
     * @param text what a failure says
     * @return likewise, at most 4,000 characters
     */
    public static String message(String text) {
        return of(text, LONGEST_MESSAGE);
    }

    private static String of(String text, int longest) {
        StringBuilder out = new StringBuilder(Math.min(text.length(), longest));
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
            if (out.length() >= longest) {
                return out.append('…').toString();
            }
        }
        return out.toString();
    }
}
