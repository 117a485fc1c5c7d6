package dev.gannet.crawl;

import dev.gannet.job.DriversConfig;
import dev.gannet.job.Plan;
import dev.gannet.session.BrowserFinder;
import dev.gannet.session.BrowserSpec;
import dev.gannet.session.ChromeConfig;
import dev.gannet.session.GridAddress;
import dev.gannet.session.Launchers;
import dev.gannet.session.PoolSettings;
import dev.gannet.session.PoolSize;
import dev.gannet.session.SessionLauncher;
import dev.gannet.session.SessionManager;

/** The pool of browsers that a run of a job needs. */
final class Browsers {
    private final ChromeConfig config = DriversConfig.load(DriversConfig.locate());
    private final BrowserSpec spec;
    private final int size;

    Browsers(Plan plan, CrawlOptions options) {
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
        SessionLauncher launcher = spec.grid().isPresent()
                ? Launchers.of(config)
                : Launchers.of(config, BrowserFinder.find(config, spec.full()));
        return SessionManager.open(PoolSettings.of(size).memory(config.memory()), launcher);
    }
}
