package dev.gannet.job;

import dev.gannet.web.Secret;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the readers of a job's parts share.
 *
 * @param file the job file, absolute
 * @param problems where they report to
 * @param environment the value of an environment variable
 */
record Reading(Path file, Problems problems, Function<String, Optional<String>> environment) {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^}]*)\\}?");

    void problem(Yaml node, String message, String hint) {
        problems.at(node, message, hint);
    }

    /** @return the text with every <code>${env:NAME}</code> filled in; empty when one cannot be (reported) */
    Optional<Secret> filled(Yaml.Scalar scalar) {
        Matcher found = PLACEHOLDER.matcher(scalar.text());
        StringBuilder out = new StringBuilder();
        boolean whole = true;
        while (found.find()) {
            Optional<String> value = variable(scalar, found.group(1));
            whole &= value.isPresent();
            found.appendReplacement(out, Matcher.quoteReplacement(value.orElse("")));
        }
        found.appendTail(out);
        return whole ? Optional.of(new Secret(out.toString())) : Optional.empty();
    }

    private Optional<String> variable(Yaml.Scalar scalar, String name) {
        if (name.startsWith("secret:")) {
            problem(scalar, "${secret:…} is not in this version", "use an environment variable: ${env:NAME}");
            return Optional.empty();
        }
        if (!name.matches("env:[A-Za-z_][A-Za-z0-9_]*")) {
            problem(scalar, "${" + name + "} is not known here", "write ${env:NAME} for an environment variable");
            return Optional.empty();
        }
        String variable = name.substring("env:".length());
        Optional<String> value = environment.apply(variable);
        if (value.isEmpty()) {
            problem(
                    scalar,
                    "the environment variable " + variable + " is not set",
                    "export " + variable + "=… before the run");
        }
        return value;
    }
}
