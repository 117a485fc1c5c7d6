package dev.gannet.extract;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Text and marks that stand in one paragraph, heading or cell: white space is folded, and what Markdown would take for a mark
 * is escaped. For one thread.
 */
final class MarkdownLine {
    private static final Pattern ENTITY = Pattern.compile("&(?=#?\\w+;|$)");
    private static final Pattern TAG = Pattern.compile("<(?=[A-Za-z/!?]|$)");
    private static final Pattern BACKSLASH = Pattern.compile("\\\\(?=[!-/:-@\\[-`{-~]|$)");
    private static final Pattern MARK = Pattern.compile("[*`\\[\\]]|~(?=~)|(?<![\\p{L}\\d])_|_(?![\\p{L}\\d])");
    /** What makes something else of a paragraph that begins with it. */
    private static final Pattern BEGINNING = Pattern.compile(
            "(?m)^(?:(#{1,6}(?=\\s|$)|[-+](?=\\s|$)|>|=+\\s*$|-{2,}\\s*$|~{3})|(\\d{1,9})([.)](?=\\s|$)))");

    private final boolean breaks;
    private final StringBuilder out = new StringBuilder();
    private boolean spaceBefore;
    private boolean gap;
    /** What stands before the first letter. */
    private char before = ' ';
    /** Marks that count only if no letter follows right behind: where they begin and end, and how long each is. */
    private int doubtfulStart = -1;

    private int doubtfulEnd = -1;
    private int doubtfulLength;

    /** @param breaks whether lines may be broken in it */
    MarkdownLine(boolean breaks) {
        this.breaks = breaks;
    }

    /** @return an empty one for what stands inside a mark */
    MarkdownLine inner() {
        MarkdownLine inner = new MarkdownLine(breaks);
        inner.before = gap || out.length() == 0 ? before : out.charAt(out.length() - 1);
        return inner;
    }

    void text(String text) {
        StringBuilder word = new StringBuilder();
        for (int i = 0; i <= text.length(); i++) {
            boolean end = i == text.length();
            if (end || Character.isWhitespace(text.charAt(i)) || text.charAt(i) == '\u00a0') {
                if (word.length() > 0) {
                    raw(escaped(word.toString()));
                    word.setLength(0);
                }
                if (!end) {
                    space();
                }
            } else {
                word.append(text.charAt(i));
            }
        }
    }

    void space() {
        gap = true;
        spaceBefore |= out.length() == 0;
    }

    /** Adds what is Markdown already. */
    void raw(String markdown) {
        if (markdown.isEmpty()) {
            return;
        }
        if (gap && out.length() > 0 && out.charAt(out.length() - 1) != '\n') {
            out.append(' ');
        }
        boolean glued = !gap && doubtfulEnd == out.length() && isWord(markdown.codePointAt(0));
        if (glued) {
            out.delete(doubtfulEnd - doubtfulLength, doubtfulEnd);
            out.delete(doubtfulStart, doubtfulStart + doubtfulLength);
        }
        doubtfulEnd = -1;
        boolean image = markdown.startsWith("[") && !gap && out.length() > 0 && last(out) == '!';
        if (image) {
            out.insert(out.length() - 1, '\\');
        }
        gap = false;
        out.append(markdown);
    }

    private static boolean isWord(int c) {
        return Character.isLetterOrDigit(c);
    }

    private static int last(CharSequence text) {
        return Character.codePointBefore(text, text.length());
    }

    void lineBreak() {
        if (breaks && out.length() > 0) {
            gap = false;
            out.append("\\\n");
        } else {
            space();
        }
    }

    void add(MarkdownLine inner) {
        framed("", inner, "");
    }

    /** Puts the same mark on both sides; white space at the edges stands outside, or the mark would be none. */
    void wrapped(String mark, MarkdownLine inner) {
        String text = inner.toString();
        if (text.isEmpty() || mark.equals("\"")) {
            framed(mark, inner, mark);
            return;
        }
        boolean apart = inner.spaceBefore || gap;
        int left = apart ? ' ' : out.length() == 0 ? before : last(out);
        boolean taken = text.contains(mark) || isWord(left) && !isWord(text.codePointAt(0));
        framed(taken ? "" : mark, inner, taken ? "" : mark);
        if (!taken && !isWord(last(text)) && !inner.gap) {
            doubtfulEnd = out.length();
            doubtfulStart = doubtfulEnd - text.length() - 2 * mark.length();
            doubtfulLength = mark.length();
        }
    }

    void framed(String before, MarkdownLine inner, String after) {
        String text = inner.toString();
        if (inner.spaceBefore) {
            space();
        }
        if (!text.isEmpty()) {
            raw(before + text + after);
        }
        if (inner.gap) {
            space();
        }
    }

    void code(String text) {
        String folded = text.strip();
        if (!folded.isEmpty()) {
            String fence = "`".repeat(Markdown.longestRun(folded) + 1);
            String edge = folded.startsWith("`") || folded.endsWith("`") ? " " : "";
            raw(fence + edge + folded + edge + fence);
        }
    }

    /** @return the text with what Markdown would take for a mark inside a line escaped */
    static String escaped(String text) {
        String plain = BACKSLASH.matcher(text).replaceAll("\\\\\\\\");
        plain = MARK.matcher(plain).replaceAll("\\\\$0");
        plain = ENTITY.matcher(plain).replaceAll("\\\\&");
        return TAG.matcher(plain).replaceAll("\\\\<");
    }

    /** @return the paragraph with what would make something else of it escaped */
    static String begun(String paragraph) {
        return BEGINNING
                .matcher(paragraph)
                .replaceAll(found -> found.group(1) == null
                        ? Matcher.quoteReplacement(found.group(2) + "\\" + found.group(3))
                        : Matcher.quoteReplacement("\\" + found.group(1)));
    }

    /** @return what is written so far, without white space and breaks at its edges */
    @Override
    public String toString() {
        String text = out.toString();
        while (text.endsWith("\\\n")) {
            text = text.substring(0, text.length() - 2).stripTrailing();
        }
        return text.strip();
    }
}
