package dev.gannet.cli;

import dev.gannet.extract.ItemSpec;
import dev.gannet.job.Plan;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gannet export}: the rows of a job as files. */
@Command(name = "export", description = "Writes the rows of a job to files, streamed.")
final class ExportCommand implements Callable<Integer> {
    private final Rooms rooms;
    private final Terminal terminal;

    @Parameters(paramLabel = "JOB", description = "A job file.")
    private Path job = Path.of("");

    @Mixin
    private Overrides overrides = new Overrides();

    @Option(
            names = "--format",
            required = true,
            paramLabel = "FORMAT",
            description = "One of: ${COMPLETION-CANDIDATES} (lower case will do).")
    private ExportFormat format = ExportFormat.JSONL;

    @Option(names = "--output", paramLabel = "FILE", description = "The file (default: NAME.FORMAT in this folder).")
    private @Nullable Path output;

    ExportCommand(Rooms rooms, Terminal terminal) {
        this.rooms = rooms;
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Plan plan = rooms.plan(job, overrides.list());
        Path file = output != null ? output : Path.of(plan.name() + "." + format.ending());
        long rows = rooms.export(plan, format, file);
        boolean several =
                format == ExportFormat.CSV && ItemSpec.withInner(plan.items()).size() > 1;
        terminal.out().println(Amounts.of(rows, "row") + " in " + file + (several ? ", a file for each kind" : ""));
        terminal.out().flush();
        return ExitCode.COMPLETE.number();
    }
}
