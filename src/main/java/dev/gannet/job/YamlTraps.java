package dev.gannet.job;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/** Says in a job author's words what YAML's parser stumbled over, and shows the form with quotes. */
final class YamlTraps {
    private static final Pattern PAIR = Pattern.compile("^(\\s*(?:- )*)([\\w-]+):(\\s+)(.+)$");
    private static final Pattern GLUED = Pattern.compile("^\\s*(?:- )*([a-z][a-z-]*):(?![/\\s]|$)(.+)$");

    private static final Pattern WORD = Pattern.compile("[^,\\]}]+");

    private static final Pattern COMMENT = Pattern.compile("(?::|,|\\[) +(#[\\w-]+)");

    private final SourceText source;
    private final Problems problems;

    YamlTraps(SourceText source, Problems problems) {
        this.source = source;
        this.problems = problems;
    }

    void explain(MarkedYamlEngineException error) {
        Mark mark = error.getProblemMark().or(error::getContextMark).orElse(null);
        Spot spot = mark == null ? source.spot(1, 1) : source.spot(mark.getLine() + 1, mark.getColumn() + 1);
        String line = source.line(spot.line());
        String raw = spot.line() <= source.lines().size() ? source.lines().get(spot.line() - 1) : "";
        String rest = spot.rest();
        if (raw.stripLeading().length() < raw.length()
                && raw.substring(0, raw.length() - raw.stripLeading().length()).indexOf('\t') >= 0) {
            problems.at(
                    source.spot(spot.line(), raw.indexOf('\t') + 1),
                    "a tab in the indentation",
                    "indent with blanks; YAML knows no tabs there");
        } else if (glued(spot) || comment(error, spot) || unclosed(error, spot)) {
            return;
        } else if (rest.startsWith("@") || rest.startsWith("`") || rest.startsWith("%")) {
            problems.at(spot, "to YAML, no text starts with " + rest.charAt(0), quoted(spot));
        } else if (rest.startsWith("*") || rest.startsWith("&") || starts(spot, "*", "&")) {
            problems.at(spot, "to YAML, * and & start references", quoted(spot));
        } else if (rest.startsWith(">") || rest.startsWith("|") || starts(spot, ">", "|")) {
            problems.at(spot, "to YAML, > and | start a text of several lines", quoted(spot));
        } else if (starts(spot, "!")) {
            problems.at(spot, "to YAML, ! starts a tag", quoted(spot));
        } else {
            general(error, spot, line);
        }
    }

    private void general(MarkedYamlEngineException error, Spot spot, String line) {
        String what = String.valueOf(error.getProblem());
        Optional<Matcher> pair = pair(line);
        boolean flow = line.indexOf('[') >= 0 || line.indexOf('{') >= 0;
        if (pair.isPresent() && starts(spot, "[") && !line.stripTrailing().endsWith("]")) {
            problems.at(
                    spot,
                    "to YAML, [ starts a list, and after the list more text follows",
                    "write " + quotedPair(pair.get()));
        } else if (line.contains("${")) {
            problems.at(spot, "between { } or [ ], a ${…} needs quotes", "write \"" + placeholder(line) + "\"");
        } else if (flow) {
            problems.at(
                    spot,
                    "the brackets do not fit together here",
                    "between [ ] and { }, a text that has , [ ] { } or # in it needs quotes: " + flowExample(line));
        } else if (what.contains("mapping values are not allowed") && pair.isPresent()) {
            problems.at(
                    spot,
                    "a \": \" where no key can be",
                    "a text with \": \" in it needs quotes: " + quotedPair(pair.get())
                            + "; a key stands as deep as the keys beside it");
        } else if (what.contains("could not find expected ':'") || what.contains("while scanning a simple key")) {
            problems.at(spot, "a key without \": \"", "write key: value, with a blank after the colon");
        } else {
            problems.at(spot, "not YAML: " + what, "check the indentation of this line and the quotes before it");
        }
    }

