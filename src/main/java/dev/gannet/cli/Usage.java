package dev.gannet.cli;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Mistakes on the command line that picocli cannot see by itself. */
final class Usage {
    private Usage() {}

    static ParameterException wrong(@Nullable CommandSpec spec, String message) {
        return new ParameterException(Objects.requireNonNull(spec).commandLine(), message);
    }
}
