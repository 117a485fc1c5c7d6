package dev.gannet.cli;

import dev.gannet.web.Redaction;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/**
 * The program. Its exit codes are listed by {@code --help}; results go to stdout, everything else to stderr.
 */
@Command(
        name = "gannet",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        versionProvider = Version.class,
        description = "Reads a YAML job, drives a pool of headless Chrome sessions politely through JavaScript-heavy"
                + " pages, and commits clean records to SQLite or PostgreSQL.",
        exitCodeListHeading = "%nExit codes:%n",
        footer = "%nDocumentation: README.md. A first look: gannet demo")
public final class Gannet implements Runnable {
    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = {"-v", "--verbose"},
            scope = ScopeType.INHERIT,
            description = "Tell more; twice for everything, in the log.")
    private boolean[] verbose = {};

    @Option(
            names = "--log-json",
            scope = ScopeType.INHERIT,
            description = "Log in JSON, an object a line, on stderr too: for what collects logs.")
    private boolean logJson;

    @Option(names = "--no-progress", scope = ScopeType.INHERIT, description = "Show no progress.")
    private boolean quiet;

    private Gannet() {}

    /**
     * Runs the program and ends the process.
     *
     * @param arguments the command line
     */
    public static void main(String[] arguments) {
        Map<String, String> environment = System.getenv();
        Redaction redaction = new Redaction();
        Terminal terminal = Terminal.ofProcess(environment, redaction);
        int code;
        try (Logs logs = new Logs(terminal, environment)) {
            code = run(new House(redaction), terminal, logs, arguments);
        }
        System.exit(code);
    }

    /** @return the exit code; nothing is thrown, whatever happens */
    static int run(Rooms rooms, Terminal terminal, Logs logs, String... arguments) {
        Failures failures = new Failures(terminal, logs);
        try {
            return commandLine(rooms, terminal, logs, failures, arguments).execute(arguments);
        } catch (Error fatal) {
            // picocli hands on what is no Exception: out of memory, a missing class.
            return failures.report(fatal).number();
        }
    }

    private static CommandLine commandLine(
            Rooms rooms, Terminal terminal, Logs logs, Failures failures, String... arguments) {
        Gannet gannet = new Gannet();
        JobRuns runs = new JobRuns(rooms, terminal, logs);
        List<Object> commands = List.of(
                new RunCommand(rooms, runs, terminal),
                new ServeCommand(rooms, terminal, logs),
                new CheckCommand(rooms, terminal),
                new TryCommand(rooms, terminal),
                new NewCommand(rooms, terminal),
                new ImportCommand(rooms, terminal),
                new StatusCommand(rooms, terminal),
                new ChangesCommand(rooms, terminal),
                new ExplainCommand(rooms, terminal),
                new ExportCommand(rooms, terminal),
                new CopyCommand(rooms, terminal),
                new SchemaCommand(rooms, terminal),
                new DoctorCommand(rooms, terminal),
                new DemoCommand(rooms, runs, terminal));
        CommandLine line = new CommandLine(gannet);
        List<Object> named = named(commands, arguments);
        if (named.isEmpty()) {
            commands.forEach(line::addSubcommand);
            line.addSubcommand(completion());
        } else {
            named.forEach(line::addSubcommand);
        }
        line.getCommandSpec().usageMessage().exitCodeList(ExitCode.list());
        line.getSubcommands()
                .values()
                .forEach(command -> command.getCommandSpec().usageMessage().exitCodeList(ExitCode.list()));
        Help.Ansi ansi = terminal.look().colour() ? Help.Ansi.ON : Help.Ansi.OFF;
        return line.setOut(terminal.out())
                .setErr(terminal.err())
                .setColorScheme(Help.defaultColorScheme(ansi))
                .setUsageHelpWidth(Math.min(100, terminal.look().width()))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(failures)
                .setParameterExceptionHandler(failures)
                .setExecutionStrategy(parsed -> {
                    logs.verbosity(gannet.verbose.length);
                    logs.json(gannet.logJson);
                    return new CommandLine.RunLast().execute(parsed);
                });
    }

    /**
     * Finds the command that the first argument names. picocli reads the options of every subcommand by reflection, which
     * takes longer than most commands do, so it gets that one alone.
     *
     * @return one command; none when help, completion or a wrong word needs them all
     */
    private static List<Object> named(List<Object> commands, String... arguments) {
        if (arguments.length == 0) {
            return List.of();
        }
        return commands.stream()
                .filter(command -> Optional.ofNullable(command.getClass().getAnnotation(Command.class))
                        .map(Command::name)
                        .filter(arguments[0]::equals)
                        .isPresent())
                .toList();
    }

    /** picocli's own command, by a shorter name. */
    private static CommandLine completion() {
        CommandLine command = new CommandLine(new GenerateCompletion());
        command.getCommandSpec().name("completion");
        return command;
    }

    /** @return whether progress is to be shown */
    boolean progress() {
        return !quiet;
    }

    @Override
    public void run() {
        throw Usage.wrong(spec, "which command?");
    }
}
