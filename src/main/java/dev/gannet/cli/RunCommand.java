package dev.gannet.cli;

import dev.gannet.crawl.CrawlOptions;
import dev.gannet.frontier.Unfinished;
import dev.gannet.job.Plan;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code gannet run}: crawl, extract, store. */
@Command(name = "run", description = "Runs jobs: crawl, extract, store. An unfinished run goes on where it was.")
final class RunCommand implements Callable<Integer> {
    private final Rooms rooms;
    private final JobRuns runs;
    private final Terminal terminal;

    @Spec
    private @Nullable CommandSpec spec;

    @ParentCommand
    private @Nullable Gannet gannet;

    @Parameters(arity = "1..*", paramLabel = "JOB", description = "Job files. All are checked before the first is run.")
    private List<Path> jobs = List.of();

    @Mixin
    private Overrides overrides = new Overrides();

    @Option(names = "--fresh", description = "Give up an unfinished run and start a new one.")
    private boolean fresh;

    @Option(names = "--retry-failed", description = "Try the pages that failed in the last run again.")
    private boolean retryFailed;

    @Option(
            names = "--sessions",
            paramLabel = "N",
            description = "Most browsers at a time (default: from cores and memory).")
    private @Nullable Integer sessions;

    @Option(names = "--pages", paramLabel = "N", description = "Visit at most N pages.")
    private @Nullable Integer pages;

    @Option(names = "--ladder", paramLabel = "MODE", description = "How pages are fetched: auto, render or static.")
    private @Nullable String ladder;

    @Option(
            names = "--output",
            paramLabel = "FILE",
            description = "Export the rows to FILE.jsonl or FILE.csv at the end.")
    private @Nullable Path output;

    @Option(
            names = "--trace",
            description = "Keep a picture strip of the steps of each page and login, as one HTML file each in"
                    + " .gannet/traces. Pictures take part of the page's time.")
    private boolean trace;

    @Option(
            names = "--grace",
            paramLabel = "SECONDS",
            description = "How long pages under way may take after Ctrl-C or SIGTERM; then they go back to the queue"
                    + " (default: 8, as containers are killed after ten).")
    private int grace = (int) StopSignals.GRACE.toSeconds();

    @Option(names = "--json", description = "Print what the run came to as one line of JSON for each job.")
    private boolean json;

    RunCommand(Rooms rooms, JobRuns runs, Terminal terminal) {
        this.rooms = rooms;
        this.runs = runs;
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        check();
        List<Plan> plans = plans();
        List<ExitCode> ends = new ArrayList<>();
        for (int i = 0; i < plans.size(); i++) {
            Report report = runs.run(
                    plans.get(i),
                    jobs.get(i),
                    options(plans.get(i)),
                    gannet == null || gannet.progress(),
                    Duration.ofSeconds(grace));
            print(report);
            ends.add(report.exit());
            if (report.exit().compareTo(ExitCode.INTERRUPTED) >= 0) {
                break;
            }
        }
        return ExitCode.worst(ends).number();
    }

    private void print(Report report) {
        if (json) {
            terminal.out().println(SummaryJson.of(report));
            terminal.out().flush();
        } else {
            new SummaryPrinter(terminal).print(report);
        }
    }

    private List<Plan> plans() {
        List<String> all = new ArrayList<>(overrides.list());
        if (pages != null) {
            all.add("crawl.pages=" + pages);
        }
        if (ladder != null) {
            all.add("ladder=" + Overrides.quoted(ladder));
        }
        return JobFiles.read(rooms, jobs, all);
    }

    private CrawlOptions options(Plan plan) {
        OptionalInt most = sessions == null ? OptionalInt.empty() : OptionalInt.of(sessions);
        return new CrawlOptions(
                most,
                fresh ? Unfinished.GIVE_UP : Unfinished.GO_ON,
                retryFailed,
                Optional.ofNullable(output),
                trace,
                JobRuns.state(plan));
    }

    private void check() {
        if (sessions != null && sessions < 1 || pages != null && pages < 1) {
            throw usage("--sessions and --pages need a number above 0");
        }
        if (grace < 0) {
            throw usage("--grace needs a number of seconds, 0 for none");
        }
        if (fresh && retryFailed) {
            throw usage("--fresh starts over, --retry-failed goes on: choose one");
        }
        if (output != null && jobs.size() > 1) {
            throw usage("--output is for one job; run the jobs one by one, or use gannet export");
        }
        if (output != null && ExportFormat.of(output).isEmpty()) {
            throw usage("--output needs a file that ends in .jsonl or .csv");
        }
    }

    private ParameterException usage(String message) {
        return Usage.wrong(spec, message);
    }
}
