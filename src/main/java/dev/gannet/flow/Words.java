package dev.gannet.flow;

import dev.gannet.web.Secret;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text of a step, with places in it that are filled when the step is carried out. Immutable. Printed, it shows neither
 * what came from the environment or a secret nor what a variable holds.
 *
 * @param parts in order
 */
public record Words(List<Part> parts) {
    /** A variable in a text. */
    public static final Pattern VARIABLE = Pattern.compile("\\$\\{var:([A-Za-z_][A-Za-z0-9_-]*)}");

    public Words {
        parts = List.copyOf(parts);
    }

    /** A piece of the text. */
    public sealed interface Part {
        /** What stands in the job file. */
        record Plain(String text) implements Part {}

        /** What stands elsewhere, and is not shown. */
        record Hidden(Secret text) implements Part {}

        /** What a variable holds by then. */
        record Variable(String name) implements Part {}
    }

    /** @return a text without places, but for variables */
    public static Words of(String text) {
        List<Part> parts = new java.util.ArrayList<>();
        Matcher variables = VARIABLE.matcher(text);
        int end = 0;
        while (variables.find()) {
            if (variables.start() > end) {
                parts.add(new Part.Plain(text.substring(end, variables.start())));
            }
            parts.add(new Part.Variable(variables.group(1)));
            end = variables.end();
        }
        if (end < text.length()) {
            parts.add(new Part.Plain(text.substring(end)));
        }
        return new Words(parts);
    }

    /** @return a text that is not shown */
    public static Words hidden(Secret text) {
        return new Words(List.of(new Part.Hidden(text)));
    }

    /**
     * @param variables the text that a variable holds
     * @return the text, whole
     */
    Secret filled(Function<String, String> variables) {
        StringBuilder out = new StringBuilder();
        for (Part part : parts) {
            if (part instanceof Part.Plain plain) {
                out.append(plain.text());
            } else if (part instanceof Part.Hidden hidden) {
                out.append(hidden.text().reveal());
            } else {
                out.append(variables.apply(((Part.Variable) part).name()));
            }
        }
        return new Secret(out.toString());
    }

    /** @return the text with what is hidden in it, variables by their names */
    public Secret whole() {
        return filled(name -> "${var:" + name + "}");
    }

    /** @return whether nothing of it is hidden */
    boolean shown() {
        return parts.stream().noneMatch(Part.Hidden.class::isInstance);
    }

    @Override
    public String toString() {
        StringBuilder out = new StringBuilder();
        for (Part part : parts) {
            if (part instanceof Part.Plain plain) {
                out.append(plain.text());
            } else if (part instanceof Part.Hidden hidden) {
                out.append(hidden.text());
            } else {
                out.append("${var:").append(((Part.Variable) part).name()).append('}');
            }
        }
        return out.toString();
    }
}
