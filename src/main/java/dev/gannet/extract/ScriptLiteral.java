package dev.gannet.extract;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads a value as scripts write it down (ECMAScript literals, of which JSON is a part): keys without quotes, single
 * quotes, comments, {@code undefined}, {@code !0}, {@code JSON.parse("…")}. Nothing is carried out. For one text.
 */
final class ScriptLiteral {
    private static final int DEEPEST = 200;
    private static final int LONGEST_NUMBER = 400;

    private final String text;
    private int at;

    private ScriptLiteral(String text, int from) {
        this.text = text;
        at = from;
    }

    /** Why a text is no literal, on one line. */
    static final class NoLiteralException extends Exception {
        private static final long serialVersionUID = 1L;

        NoLiteralException(String message) {
            super(message);
        }
    }

    /**
     * @param from where the value begins; what follows it is not looked at
     * @return a Map, List, String, Long, BigDecimal, Boolean, or nothing for null and undefined
     * @throws NoLiteralException when it is computed, or not written to its end
     */
    static Optional<Object> read(String text, int from) throws NoLiteralException {
        return Optional.ofNullable(new ScriptLiteral(text, from).value(0));
    }

    /**
     * @return the value that the text is, with nothing but blanks, comments and semicolons around it
     * @throws NoLiteralException as {@link #read}
     */
    static Optional<Object> whole(String text) throws NoLiteralException {
        ScriptLiteral literal = new ScriptLiteral(text, 0);
        Object value = literal.value(0);
        literal.blank();
        while (literal.take(";")) {
            literal.blank();
        }
        if (literal.at < text.length()) {
            throw literal.none("the end");
        }
        return Optional.ofNullable(value);
    }

    private @Nullable Object value(int depth) throws NoLiteralException {
        blank();
        if (depth > DEEPEST) {
            throw new NoLiteralException("more than " + DEEPEST + " values inside each other");
        }
        char c = peek();
        if (c == '{') {
            return object(depth);
        }
        if (c == '[') {
            return array(depth);
        }
        if (c == '"' || c == '\'' || c == '`') {
            return string();
        }
        if (c == '-' || c == '+' || c == '.' || c >= '0' && c <= '9') {
            return number();
        }
        if (take("!0")) {
            return true;
        }
        if (take("!1")) {
            return false;
        }
        if (take("(")) {
            Object inner = value(depth + 1);
            expect(')');
            return inner;
        }
        return word(depth);
    }

    private Map<String, @Nullable Object> object(int depth) throws NoLiteralException {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        expect('{');
        blank();
        while (!take("}")) {
            String key = key();
            expect(':');
            object.put(key, value(depth + 1));
            next('}');
        }
        return object;
    }

    private String key() throws NoLiteralException {
        char c = peek();
        if (c == '"' || c == '\'') {
            return string();
        }
        int from = at;
        while (at < text.length() && Character.isJavaIdentifierPart(text.charAt(at))) {
            at++;
        }
        if (at == from) {
            throw none("a key");
        }
        return text.substring(from, at);
    }

    private List<@Nullable Object> array(int depth) throws NoLiteralException {
        List<@Nullable Object> array = new ArrayList<>();
        expect('[');
        blank();
        while (!take("]")) {
            array.add(value(depth + 1));
            next(']');
        }
        return array;
    }

    /** A comma, or the end, which is left where it is. */
    private void next(char end) throws NoLiteralException {
        blank();
        if (!take(",") && peek() != end) {
            throw none("a comma or " + end);
        }
        blank();
    }

