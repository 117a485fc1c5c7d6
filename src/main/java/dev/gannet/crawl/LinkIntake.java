package dev.gannet.crawl;

import dev.gannet.extract.Extraction;
import dev.gannet.frontier.Lead;
import dev.gannet.job.Plan;
import dev.gannet.job.Since;
import dev.gannet.politeness.SitemapFile;
import dev.gannet.web.PageUrl;
import dev.gannet.web.Role;
import dev.gannet.web.Visit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Which links of a page, and which pages of a sitemap, are queued: those in scope, the first of them only where there are
 * too many (R63).
 */
final class LinkIntake {
    /** As many as the sitemaps protocol allows in one file. */
    static final int MOST_OF_A_SITEMAP = 50_000;
    /** An index of indexes is one more than the protocol knows. */
    static final int DEEPEST_SITEMAP = 3;

    /** Many sitemaps know days only: a page may have been changed at the end of the day that begins at its lastmod. */
    private static final Duration GRACE = Duration.ofDays(1);

    private final Plan plan;
    private final Scope scope;

    LinkIntake(Plan plan, Scope scope) {
        this.plan = plan;
        this.scope = scope;
    }

    /**
     * What one page leads to.
     *
     * @param leads what is queued, or kept with the reason why it is not, in document order
     * @param leftOut how many more the job would take in
     * @param outOfScope how many it would not
     */
    record Taken(List<Lead> leads, int leftOut, int outOfScope) {
        static final Taken NONE = new Taken(List.of(), 0, 0);
    }

    Taken of(Visit visit, Extraction extraction) {
        return extraction.noFollow() ? Taken.NONE : of(visit, extraction.links());
    }

    Taken of(Visit visit, List<String> links) {
        OptionalInt depth = plan.crawl().depth();
        // Every page of an API is a start.
        int away = visit.role() == Role.API ? 0 : visit.depth();
        if (depth.isPresent() && away >= depth.getAsInt()) {
            return Taken.NONE;
        }
        Basket basket = new Basket(plan.limits().links());
        for (String link : links) {
            PageUrl.parse(link).ifPresent(url -> basket.add(scope.takesIn(url), page(url, away + 1)));
        }
        return basket.taken();
    }

    /**
     * @param now the database's
     * @param lastVisit when the job read a page to the end, if ever; asked only where it matters
     */
    Taken of(Visit visit, SitemapFile file, Instant now, Function<PageUrl, Optional<Instant>> lastVisit) {
        Basket basket = new Basket(MOST_OF_A_SITEMAP);
        for (PageUrl sitemap : file.sitemaps()) {
            boolean deeper = visit.depth() < DEEPEST_SITEMAP;
            Lead lead = Lead.sitemap(sitemap, visit.depth() + 1);
            basket.add(scope.reaches(sitemap), deeper ? lead : lead.leftOut("sitemaps nested too deep"));
        }
        for (SitemapFile.Entry entry : file.pages()) {
            Lead lead = page(entry.url(), 0);
            boolean old = entry.lastmod().isPresent() && changedBefore(entry, now, lastVisit);
            basket.add(scope.lists(entry.url()), old ? lead.leftOut("not changed since, says its sitemap") : lead);
        }
        return basket.taken();
    }

    /** @return why the job takes in none of the pages that a sitemap lists, by the first of them */
    String refused(SitemapFile file) {
        return file.pages().stream()
                .findFirst()
                .flatMap(entry -> scope.unlisted(entry.url()).map(rule -> entry.url() + ": " + rule))
                .orElse("its sitemaps are on other sites");
    }

    private Lead page(PageUrl url, int depth) {
        Lead lead = Lead.page(url, depth);
        return Traps.named(url, depth, plan.crawl()).map(lead::leftOut).orElse(lead);
    }

    private boolean changedBefore(
            SitemapFile.Entry entry, Instant now, Function<PageUrl, Optional<Instant>> lastVisit) {
        Instant latest = entry.lastmod().orElse(now).plus(GRACE);
        return plan.crawl()
                .since()
                .flatMap(since -> bound(since, now, () -> lastVisit.apply(entry.url())))
                .filter(bound -> !latest.isAfter(bound))
                .isPresent();
    }

    private static Optional<Instant> bound(Since since, Instant now, Supplier<Optional<Instant>> lastVisit) {
        if (since instanceof Since.Day day) {
            return Optional.of(day.start());
        }
        return since instanceof Since.Ago ago ? Optional.of(now.minus(ago.time())) : lastVisit.get();
    }

    /** Holds so many leads, and counts the others. */
    private static final class Basket {
        private final int most;
        private final List<Lead> leads = new ArrayList<>();
        private int leftOut;
        private int outOfScope;

        Basket(int most) {
            this.most = most;
        }

        void add(boolean inScope, Lead lead) {
            if (!inScope) {
                outOfScope++;
            } else if (leads.size() < most) {
                leads.add(lead);
            } else {
                leftOut++;
            }
        }

        Taken taken() {
            return new Taken(leads, leftOut, outOfScope);
        }
    }
}
