package dev.gannet.cli;

import dev.gannet.crawl.CrawlOptions;
import dev.gannet.crawl.Explanation;
import dev.gannet.crawl.RunListener;
import dev.gannet.crawl.RunSummary;
import dev.gannet.frontier.RunStatus;
import dev.gannet.job.Plan;
import dev.gannet.session.BrowserSpec;
import dev.gannet.session.ChromeConfig;
import dev.gannet.session.GridAddress;
import dev.gannet.store.CopyReport;
import dev.gannet.store.ItemChange;
import dev.gannet.watch.ServeOptions;
import dev.gannet.watch.Serving;
import dev.gannet.web.PageUrl;
import dev.gannet.web.ReadyVerdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Rooms that answer as a test says and keep what they were asked. */
final class ScriptedRooms implements Rooms {
    final List<String> asked = new ArrayList<>();
    final Map<Path, String> badJobs = new LinkedHashMap<>();
    final Deque<Supplier<RunSummary>> runs = new ArrayDeque<>();
    final List<Boolean> stops = new ArrayList<>();
    final List<Finding> findings = new ArrayList<>();
    final List<ItemChange> changes = new ArrayList<>();
    Optional<RunStatus> status = Optional.empty();
    Optional<String> missing = Optional.empty();
    Optional<GridAddress> grid = Optional.empty();
    boolean installs = true;
    boolean portTaken;
    List<JobDraft.Sample> draftSamples = List.of();
    PageLook look = new PageLook(
            "http://shop.example/",
            200,
            "Shop",
            new ReadyVerdict(true, "quiet", List.of(), Duration.ofMillis(350)),
            List.of(),
            new JobDraft("", List.of(), List.of()));

    @Override
    public Plan plan(Path job, List<String> overrides) {
        asked.add("plan " + job.getFileName() + " " + overrides);
        String problem = badJobs.get(job);
        if (problem != null) {
            throw new BadJobException(problem);
        }
        return Samples.plan(job);
    }

    @Override
    public BrowserSpec browser(Plan plan) {
        return plan.browser()
                .in(new ChromeConfig(
                        Optional.empty(), Optional.empty(), List.of(), Map.of(), Map.of(), Map.of(), 0, grid));
    }

    @Override
    public Crawling crawl(Plan plan, CrawlOptions options, RunListener listener) {
        asked.add("crawl " + plan.name() + " " + options);
        return new Crawling() {
            @Override
            public RunSummary run() {
                return runs.remove().get();
            }

            @Override
            public void stop(boolean now) {
                stops.add(now);
            }
        };
    }

    @Override
    public void changes(Plan plan, Optional<Instant> since, Consumer<ItemChange> taker) {
        asked.add("changes " + plan.name() + since.map(at -> " " + at).orElse(""));
        changes.forEach(taker);
    }

    @Override
    public Serving serve(Path folder, ServeOptions options, Consumer<String> say) {
        throw new UnsupportedOperationException("a process of its own is served in tests");
    }

    @Override
    public Optional<RunStatus> status(Plan plan) {
        return status;
    }

    @Override
    public Explanation explain(Plan plan, PageUrl url, boolean ask) {
        asked.add("explain " + url + " " + ask);
        return new Explanation(url, List.of(new Explanation.Line("crawl", "in scope")), "would be fetched");
    }

    @Override
    public long export(Plan plan, ExportFormat format, Path file) {
        asked.add("export " + format + " " + file);
        return 120;
    }

    @Override
    public CopyReport copy(String from, String to) {
        asked.add("copy " + from + " " + to);
        return new CopyReport(
                from,
                to,
                List.of(
                        new CopyReport.Table("gannet_page", 1200, "0123456789abcdef".repeat(4)),
                        new CopyReport.Table("product", 34, "fedcba9876543210".repeat(4))),
                List.of("run 3 of shop was under way"));
    }

    @Override
    public List<Map<String, @Nullable Object>> sample(Plan plan, String table, int rows) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("_url", "hidden");
        row.put("sku", "A-1");
        row.put("price", 12.5);
        return List.of(row);
    }

    @Override
    public PageLook look(PageUrl url, List<String> selectors) {
        asked.add("look " + url + " " + selectors);
        return look;
    }

    @Override
    public JobDraft newJob(PageUrl url, boolean withLook) {
        asked.add("new " + url + " " + withLook);
        return new JobDraft("start: " + url + "\n", draftSamples, List.of("A note."));
    }

    @Override
    public String importedJob(Path recording, Optional<String> part) {
        asked.add("import " + recording.getFileName()
                + part.map(name -> " " + name).orElse(""));
        if (recording.toString().contains("bad")) {
            throw new BadJobException("bad.json:3:1: step 1 (customStep): no");
        }
        return "start: http://shop.example/\n";
    }

    @Override
    public String schema() {
        return "{}\n";
    }

    @Override
    public List<Finding> examine() {
        List<Finding> all = new ArrayList<>(findings);
        missing.ifPresent(what -> all.add(new Finding("browser", false, what, "install Chromium")));
        return all;
    }

    @Override
    public Optional<String> missingBrowser() {
        return missing;
    }

    @Override
    public boolean install(Consumer<String> say) {
        asked.add("install");
        say.accept("installing");
        if (installs) {
            missing = Optional.empty();
        }
        return installs;
    }

    @Override
    public DemoSite demoSite(int port) {
        asked.add("demo " + port);
        if (portTaken && port != 0) {
            throw new UncheckedIOException(new IOException("Address already in use"));
        }
        return new DemoSite() {
            @Override
            public URI base() {
                return URI.create("http://127.0.0.1:" + (port == 0 ? 5555 : port));
            }

            @Override
            public String job() {
                return "start: " + base() + "\n";
            }

            @Override
            public void close() {
                asked.add("close");
            }
        };
    }
}
