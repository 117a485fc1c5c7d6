package dev.gannet.crawl;

import dev.gannet.extract.Probe;
import dev.gannet.http.CookieJar;
import dev.gannet.http.Fetched;
import dev.gannet.job.Plan;
import dev.gannet.login.LoginSpec;
import dev.gannet.page.Awaited;
import dev.gannet.page.PageSpec;
import dev.gannet.session.PoolStats;
import dev.gannet.web.DocumentKind;
import dev.gannet.web.FailureKind;
import dev.gannet.web.Gate;
import dev.gannet.web.PageUrl;
import dev.gannet.web.ReadyVerdict;
import dev.gannet.web.Role;
import dev.gannet.web.Rung;
import dev.gannet.web.ScrapeException;
import dev.gannet.web.Selector;
import dev.gannet.web.Snapshot;
import dev.gannet.web.Visit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The rung without a browser: a page as the server sends it, over plain HTTP. It keeps the same rules as the browser's:
 * scope, robots.txt and pace for every redirect, status and type, what a job waits for. Thread-safe.
 */
final class Fetching implements Ladder {
    private static final int WIDTH = 16;
    private static final int NOT_MODIFIED = 304;
    private static final int UNAUTHORIZED = 401;
    private static final String WHOLE = "sent whole by the server";
    private static final String PROGRAMS = "application/json,application/*;q=0.8,text/xml;q=0.8,*/*;q=0.1";
    static final String ACCEPT =
            "text/html,application/xhtml+xml;q=0.9,application/xml;q=0.8,application/json;q=0.8,*/*;q=0.1";

    private final Plan plan;
    private final PlainHttp http;
    private final Courtesy courtesy;
    private final Revisits revisits;
    private final int width;

    /** @param width most pages at a time, where the command line names a number */
    Fetching(Plan plan, PlainHttp http, Courtesy courtesy, Revisits revisits, OptionalInt width) {
        this.plan = plan;
        this.http = http;
        this.courtesy = courtesy;
        this.revisits = revisits;
        this.width = width.orElse(WIDTH);
    }

    @Override
    public Snapshot snapshot(Visit visit) {
        return snapshot(visit, Gate.Purpose.PAGE, Optional.empty());
    }

    /**
     * @param purpose {@code STEP} where the page's own slot is already used up
     * @param cookies of the job's login
     */
    Snapshot snapshot(Visit visit, Gate.Purpose purpose, Optional<CookieJar> cookies) {
        long started = System.nanoTime();
        PageUrl url = visit.url();
        Plan.PageBlock block = plan.block(url);
        PageSpec spec = block.page();
        Map<String, String> condition = revisits.condition(visit);
        String accept = visit.role() == Role.API ? PROGRAMS : ACCEPT;
        Fetched fetched =
                http.get(new PlainHttp.Request(url, spec.limit(), spec.size(), accept, condition, cookies), purpose);
        if (fetched.status() == NOT_MODIFIED && !condition.isEmpty()) {
            courtesy.admit(url, fetched.finalUrl().text());
            return sent(url, fetched, DocumentKind.HTML);
        }
        String type = MediaType.of(fetched, url);
        Optional<DocumentKind> kind = block.as().or(() -> DocumentKind.of(type));
        Snapshot sent = sent(url, fetched, kind.orElse(DocumentKind.HTML));
        Probe probe = new Probe(sent);
        if (kind.isPresent() && spec.blocked().filter(sign -> seen(probe, sign)).isPresent()) {
            throw spec.turnedAway(url.text());
        }
        if (plan.login().isPresent()) {
            checkLogin(plan.login().get(), url, fetched, cookies.isPresent());
        }
        spec.checkStatus(url.text(), fetched.status(), fetched.header("retry-after"));
        check(url, kind, type, fetched, probe);
        courtesy.admit(url, sent.finalUrl());
        // An answer in JSON is whole as it is: a list in it may be empty.
        Awaited awaited = sent.kind() == DocumentKind.JSON ? Awaited.NOTHING : AwaitedKinds.of(plan, url);
        List<String> missing = missing(probe, spec, awaited);
        return sent.with(new ReadyVerdict(
                missing.isEmpty(),
                missing.isEmpty() ? WHOLE : "not in what the server sends",
                missing,
                Duration.ofNanos(System.nanoTime() - started)));
    }

