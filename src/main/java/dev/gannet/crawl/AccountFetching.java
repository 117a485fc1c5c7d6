package dev.gannet.crawl;

import dev.gannet.http.CookieJar;
import dev.gannet.login.Login;
import dev.gannet.session.PoolStats;
import dev.gannet.web.FailureKind;
import dev.gannet.web.Gate;
import dev.gannet.web.ScrapeException;
import dev.gannet.web.Snapshot;
import dev.gannet.web.Visit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Plain HTTP for who is logged in: a browser logs in where no login holds, and what is fetched goes with its cookies. A
 * document that shows the login's end is asked for once more after a new one (R5). Where the job has no login, or none that
 * can be shared, it is plain HTTP. Thread-safe.
 */
final class AccountFetching implements Ladder {
    private static final int MOST_AGAIN = 4;

    private final Rendering rendering;
    private final Fetching fetching;
    private volatile @Nullable Held held;

    AccountFetching(Rendering rendering, Fetching fetching) {
        this.rendering = rendering;
        this.fetching = fetching;
    }

    /** A login, with its cookies: all fetches share them, as those of a browser do. */
    private record Held(Login.Pass pass, CookieJar jar) {}

    @Override
    public Snapshot snapshot(Visit visit) throws InterruptedException {
        return snapshot(visit, Gate.Purpose.PAGE);
    }

    /** @param purpose {@code STEP} where the page's own slot is already used up */
    Snapshot snapshot(Visit visit, Gate.Purpose purpose) throws InterruptedException {
        Gate.Purpose now = purpose;
        for (int again = 0; ; again++) {
            Optional<Login.Pass> pass = rendering.pass(visit);
            if (pass.isEmpty()) {
                return fetching.snapshot(visit, now, Optional.empty());
            }
            try {
                Snapshot snapshot = fetching.snapshot(visit, now, Optional.of(jar(pass.get())));
                return snapshot.doubted(rendering
                        .login()
                        .orElseThrow()
                        .check(pass.get(), visit.url(), snapshot, fetching.signed(snapshot)));
            } catch (ScrapeException e) {
                if (e.kind() != FailureKind.LOGGED_OUT) {
                    throw e;
                }
                rendering.login().orElseThrow().ended(pass.get());
                if (again > 0 && pass.get().fresh() || again == MOST_AGAIN) {
                    throw e;
                }
                now = Gate.Purpose.STEP;
            }
        }
    }

    @Override
    public Optional<CookieJar> cookies(Visit visit) {
        return Optional.ofNullable(held).map(Held::jar);
    }

    private CookieJar jar(Login.Pass pass) {
        Held last = held;
        if (last == null || !last.pass().same(pass)) {
            synchronized (this) {
                last = held;
                if (last == null || !last.pass().same(pass)) {
                    last = new Held(pass, new CookieJar(pass.state()));
                    held = last;
                }
            }
        }
        return last.jar();
    }

    @Override
    public void checkScripts() {
        rendering.checkScripts();
    }

    @Override
    public int width() {
        return fetching.width();
    }

    @Override
    public String used() {
        return "no browser used but for the login";
    }

    @Override
    public String work() {
        return fetching.work();
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
