package dev.gannet.cli;

import dev.gannet.crawl.Crawl;
import dev.gannet.crawl.CrawlOptions;
import dev.gannet.crawl.RunListener;
import dev.gannet.crawl.RunSummary;
import dev.gannet.db.Database;
import dev.gannet.demo.DemoSettings;
import dev.gannet.demo.DemoShop;
import dev.gannet.extract.ItemSpec;
import dev.gannet.frontier.Frontier;
import dev.gannet.frontier.RunStatus;
import dev.gannet.job.JobException;
import dev.gannet.job.JobReader;
import dev.gannet.job.JobSchema;
import dev.gannet.job.Plan;
import dev.gannet.store.Format;
import dev.gannet.store.ItemStore;
import dev.gannet.web.FailureKind;
import dev.gannet.web.PageUrl;
import dev.gannet.web.ScrapeException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The rooms as they are built, wired together. */
final class House implements Rooms {
    @Override
    public Plan plan(Path job, List<String> overrides) {
        try {
            return JobReader.read(job, overrides);
        } catch (JobException bad) {
            throw new BadJobException(bad.report());
        }
    }

    @Override
    public Crawling crawl(Plan plan, CrawlOptions options, RunListener listener) {
        Crawl crawl = new Crawl(plan, options, listener);
        return new Crawling() {
            @Override
            public RunSummary run() {
                return crawl.run();
            }

            @Override
            public void stop(boolean now) {
                crawl.stop(now);
            }
        };
    }

    @Override
    public Optional<RunStatus> status(Plan plan) {
        String store = plan.store();
        // Asking for the status of a job that never ran must not leave an empty database behind.
        if (store.startsWith("sqlite:") && !Files.exists(Path.of(store.substring("sqlite:".length())))) {
            return Optional.empty();
        }
        try (Database db = Database.open(store)) {
            return new Frontier(db).latest(plan.name());
        }
    }

    @Override
    public long export(Plan plan, ExportFormat format, Path file) {
        try (Database db = Database.open(plan.store())) {
            ItemStore store = new ItemStore(db);
            store.prepare(plan.name(), plan.items());
            store.export(plan.items(), Format.valueOf(format.name()), file);
            return plan.items().stream()
                    .map(ItemSpec::table)
                    .distinct()
                    .mapToLong(store::count)
                    .sum();
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
        throw absent("page");
    }

    @Override
    public String newJob(PageUrl url, boolean look) {
        throw absent("job");
    }

    @Override
    public String schema() {
        return JobSchema.json();
    }

    @Override
    public List<Finding> examine() {
        throw absent("session");
    }

    @Override
    public Optional<String> missingBrowser() {
        throw absent("session");
    }

    @Override
    public boolean install(Consumer<String> say) {
        throw absent("session");
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

    private static ScrapeException absent(String room) {
        return new ScrapeException(FailureKind.REFUSED, "", "the room " + room + " is not wired yet");
    }
}