    private String string() throws NoLiteralException {
        char quote = text.charAt(at++);
        StringBuilder out = new StringBuilder();
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == quote) {
                return out.toString();
            }
            if (c == '\\') {
                escape(out);
            } else if (quote == '`' && c == '$' && at < text.length() && text.charAt(at) == '{') {
                throw new NoLiteralException("a text is put together by a program: ${…}");
            } else {
                out.append(c);
            }
        }
        throw none("the end of a text");
    }

    private void escape(StringBuilder out) throws NoLiteralException {
        char c = at < text.length() ? text.charAt(at++) : '\\';
        switch (c) {
            case 'n' -> out.append('\n');
            case 't' -> out.append('\t');
            case 'r' -> out.append('\r');
            case 'b' -> out.append('\b');
            case 'f' -> out.append('\f');
            case 'v' -> out.append('\u000b');
            case '0' -> out.append('\0');
            case 'x' -> out.append((char) hex(2));
            case 'u' -> unicode(out);
            case '\n', '\u2028', '\u2029' -> {}
            case '\r' -> take("\n");
            default -> out.append(c);
        }
    }

    private void unicode(StringBuilder out) throws NoLiteralException {
        if (!take("{")) {
            out.append((char) hex(4));
            return;
        }
        int end = text.indexOf('}', at);
        int point = end < 0 || end - at > 6 ? -1 : hex(end - at);
        at++;
        if (!Character.isValidCodePoint(point)) {
            throw none("a code point");
        }
        out.appendCodePoint(point);
    }

    private int hex(int digits) throws NoLiteralException {
        int end = at + digits;
        String word = end <= text.length() ? text.substring(at, end) : "";
        if (!word.matches("[0-9A-Fa-f]+")) {
            throw none(digits + " hexadecimal digits");
        }
        at = end;
        return Integer.parseInt(word, 16);
    }

    private Object number() throws NoLiteralException {
        int from = at;
        while (at < text.length()
                && at - from < LONGEST_NUMBER
                && "+-.0123456789eExXabcdfABCDF_n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        String word = text.substring(from, at).replace("_", "").replaceFirst("n$", "");
        try {
            if (word.matches("[+-]?0[xX].*")) {
                return Long.parseLong(word.replaceFirst("0[xX]", ""), 16);
            }
            BigDecimal number = new BigDecimal(word);
            boolean huge = Math.abs((long) number.scale()) > LONGEST_NUMBER;
            return huge ? word : word.matches("[+-]?\\d{1,18}") ? (Object) number.longValueExact() : number;
        } catch (NumberFormatException e) {
            at = from;
            throw none("a number");
        }
    }

    private @Nullable Object word(int depth) throws NoLiteralException {
        int from = at;
        while (at < text.length() && (Character.isJavaIdentifierPart(text.charAt(at)) || text.charAt(at) == '.')) {
            at++;
        }
        String word = text.substring(from, at);
        switch (word) {
            case "true":
                return true;
            case "false":
                return false;
            case "null", "undefined", "NaN", "Infinity":
                return null;
            case "void":
                return value(depth + 1) == null ? null : null;
            case "JSON.parse", "window.JSON.parse":
                expect('(');
                Object inside = value(depth + 1);
                expect(')');
                return inside instanceof String json ? whole(json).orElse(null) : inside;
            case "Object.freeze":
                expect('(');
                Object frozen = value(depth + 1);
                expect(')');
                return frozen;
            default:
                at = from;
                throw none("a value that is written out");
        }
    }

    private void expect(char wanted) throws NoLiteralException {
        blank();
        if (!take(String.valueOf(wanted))) {
            throw none(String.valueOf(wanted));
        }
        blank();
    }

    private boolean take(String word) {
        boolean there = text.startsWith(word, at);
        at += there ? word.length() : 0;
        return there;
    }

    private char peek() {
        return at < text.length() ? text.charAt(at) : '\0';
    }

    private void blank() throws NoLiteralException {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (Character.isWhitespace(c) || c == '\u00a0' || c == '\ufeff') {
                at++;
            } else if (c == '/' && text.startsWith("//", at)) {
                int end = text.indexOf('\n', at);
                at = end < 0 ? text.length() : end;
            } else if (c == '/' && text.startsWith("/*", at)) {
                int end = text.indexOf("*/", at + 2);
                if (end < 0) {
                    throw none("the end of a comment");
                }
                at = end + 2;
            } else {
                return;
            }
        }
    }

    private NoLiteralException none(String wanted) {
        String there = at >= text.length()
                ? "it ends"
                : "there is '" + Parsed.shown(text.substring(at).strip()) + "'";
        return new NoLiteralException("where " + wanted + " would come, " + there);
    }
}
