package dev.gannet.crawl;

import dev.gannet.job.DriversConfig;
import dev.gannet.job.Plan;
import dev.gannet.session.BrowserSpec;
import dev.gannet.session.ChromeConfig;
import dev.gannet.session.GridAddress;
import dev.gannet.session.LauncherSource;
import dev.gannet.session.PoolSettings;
import dev.gannet.session.PoolSize;
import dev.gannet.session.SessionManager;

/** The pool of browsers that a run of a job needs. */
final class Browsers {
    private final ChromeConfig config = DriversConfig.load(DriversConfig.locate());
    private final BrowserSpec spec;
    private final int size;
    private final LauncherSource source;

    Browsers(Plan plan, CrawlOptions options, LauncherSource source) {
        this.source = source;
        spec = plan.browser().in(config);
        spec.grid()
                .flatMap(GridAddress::account)
                .ifPresent(account -> plan.redaction().hide(account.password().reveal()));
        this.size = options.sessions().orElseGet(PoolSize::suggest);
    }

    /** @return how many browsers there may be */
    int size() {
        return size;
    }

    /** @return the browser that the job asks for, where {@code drivers-config} wants it */
    BrowserSpec spec() {
        return spec;
    }

    /**
     * Finds the browser and opens an empty pool of it.
     *
     * @throws dev.gannet.web.ScrapeException {@code BROWSER_LAUNCH} when there is none on this machine
     */
    SessionManager open() {
        return SessionManager.open(PoolSettings.of(size).memory(config.memory()), source.launcher(config, spec));
    }
}
