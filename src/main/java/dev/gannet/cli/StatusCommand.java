package dev.gannet.cli;

import dev.gannet.frontier.RunStatus;
import dev.gannet.job.Plan;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gannet status}: how far a job's last run is. */
@Command(name = "status", description = "Says what is queued, done and failed, by cause. Starts no browser.")
final class StatusCommand implements Callable<Integer> {
    private final Rooms rooms;
    private final Terminal terminal;

    @Parameters(paramLabel = "JOB", description = "A job file.")
    private Path job = Path.of("");

    @Mixin
    private Overrides overrides = new Overrides();

    @Option(names = "--json", description = "Print one line of JSON.")
    private boolean json;

    StatusCommand(Rooms rooms, Terminal terminal) {
        this.rooms = rooms;
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Plan plan = rooms.plan(job, overrides.list());
        Optional<RunStatus> status = rooms.status(plan);
        PrintWriter out = terminal.out();
        StatusPrinter printer = new StatusPrinter(terminal);
        if (json) {
            out.println(printer.json(plan, status));
        } else if (status.isPresent()) {
            printer.print(plan, status.orElseThrow());
        } else {
            out.println(plan.name() + " never ran. Start it: gannet run " + Shell.word(job.toString()));
        }
        out.flush();
        return ExitCode.COMPLETE.number();
    }
}