    /**
     * The form comes with any status and in place of any document; what is asked for by programs says it by 401 (RFC 9110,
     * section 15.5.2).
     *
     * @param asked whether it was asked for by who is logged in
     */
    private void checkLogin(LoginSpec login, PageUrl url, Fetched fetched, boolean asked) {
        Probe shown = new Probe(sent(url, fetched, DocumentKind.HTML));
        boolean form = login.loggedOut().filter(sign -> seen(shown, sign)).isPresent()
                || login.startsAt(fetched.finalUrl()) && !login.startsAt(url) && !seen(shown, login.loggedIn());
        if (form || asked && fetched.status() == UNAUTHORIZED) {
            throw new ScrapeException(
                    FailureKind.LOGGED_OUT, url.text(), "the server answers as if nobody was logged in");
        }
    }

    /** @return whether a document shows what is seen only when logged in */
    boolean signed(Snapshot snapshot) {
        return plan.login()
                .filter(login -> snapshot.kind() == DocumentKind.HTML && !snapshot.unchanged())
                .filter(login -> seen(new Probe(snapshot), login.loggedIn()))
                .isPresent();
    }

    private static void check(PageUrl url, Optional<DocumentKind> kind, String type, Fetched fetched, Probe probe) {
        if (kind.isEmpty()) {
            throw new ScrapeException(
                    FailureKind.UNSUPPORTED, url.text(), "the document is " + type + "; HTML, XML and JSON are read");
        }
        if (probe.broken()) {
            // Half a document of JSON is none, unlike half a page.
            fetched.whole();
            throw new ScrapeException(
                    FailureKind.UNSUPPORTED, url.text(), "the document (" + type + ") is read as JSON and is none");
        }
    }

    /** @return the document as the server sent it */
    static Snapshot sent(PageUrl url, Fetched fetched, DocumentKind kind) {
        String html = fetched.text();
        return new Snapshot(
                url.text(),
                fetched.finalUrl().text(),
                fetched.status(),
                fetched.redirects(),
                kind,
                html,
                List.of(),
                Snapshot.Fetched.NOTHING,
                fetched.truncated(),
                Math.max(html.length(), fetched.truncated() ? fetched.declaredLength() : 0),
                Map.of(),
                new Snapshot.Said(fetched.headers()),
                Snapshot.Clicks.NONE,
                Snapshot.Flow.NONE,
                List.of(),
                new ReadyVerdict(true, WHOLE, List.of(), Duration.ZERO),
                Rung.STATIC,
                fetched.at());
    }

    /** @return what the job waits for and the document lacks; no waiting brings it */
    private static List<String> missing(Probe probe, PageSpec spec, Awaited awaited) {
        List<String> missing = new ArrayList<>();
        spec.ready().filter(sign -> !seen(probe, sign)).ifPresent(sign -> missing.add(sign.toString()));
        for (Awaited.Kind kind : awaited.certain()) {
            boolean there = kind.each().map(each -> seen(probe, each)).orElse(true)
                    && kind.required().stream().allMatch(one -> seen(probe, one));
            if (!there) {
                missing.add(kind.name());
            }
        }
        return missing;
    }

    private static boolean seen(Probe probe, Selector selector) {
        return probe.match(selector).count() > 0;
    }

    @Override
    public int width() {
        return width;
    }

    @Override
    public String used() {
        return "no browser used";
    }

    @Override
    public String work() {
        return "fetching";
    }

    @Override
    public PoolStats pool() {
        return PoolStats.NONE;
    }

    @Override
    public List<String> notes() {
        return List.of();
    }

    /** Nothing here is its own. */
    @Override
    public void close() {}
}
