package dev.gannet.cli;

import dev.gannet.crawl.Crawl;
import dev.gannet.crawl.CrawlOptions;
import dev.gannet.crawl.Explanation;
import dev.gannet.crawl.RunListener;
import dev.gannet.crawl.RunSummary;
import dev.gannet.db.Database;
import dev.gannet.demo.DemoSettings;
import dev.gannet.demo.DemoShop;
import dev.gannet.extract.ItemSpec;
import dev.gannet.extract.Probe;
import dev.gannet.extract.SelectorSyntax;
import dev.gannet.frontier.Frontier;
import dev.gannet.frontier.PageStory;
import dev.gannet.frontier.RunStatus;
import dev.gannet.job.DriversConfig;
import dev.gannet.job.ImportedJob;
import dev.gannet.job.JobException;
import dev.gannet.job.JobReader;
import dev.gannet.job.JobSchema;
import dev.gannet.job.NewJob;
import dev.gannet.job.Plan;
import dev.gannet.session.BrowserCheck;
import dev.gannet.session.BrowserFinder;
import dev.gannet.session.BrowserInstaller;
import dev.gannet.session.BrowserSpec;
import dev.gannet.session.ChromeConfig;
import dev.gannet.session.LauncherSource;
import dev.gannet.session.Launchers;
import dev.gannet.store.ChangeLog;
import dev.gannet.store.CopyReport;
import dev.gannet.store.ItemChange;
import dev.gannet.store.ItemStore;
import dev.gannet.store.StoreCopy;
import dev.gannet.watch.ServeOptions;
import dev.gannet.watch.Serving;
import dev.gannet.web.PageUrl;
import dev.gannet.web.Redaction;
import dev.gannet.web.Role;
import dev.gannet.web.ScrapeException;
import dev.gannet.web.Selector;
import dev.gannet.web.Snapshot;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The rooms as they are built, wired together. */
final class House implements Rooms {
    private final Redaction redaction;
    private final LauncherSource browsers;

    /** @param redaction is told the secrets of the jobs that are read */
    House(Redaction redaction) {
        this(redaction, Launchers::installed);
    }

    /**
     * @param redaction collects the secrets of the jobs that are read
     * @param browsers starts the browsers of runs, and of the pages that are looked at for a job
     */
    House(Redaction redaction, LauncherSource browsers) {
        this.redaction = redaction;
        this.browsers = browsers;
    }

    @Override
    public Plan plan(Path job, List<String> overrides) {
        try {
            return JobReader.read(job, overrides, redaction);
        } catch (JobException bad) {
            throw new BadJobException(bad.report());
        }
    }

    @Override
    public Crawling crawl(Plan plan, CrawlOptions options, RunListener listener) {
        Crawl crawl = new Crawl(plan, options, listener, browsers);
        return new Crawling() {
            @Override
            public RunSummary run() {
                try {
                    return crawl.run();
                } catch (JobException bad) {
                    throw new BadJobException(bad.report());
                }
            }

            @Override
            public void stop(boolean now) {
                crawl.stop(now);
            }
        };
    }

    @Override
    public Serving serve(Path folder, ServeOptions options, Consumer<String> say) {
        return new Serving(folder, options, redaction, JobRuns::state, say);
    }

    @Override
    public Optional<RunStatus> status(Plan plan) {
        return asked(plan, db -> new Frontier(db).latest(plan.name()));
    }

    @Override
    public void changes(Plan plan, Optional<Instant> since, Consumer<ItemChange> taker) {
        asked(plan, db -> {
            new ChangeLog(db, plan.items()).each(since, Optional.empty(), taker);
            return Optional.empty();
        });
    }

    @Override
    public Explanation explain(Plan plan, PageUrl url, boolean ask) {
        Optional<PageStory> story = asked(plan, db -> {
            Frontier frontier = new Frontier(db);
            return frontier.story(plan.name(), url, Role.PAGE)
                    .or(() -> frontier.story(plan.name(), url, Role.SITEMAP))
                    .or(() -> frontier.story(plan.name(), url, Role.API));
        });
        List<PageUrl> moved = asked(
                        plan,
                        db -> new Frontier(db)
                                .latest(plan.name())
                                .map(run -> new Frontier(db).moved(run.run()).to()))
                .orElse(List.of());
        return Explanation.of(plan, url, story, moved, ask);
    }

