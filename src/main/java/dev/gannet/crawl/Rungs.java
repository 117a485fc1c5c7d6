package dev.gannet.crawl;

import dev.gannet.http.CookieJar;
import dev.gannet.job.Plan;
import dev.gannet.session.PoolStats;
import dev.gannet.web.DocumentKind;
import dev.gannet.web.FailureKind;
import dev.gannet.web.Gate;
import dev.gannet.web.PageUrl;
import dev.gannet.web.Role;
import dev.gannet.web.ScrapeException;
import dev.gannet.web.Snapshot;
import dev.gannet.web.Visit;
import java.util.List;
import java.util.Optional;

/**
 * Chooses the rung of each page: the browser, except for what no browser renders. A document that the job knows to be XML
 * or JSON is fetched at once; one that turns out to be is fetched again. Thread-safe.
 */
final class Rungs implements Ladder {
    private final Plan plan;
    private final Rendering rendering;
    private final AccountFetching fetching;

    Rungs(Plan plan, Rendering rendering, AccountFetching fetching) {
        this.plan = plan;
        this.rendering = rendering;
        this.fetching = fetching;
    }

    @Override
    public Snapshot snapshot(Visit visit) throws InterruptedException {
        if (visit.role() == Role.API || plain(visit.url())) {
            return fetching.snapshot(visit);
        }
        try {
            return rendering.snapshot(visit);
        } catch (ScrapeException e) {
            if (e.kind() != FailureKind.NOT_HTML) {
                throw e;
            }
            if (plan.login().filter(login -> !login.shared()).isPresent()) {
                throw new ScrapeException(
                        FailureKind.NOT_HTML,
                        e.url(),
                        e.getMessage() + "; it is read over plain HTTP, which share: per-session leaves logged out",
                        e.evidence(),
                        e);
            }
            return fetching.snapshot(visit, Gate.Purpose.STEP);
        }
    }

    @Override
    public Optional<CookieJar> cookies(Visit visit) {
        return rendering.cookies(visit).or(() -> fetching.cookies(visit));
    }

    /** @return whether the job says that the document here is none for a browser */
    private boolean plain(PageUrl url) {
        return plan.block(url).as().filter(kind -> kind != DocumentKind.HTML).isPresent()
                || plan.items().stream().anyMatch(item -> !item.at().isEmpty() && item.on(url) && item.ofJson());
    }

    @Override
    public void checkScripts() {
        rendering.checkScripts();
    }

    @Override
    public int width() {
        return rendering.width();
    }

    @Override
    public String used() {
        return rendering.used();
    }

    @Override
    public String work() {
        return rendering.work();
    }

    @Override
    public PoolStats pool() {
        return rendering.pool();
    }

    @Override
    public boolean failing() {
        return rendering.failing();
    }

    @Override
    public List<String> notes() {
        return rendering.notes();
    }

    @Override
    public void close() {
        rendering.close();
    }
}
