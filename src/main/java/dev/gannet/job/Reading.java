package dev.gannet.job;

import dev.gannet.flow.Words;
import dev.gannet.web.Redaction;
import dev.gannet.web.Secret;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the readers of a job's parts share.
 *
 * @param file the job file, absolute
 * @param problems where they report to
 * @param environment the value of an environment variable
 * @param redaction is told what is filled in where it is not shown
 * @param flows the steps that have a name
 * @param scripts collects the scripts that the job has
 * @param beside is told each file, beside the job's own, that is looked at: it may be there or not
 */
record Reading(
        Path file,
        Problems problems,
        Function<String, Optional<String>> environment,
        Redaction redaction,
        Optional<Yaml.Mapping> flows,
        Set<ScriptSource> scripts,
        Consumer<Path> beside) {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^}]*)\\}?");
    private static final String SECRET = "secret:";

    /** @return what readers share of a file that has nothing to fill in */
    static Reading of(Path file, Problems problems) {
        return new Reading(
                file,
                problems,
                name -> Optional.empty(),
                new Redaction(),
                Optional.empty(),
                new LinkedHashSet<>(),
                looked -> {});
    }

    /** @return the script, which is checked once a browser is there */
    Optional<String> script(Section section, String key, ScriptSource.Use use) {
        return section.scalar(key).map(scalar -> {
            scripts.add(new ScriptSource(scalar, use));
            return scalar.text();
        });
    }

    void problem(Yaml node, String message, String hint) {
        problems.at(node, message, hint);
    }

    /**
     * @return the text with every <code>${env:NAME}</code> and <code>${secret:NAME}</code> filled in; empty when one cannot
     *     be (reported)
     */
    Optional<Secret> filled(Yaml.Scalar scalar) {
        return filled(scalar, true).map(Secret::new);
    }

    /**
     * For texts that are printed or sent to everybody: a secret has no place in them.
     *
     * @return the text with every <code>${env:NAME}</code> filled in; empty when one cannot be (reported)
     */
    Optional<String> shown(Yaml.Scalar scalar) {
        return filled(scalar, false);
    }

    /**
     * For texts of steps: <code>${var:NAME}</code> stays, to be filled when the step is carried out; what comes from
     * elsewhere is kept apart, and not shown.
     *
     * @param from where in the text they begin
     * @return the text in its parts; empty when one cannot be had (reported)
     */
    Optional<Words> words(Yaml.Scalar scalar, int from) {
        String text = scalar.text().substring(from);
        Matcher found = PLACEHOLDER.matcher(text);
        List<Words.Part> parts = new ArrayList<>();
        boolean whole = true;
        int end = 0;
        while (found.find()) {
            parts.addAll(Words.of(text.substring(end, found.start())).parts());
            if (Words.VARIABLE.matcher(found.group()).matches()) {
                parts.addAll(Words.of(found.group()).parts());
            } else {
                Optional<String> value = value(scalar, found.group(1), true);
                whole &= value.isPresent();
                parts.add(new Words.Part.Hidden(new Secret(value.orElse(""))));
            }
            end = found.end();
        }
        parts.addAll(Words.of(text.substring(end)).parts());
        return whole ? Optional.of(new Words(parts)) : Optional.empty();
    }

    Optional<Words> words(Yaml.Scalar scalar) {
        return words(scalar, 0);
    }

    private Optional<String> filled(Yaml.Scalar scalar, boolean hidden) {
        Matcher found = PLACEHOLDER.matcher(scalar.text());
        StringBuilder out = new StringBuilder();
        boolean whole = true;
        while (found.find()) {
            Optional<String> value = value(scalar, found.group(1), hidden);
            whole &= value.isPresent();
            found.appendReplacement(out, Matcher.quoteReplacement(value.orElse("")));
        }
        found.appendTail(out);
        return whole ? Optional.of(out.toString()) : Optional.empty();
    }

    private Optional<String> value(Yaml.Scalar scalar, String name, boolean hidden) {
        Optional<String> value = read(scalar, name, hidden);
        if (hidden) {
            value.ifPresent(redaction::hide);
        }
        return value;
    }

    private Optional<String> read(Yaml.Scalar scalar, String name, boolean hidden) {
        if (name.startsWith(SECRET)) {
            if (hidden) {
                return secret(scalar, name.substring(SECRET.length()));
            }
            problem(scalar, "a secret cannot stand here, where it would be shown", "");
            return Optional.empty();
        }
        if (!name.matches("env:[A-Za-z_][A-Za-z0-9_]*")) {
            problem(
                    scalar,
                    "${" + name + "} is not known here",
                    "write ${env:NAME} for an environment variable"
                            + (hidden ? ", ${secret:NAME} for a file, ${var:NAME} for what a step stored" : ""));
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

    private Optional<String> secret(Yaml.Scalar scalar, String name) {
        try {
            SecretFiles secrets = SecretFiles.of(file, environment);
            secrets.places(name).forEach(beside);
            return Optional.of(secrets.read(name));
        } catch (SecretFiles.UnfitException unfit) {
            problem(scalar, String.valueOf(unfit.getMessage()), unfit.remedy());
            return Optional.empty();
        }
    }
}
