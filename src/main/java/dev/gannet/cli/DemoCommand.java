package dev.gannet.cli;

import dev.gannet.crawl.CrawlOptions;
import dev.gannet.extract.ItemSpec;
import dev.gannet.frontier.Unfinished;
import dev.gannet.job.Plan;
import dev.gannet.web.FailureKind;
import dev.gannet.web.PrivateFile;
import dev.gannet.web.ScrapeException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code gannet demo}: the whole thing with nothing to set up. */
@Command(
        name = "demo",
        description = "Serves a JavaScript shop on this machine and scrapes it into gannet-demo.db. Nothing to set up:"
                + " a missing browser is installed, saying so.")
final class DemoCommand implements Callable<Integer> {
    private static final int ROWS = 8;
    private static final int COLUMNS = 6;

    private final Rooms rooms;
    private final JobRuns runs;
    private final Terminal terminal;

    @ParentCommand
    private @Nullable Gannet gannet;

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "8474",
            description = "Port of the shop (default: ${DEFAULT-VALUE}, or any when taken).")
    private int port;

    @Option(names = "--sessions", paramLabel = "N", description = "Most browsers at a time.")
    private @Nullable Integer sessions;

    @Option(names = "--dir", paramLabel = "DIR", description = "Where gannet-demo.db goes (default: this folder).")
    private Path folder = Path.of("");

    @Option(names = "--serve", description = "Only serve the shop, until Ctrl-C.")
    private boolean serve;

    DemoCommand(Rooms rooms, JobRuns runs, Terminal terminal) {
        this.rooms = rooms;
        this.runs = runs;
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (!serve) {
            haveBrowser();
        }
        try (DemoSite shop = open()) {
            terminal.say("A JavaScript shop is open at " + shop.base());
            return (serve ? serve() : scrape(shop)).number();
        }
    }

    private void haveBrowser() {
        Optional<String> missing = rooms.missingBrowser();
        if (missing.isPresent()) {
            terminal.say("No browser yet: " + missing.orElseThrow());
            if (!rooms.install(terminal::say) || rooms.missingBrowser().isPresent()) {
                throw new ScrapeException(
                        FailureKind.BROWSER_LAUNCH,
                        "",
                        "no browser could be installed; gannet doctor says what is missing");
            }
        }
    }

    private DemoSite open() {
        try {
            return rooms.demoSite(port);
        } catch (UncheckedIOException taken) {
            return rooms.demoSite(0);
        }
    }

    private ExitCode serve() throws InterruptedException {
        CountDownLatch stopped = new CountDownLatch(1);
        try (StopSignals signals =
                StopSignals.open(now -> stopped.countDown(), note -> terminal.say("Closing."), StopSignals.GRACE)) {
            boolean over = false;
            while (!over) {
                over = stopped.await(1, TimeUnit.HOURS);
            }
            return signals.code().orElse(ExitCode.COMPLETE);
        }
    }

    private ExitCode scrape(DemoSite shop) throws IOException {
        Path job = PrivateFile.folder(folder.resolve(".gannet")).resolve("gannet-demo.yaml");
        // The rows go beside the folder of the job, where people look first; the job itself says so.
        String text = shop.job().replace("store: sqlite:gannet-demo.db", "store: sqlite:../gannet-demo.db");
        Files.writeString(job, text);
        Plan plan = rooms.plan(job, List.of());
        terminal.say("Its job file is " + job + "; the rows go to " + folder.resolve("gannet-demo.db"));
        OptionalInt most = sessions == null ? OptionalInt.empty() : OptionalInt.of(sessions);
        // The shop is the same at each start, an unfinished demo is of no use to anybody.
        CrawlOptions options =
                new CrawlOptions(most, Unfinished.GIVE_UP, false, Optional.empty(), false, JobRuns.state(plan));
        Report report = runs.run(plan, job, options, gannet == null || gannet.progress(), StopSignals.GRACE);
        plan.items().forEach(item -> show(plan, item));
        new SummaryPrinter(terminal).print(report);
        terminal.out().println("\nThe job that did it, " + job + ", is yours to edit:\n");
        text.lines().forEach(line -> terminal.out().println("  " + line));
        terminal.out().println("\nNext: gannet demo --serve in one terminal, gannet run " + job + " in another.");
        terminal.out().flush();
        return report.exit();
    }

    private void show(Plan plan, ItemSpec item) {
        List<Map<String, @Nullable Object>> rows = rooms.sample(plan, item.table(), ROWS);
        if (rows.isEmpty()) {
            return;
        }
        List<String> columns = rows.get(0).keySet().stream()
                .filter(column -> !column.startsWith("_"))
                .limit(COLUMNS)
                .toList();
        terminal.out().println("The first rows of " + item.table() + ":");
        new TablePrinter(terminal.look().width()).print(columns, rows, terminal.out());
        terminal.out().println();
    }
}
