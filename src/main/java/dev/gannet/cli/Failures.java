package dev.gannet.cli;

import dev.gannet.web.FailureKind;
import dev.gannet.web.ScrapeException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * The one place where failures become words and an exit code. A known failure is its own message; an unknown one is
 * written to the log with its stack trace, and the person is told where.
 */
final class Failures implements IExecutionExceptionHandler, IParameterExceptionHandler {
    /** What ends a run and can be mended by whoever runs it. */
    private static final Set<FailureKind> TOLD =
            EnumSet.of(FailureKind.DISK, FailureKind.LOGIN, FailureKind.CONNECTION, FailureKind.DNS);

    private final Terminal terminal;
    private final Logs logs;

    Failures(Terminal terminal, Logs logs) {
        this.terminal = terminal;
        this.logs = logs;
    }

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
        return failure instanceof ParameterException wrong
                ? handleParseException(wrong, new String[0])
                : report(failure).number();
    }

    @Override
    public int handleParseException(ParameterException wrong, String[] arguments) {
        CommandLine command = wrong.getCommandLine();
        terminal.say("gannet: " + wrong.getMessage());
        List<String> near =
                wrong instanceof UnmatchedArgumentException unmatched ? unmatched.getSuggestions() : List.of();
        if (!near.isEmpty()) {
            terminal.say("Did you mean: " + String.join(", ", near) + "?");
        }
        terminal.say("See " + command.getCommandSpec().qualifiedName() + " --help");
        return ExitCode.USAGE.number();
    }

    /** Tells the person about a failure of whatever kind. */
    ExitCode report(Throwable failure) {
        terminal.endLive();
        ExitCode code = ExitCode.of(failure);
        if (failure instanceof BadJobException bad) {
            bad.report().forEach(terminal::say);
            return code;
        }
        String message = failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
        if (code == ExitCode.BUG) {
            String log = logs.keep(failure).map(path -> "See " + path).orElse("No log could be written;");
            terminal.say(
                    "gannet: a mistake of Gannet's own: " + failure.getClass().getSimpleName() + ": " + message);
            terminal.say(log + " and please report it.");
        } else {
            terminal.say("gannet: " + message);
            if (failure instanceof ScrapeException scrape && TOLD.contains(scrape.kind())) {
                terminal.say(Remedies.of(scrape.kind()));
            }
            if (logs.current().isPresent()) {
                logs.keep(failure).ifPresent(path -> terminal.say("Log: " + path));
            }
        }
        return code;
    }
}
