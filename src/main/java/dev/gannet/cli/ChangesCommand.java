package dev.gannet.cli;

import dev.gannet.job.Plan;
import dev.gannet.job.Since;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gannet changes}: what became of a job's items. */
@Command(
        name = "changes",
        description = "Says which items came, changed and went, run by run. Only items with a key have a history."
                + " Starts no browser.")
final class ChangesCommand implements Callable<Integer> {
    private final Rooms rooms;
    private final Terminal terminal;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "JOB", description = "A job file.")
    private Path job = Path.of("");

    @Mixin
    private Overrides overrides = new Overrides();

    @Option(
            names = "--since",
            paramLabel = "WHEN",
            description = "Only those since then: a time such as 7d, a day (UTC) or a moment such as"
                    + " 2026-11-01T06:00:00Z.")
    private @Nullable String since;

    @Option(names = "--all", description = "Name every item that came; otherwise the first of each run.")
    private boolean all;

    @Option(names = "--json", description = "Print a line of JSON for each change, all of them.")
    private boolean json;

    ChangesCommand(Rooms rooms, Terminal terminal) {
        this.rooms = rooms;
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Optional<Instant> from = Optional.ofNullable(since).map(this::moment);
        Plan plan = rooms.plan(job, overrides.list());
        if (plan.items().stream().allMatch(item -> item.key().isEmpty())) {
            throw Usage.wrong(
                    spec,
                    plan.name()
                            + " has no items with a key, so none is known again: name the fields that tell them apart,"
                            + " as in key: [sku]");
        }
        ChangesPrinter printer = new ChangesPrinter(terminal, all);
        rooms.changes(plan, from, json ? printer::json : printer::print);
        if (!json) {
            printer.end();
        }
        terminal.out().flush();
        return ExitCode.COMPLETE.number();
    }

    private Instant moment(String text) {
        Optional<Since> parsed = Since.parse(text);
        if (parsed.isPresent() && parsed.get() instanceof Since.Day day) {
            return day.start();
        }
        if (parsed.isPresent() && parsed.get() instanceof Since.Ago ago) {
            return Instant.now().minus(ago.time());
        }
        try {
            return Instant.parse(text.strip());
        } catch (DateTimeException e) {
            throw Usage.wrong(
                    spec,
                    "--since needs a time such as 7d, a day such as 2026-11-01 or a moment such as 2026-11-01T06:00:00Z");
        }
    }
}
