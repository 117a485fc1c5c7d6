package dev.gannet.cli;

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
        var plan = rooms.plan(job, overrides.list());
        Optional<JobStatus> status = rooms.status(plan);
        PrintWriter out = terminal.out();
        StatusPrinter printer = new StatusPrinter(terminal);
        if (json) {
            out.println(printer.json(plan.name(), status));
        } else if (status.isPresent()) {
            printer.print(plan.name(), status.orElseThrow());
        } else {
            out.println(plan.name() + " never ran. Start it: gannet run " + Shell.word(job.toString()));
        }
        out.flush();
        return ExitCode.COMPLETE.number();
    }
}
