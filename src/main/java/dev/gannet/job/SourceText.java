package dev.gannet.job;

import java.util.List;

/** A text that is read, kept to show its lines beside a problem. */
record SourceText(String name, List<String> lines) {
    SourceText {
        lines = List.copyOf(lines);
    }

    static SourceText of(String name, String text) {
        return new SourceText(name, List.of(text.split("\r\n|[\r\n]", -1)));
    }

    /** @return the line, from 1, with control characters as blanks so that columns still fit */
    String line(int number) {
        if (number < 1 || number > lines.size()) {
            return "";
        }
        return lines.get(number - 1)
                .codePoints()
                .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? ' ' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString()
                .stripTrailing();
    }

    Spot spot(int line, int column) {
        return new Spot(this, line, column);
    }
}
