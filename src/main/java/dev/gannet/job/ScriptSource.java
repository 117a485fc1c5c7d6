package dev.gannet.job;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * JavaScript that stands in a job or in a recording of its. Only the browser that runs it can say whether it is JavaScript,
 * so it is checked when a run begins. Immutable.
 */
public final class ScriptSource {
    private final String code;
    private final Use use;
    private final Spot spot;

    /** What a script is for. */
    public enum Use {
        /** The body of a function. */
        BODY,
        /** An expression, or the body of a function that returns a value. */
        VALUE
    }

    ScriptSource(Yaml.Scalar scalar, Use use) {
        this.code = scalar.text();
        this.use = use;
        this.spot = scalar.spot();
    }

    /** @return the script as it is written, with its variables */
    public String code() {
        return code;
    }

    /** @return what it is for */
    public Use use() {
        return use;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ScriptSource one && use == one.use && code.equals(one.code) && spot.equals(one.spot);
    }

    @Override
    public int hashCode() {
        return Objects.hash(code, use, spot.line(), spot.column());
    }

    /**
     * @param line where it is wrong in the script, from 1; a line beyond its last is its end
     * @param column from 1
     * @param message what is wrong
     * @return the problem at its place in the file, as exactly as it can be found there
     */
    public JobProblem problem(int line, int column, String message) {
        List<String> lines = code.lines().toList();
        String told = "not JavaScript: " + message;
        if (lines.isEmpty()) {
            return spot.problem(told, "");
        }
        boolean end = line > lines.size();
        int at = Math.max(1, Math.min(line, lines.size()));
        String text = lines.get(at - 1);
        String shown = text.strip();
        int inText = end ? text.length() : Math.min(Math.max(0, column - 1), text.length());
        // A block scalar begins on the line after its mark, a plain one on its own.
        for (int i = 0; i <= lines.size() && !shown.isEmpty(); i++) {
            int found = spot.line() + at - 1 + i;
            String source = spot.source().line(found);
            int from = source.indexOf(shown, i == 0 && at == 1 ? Math.min(spot.column() - 1, source.length()) : 0);
            if (from >= 0) {
                int indent = text.indexOf(shown);
                int position = from + Math.max(0, inText - indent);
                return spot.source()
                        .spot(found, 1 + source.codePointCount(0, Math.min(position, source.length())))
                        .problem(told, "");
            }
        }
        return spot.problem(told + " (line " + at + ", column " + (inText + 1) + " of the script)", "");
    }
}