    /** Asking about a job that never ran must not leave an empty database behind. */
    private static <T> Optional<T> asked(Plan plan, Function<Database, Optional<T>> question) {
        String store = plan.store();
        if (store.startsWith("sqlite:") && !Files.exists(Path.of(store.substring("sqlite:".length())))) {
            return Optional.empty();
        }
        try (Database db = Database.open(store)) {
            return question.apply(db);
        }
    }

    @Override
    public long export(Plan plan, ExportFormat format, Path file) {
        try (Database db = Database.open(plan.store())) {
            ItemStore store = new ItemStore(db);
            store.prepare(plan.name(), plan.items());
            store.export(plan.items(), ItemStore.Format.valueOf(format.name()), file);
            return ItemSpec.withInner(plan.items()).stream()
                    .map(ItemSpec::table)
                    .distinct()
                    .mapToLong(store::count)
                    .sum();
        }
    }

    @Override
    public CopyReport copy(String from, String to) {
        try (Database original = Database.openExisting(from);
                Database copy = Database.openUnhurried(to)) {
            return StoreCopy.copy(original, copy);
        }
    }

    @Override
    public List<Map<String, @Nullable Object>> sample(Plan plan, String table, int rows) {
        try (Database db = Database.open(plan.store())) {
            return new ItemStore(db).sample(table, rows);
        }
    }

    @Override
    public PageLook look(PageUrl url, List<String> selectors) {
        List<Selector> wanted = selectors.stream().map(Selector::css).toList();
        Map<String, String> wrong = new LinkedHashMap<>();
        selectors.forEach(one -> SelectorSyntax.problem(one).ifPresent(problem -> wrong.put(one, problem)));
        List<Selector> sound = wanted.stream()
                .filter(one -> !wrong.containsKey(one.toString()))
                .toList();
        Snapshot snapshot = JobDrafts.snapshot(url, sound, browsers);
        Probe probe = new Probe(snapshot);
        List<PageLook.Match> matches = new ArrayList<>();
        for (Selector selector : wanted) {
            String problem = wrong.get(selector.toString());
            if (problem != null) {
                matches.add(new PageLook.Match(selector.toString(), 0, List.of(problem)));
                continue;
            }
            Probe.Match match = probe.match(selector);
            matches.add(new PageLook.Match(
                    selector.toString(),
                    match.count(),
                    match.samples().stream()
                            .map(sample -> "<" + sample.tag() + "> " + sample.text())
                            .toList()));
        }
        return new PageLook(
                snapshot.finalUrl(),
                snapshot.status(),
                probe.title(),
                snapshot.verdict(),
                matches,
                JobDrafts.brief(url, snapshot, probe));
    }

    @Override
    public JobDraft newJob(PageUrl url, boolean look) {
        return look
                ? JobDrafts.of(url, browsers)
                : new JobDraft(NewJob.write(url, Optional.empty()), List.of(), List.of());
    }

    @Override
    public String importedJob(Path recording, Optional<String> part) {
        try {
            return ImportedJob.write(recording, part);
        } catch (JobException bad) {
            throw new BadJobException(bad.report());
        }
    }

    @Override
    public String schema() {
        return JobSchema.json();
    }

    @Override
    public List<Finding> examine() {
        return BrowserCheck.all(config()).stream()
                .map(check -> new Finding(check.name(), check.ok(), check.seen(), check.remedy()))
                .toList();
    }

    @Override
    public Optional<String> missingBrowser() {
        try {
            BrowserFinder.find(config(), false);
            return Optional.empty();
        } catch (ScrapeException missing) {
            return Optional.of(String.valueOf(missing.getMessage()));
        }
    }

    @Override
    public boolean install(Consumer<String> say) {
        return BrowserInstaller.install(config(), say);
    }

    @Override
    public DemoSite demoSite(int port) {
        DemoShop shop = DemoShop.start(port, DemoSettings.standard());
        return new DemoSite() {
            @Override
            public URI base() {
                return shop.base();
            }

            @Override
            public String job() {
                return shop.job();
            }

            @Override
            public void close() {
                shop.close();
            }
        };
    }

    @Override
    public BrowserSpec browser(Plan plan) {
        return plan.browser().in(config());
    }

    private static ChromeConfig config() {
        try {
            return DriversConfig.load(DriversConfig.locate());
        } catch (JobException bad) {
            throw new BadJobException(bad.report());
        }
    }
}
