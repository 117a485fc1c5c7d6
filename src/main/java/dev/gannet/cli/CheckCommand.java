package dev.gannet.cli;

import dev.gannet.job.Plan;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code gannet check}: every problem of a job, or what it would do. */
@Command(name = "check", description = "Says every problem of a job, or what it would do. Starts no browser.")
final class CheckCommand implements Callable<Integer> {
    private final Rooms rooms;
    private final Terminal terminal;

    @Parameters(arity = "1..*", paramLabel = "JOB", description = "Job files.")
    private List<Path> jobs = List.of();

    @Mixin
    private Overrides overrides = new Overrides();

    CheckCommand(Rooms rooms, Terminal terminal) {
        this.rooms = rooms;
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        PrintWriter out = terminal.out();
        List<ExitCode> ends = new ArrayList<>();
        for (Path job : jobs) {
            try {
                Plan plan = rooms.plan(job, overrides.list());
                new PlanPrinter(terminal).print(plan, rooms.browser(plan), job);
                ends.add(ExitCode.COMPLETE);
            } catch (BadJobException bad) {
                bad.report().forEach(out::println);
                ends.add(ExitCode.USAGE);
            }
        }
        out.flush();
        return ExitCode.worst(ends).number();
    }
}
