package dev.gannet.job;

import dev.gannet.web.OneLine;

/**
 * A place in a text.
 *
 * @param line from 1
 * @param column from 1
 */
record Spot(SourceText source, int line, int column) {
    JobProblem problem(String message, String hint) {
        return new JobProblem(source.name(), line, column, OneLine.of(message), hint, source.line(line));
    }

    /** @return the rest of the line from here */
    String rest() {
        String text = source.line(line);
        return text.codePointCount(0, text.length()) < column
                ? ""
                : text.substring(text.offsetByCodePoints(0, column - 1));
    }
}
