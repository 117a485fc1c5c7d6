package dev.gannet.crawl;

import dev.gannet.extract.ItemSpec;
import dev.gannet.job.Plan;
import dev.gannet.politeness.PolitenessSpec;
import dev.gannet.web.Sha256;

/** What parts of a job are known again by. */
final class Fingerprint {
    private Fingerprint() {}

    /** @return changes when a run would start elsewhere or take in other pages: it must not while the run is unfinished */
    static String of(Plan plan) {
        Plan.CrawlSpec crawl = plan.crawl();
        String text = String.join(
                "\n",
                plan.starts()
                        + (plan.sitemaps().isEmpty() ? "" : " " + plan.sitemaps())
                        + (plan.apis().isEmpty() ? "" : " " + plan.apis()),
                follow(crawl),
                crawl.scope().toString(),
                crawl.include().toString(),
                crawl.exclude().toString(),
                crawl.depth().toString());
        return Sha256.brief(text);
    }

    /** @return changes when the same document might give other items or links */
    static String recipe(Plan plan) {
        return Sha256.brief(String.join(
                "\n",
                PolitenessSpec.PRODUCT,
                plan.items().toString(),
                follow(plan.crawl()),
                plan.pages().toString(),
                String.valueOf(plan.limits().size())));
    }

    /** @return changes when a run would find another number of items of a kind */
    static String crawled(Plan plan, ItemSpec item) {
        return Sha256.brief(String.join(
                "\n",
                of(plan),
                plan.crawl().pages().toString(),
                plan.crawl().time().toString(),
                item.at().toString(),
                item.each().toString(),
                item.key().toString()));
    }

    private static String follow(Plan.CrawlSpec crawl) {
        return crawl.follow() + (crawl.clicks().isEmpty() ? "" : " " + crawl.clicks());
    }
}