    /** A colon without its blank makes a text of what should be a key; YAML notices only later. */
    private boolean glued(Spot spot) {
        for (int line = spot.line(); line >= Math.max(1, spot.line() - 1); line--) {
            Matcher matcher = GLUED.matcher(source.line(line));
            if (matcher.matches()) {
                problems.at(
                        source.spot(line, matcher.end(1) + 1),
                        "a blank is missing after the colon",
                        "write " + matcher.group(1) + ": " + matcher.group(2).strip());
                return true;
            }
        }
        return false;
    }

    /** A # after a blank hides the end of its line, brackets and all. */
    private boolean comment(MarkedYamlEngineException error, Spot spot) {
        int first = error.getContextMark().map(mark -> mark.getLine() + 1).orElse(spot.line());
        for (int line = first; line <= spot.line(); line++) {
            Matcher matcher = COMMENT.matcher(source.line(line));
            if (matcher.find()) {
                problems.at(
                        source.spot(line, matcher.start(1) + 1),
                        "to YAML, # after a blank starts a comment, and the rest of the line is gone",
                        "write it in quotes: " + quote(matcher.group(1)));
                return true;
            }
        }
        return false;
    }

    private boolean unclosed(MarkedYamlEngineException error, Spot spot) {
        Optional<Spot> start =
                error.getContextMark().map(mark -> source.spot(mark.getLine() + 1, mark.getColumn() + 1));
        if (start.isEmpty() || start.get().line() >= spot.line()) {
            return false;
        }
        String rest = start.get().rest();
        if (rest.isEmpty() || "[{\"'".indexOf(rest.charAt(0)) < 0) {
            return false;
        }
        problems.at(
                start.get(),
                "this " + rest.charAt(0) + " is not closed",
                "what follows up to line " + spot.line() + " was taken as part of it");
        return true;
    }

    private boolean starts(Spot spot, String... signs) {
        return pair(source.line(spot.line()))
                .map(found -> found.group(4))
                .filter(value -> java.util.stream.Stream.of(signs).anyMatch(value::startsWith))
                .isPresent();
    }

    private static Optional<Matcher> pair(String line) {
        Matcher matcher = PAIR.matcher(line);
        return matcher.matches() ? Optional.of(matcher) : Optional.empty();
    }

    /** @return how the value at this place is written with quotes */
    static String quoted(Spot spot) {
        Optional<Matcher> pair = pair(spot.source().line(spot.line()));
        if (pair.isPresent() && !pair.get().group(4).matches("[\\[{].*")) {
            return "write " + quotedPair(pair.get());
        }
        if (pair.isPresent()
                && pair.get().group(4).startsWith("[")
                && pair.get().start(4) == spot.column() - 1) {
            return "write " + quotedPair(pair.get());
        }
        int column = spot.column();
        String line = spot.source().line(spot.line());
        while (column > 1 && column <= line.length() + 1 && " [{,".indexOf(line.charAt(column - 2)) < 0) {
            column--;
        }
        Matcher word = WORD.matcher(spot.source().spot(spot.line(), column).rest());
        return "write it in quotes: " + (word.lookingAt() ? quote(word.group().strip()) : "\"…\"");
    }

    private static String quotedPair(Matcher pair) {
        return pair.group(2) + ": " + quote(pair.group(4).strip());
    }

    private static String placeholder(String line) {
        Matcher found = Pattern.compile("\\$\\{[^}]*\\}").matcher(line);
        return found.find() ? found.group() : "${env:NAME}";
    }

    private static String flowExample(String line) {
        Matcher found = Pattern.compile("[\\w.#-]+\\[[^\\]]*\\][\\w.#-]*").matcher(line);
        return found.find() ? quote(found.group()) : "\"a[rel=next]\"";
    }

    /** @return the text as a YAML scalar in quotes */
    static String quote(String text) {
        return text.indexOf('"') >= 0 || text.indexOf('\\') >= 0
                ? "'" + text.replace("'", "''") + "'"
                : '"' + text + '"';
    }
}
