package dev.gannet.job;

import dev.gannet.flow.recording.RecordedStep;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.regex.Pattern;

/**
 * Writes steps as an author would: what fits stands in one line, what does not goes down line by line, and what YAML
 * could take for something else stands in quotes. {@link YamlReader} reads it back as it was.
 */
final class YamlWriter {
    private static final int WIDTH = 120;

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]*( [A-Za-z0-9_.-]+)*");
    private static final Set<String> TAKEN_OTHERWISE =
            Set.of("true", "false", "null", "yes", "no", "on", "off", "y", "n");

    private final StringBuilder out = new StringBuilder();

    private YamlWriter() {}

    /**
     * @param indent how deep the dashes stand
     * @return the steps as a list, line by line
     */
    static String steps(List<RecordedStep> steps, int indent) {
        YamlWriter writer = new YamlWriter();
        writer.list(steps, indent);
        return writer.out.toString();
    }

    /**
     * @param indent how deep the keys stand
     * @return the keys and their values, line by line
     */
    static String entries(Map<?, ?> mapping, int indent) {
        YamlWriter writer = new YamlWriter();
        if (!mapping.isEmpty()) {
            writer.out.append(" ".repeat(indent));
            writer.mapping(mapping, indent);
        }
        return writer.out.toString();
    }

    private void list(List<?> values, int indent) {
        for (Object value : values) {
            out.append(" ".repeat(indent)).append("- ");
            if (value instanceof RecordedStep step) {
                mapping(step.step(), indent + 2);
            } else {
                value(value, indent);
            }
        }
    }

    /** The first key stands where the line has got to, the others below it. */
    private void mapping(Map<?, ?> mapping, int indent) {
        String before = "";
        for (Map.Entry<?, ?> entry : mapping.entrySet()) {
            String key = key(String.valueOf(entry.getKey()));
            out.append(before).append(key).append(':');
            value(entry.getValue(), indent);
            before = " ".repeat(indent);
        }
    }

    private void value(Object value, int indent) {
        boolean after = out.charAt(out.length() - 1) == ':';
        boolean block = !empty(value)
                && (hasSteps(value)
                        || out.length() - lineStart() + inline(value).length() > WIDTH);
        if (block && value instanceof Map<?, ?> mapping) {
            if (after) {
                out.append('\n').append(" ".repeat(indent + 2));
            }
            mapping(mapping, indent + 2);
        } else if (block && value instanceof List<?> list) {
            if (after) {
                out.append('\n');
                list(list, indent + 2);
            } else {
                out.append(inline(list)).append('\n');
            }
        } else {
            out.append(after ? " " : "").append(inline(value)).append('\n');
        }
    }

    private int lineStart() {
        return out.lastIndexOf("\n") + 1;
    }

    private static boolean empty(Object value) {
        return value instanceof Map<?, ?> mapping && mapping.isEmpty()
                || value instanceof List<?> list && list.isEmpty();
    }

    private static boolean hasSteps(Object value) {
        if (value instanceof Map<?, ?> mapping) {
            return mapping.values().stream().anyMatch(YamlWriter::hasSteps);
        }
        return value instanceof RecordedStep
                || value instanceof List<?> list && list.stream().anyMatch(YamlWriter::hasSteps);
    }

    private static String inline(Object value) {
        if (value instanceof RecordedStep step) {
            return inline(step.step());
        }
        if (value instanceof Map<?, ?> mapping) {
            StringJoiner entries = new StringJoiner(", ", "{", "}");
            mapping.forEach((key, inner) -> entries.add(key(String.valueOf(key)) + ": " + inline(inner)));
            return entries.toString();
        }
        if (value instanceof List<?> list) {
            StringJoiner values = new StringJoiner(", ", "[", "]");
            list.forEach(each -> values.add(inline(each)));
            return values.toString();
        }
        return value instanceof String text ? scalar(text) : String.valueOf(value);
    }

    /** Keys such as {@code on} are words, which nobody takes for a value. */
    private static String key(String name) {
        return PLAIN.matcher(name).matches() ? name : scalar(name);
    }

    /** @return the text as YAML has it: bare where nothing in it means anything, else in quotes */
    static String scalar(String text) {
        if (PLAIN.matcher(text).matches() && !TAKEN_OTHERWISE.contains(text)) {
            return text;
        }
        return text.codePoints().allMatch(YamlWriter::shows) ? YamlTraps.quote(text) : escaped(text);
    }

    private static boolean shows(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.PRIVATE_USE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }

    private static String escaped(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.codePoints().forEach(c -> {
            if (c == '\n') {
                quoted.append("\\n");
            } else if (c == '\t') {
                quoted.append("\\t");
            } else if (c == '"' || c == '\\') {
                quoted.append('\\').append((char) c);
            } else if (shows(c)) {
                quoted.appendCodePoint(c);
            } else {
                quoted.append(String.format(java.util.Locale.ROOT, c > 0xFFFF ? "\\U%08X" : "\\u%04X", c));
            }
        });
        return quoted.append('"').toString();
    }
}
