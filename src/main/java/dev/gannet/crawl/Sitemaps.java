package dev.gannet.crawl;

import dev.gannet.http.Fetched;
import dev.gannet.http.Unzipped;
import dev.gannet.job.Plan;
import dev.gannet.page.PageSpec;
import dev.gannet.politeness.SitemapFile;
import dev.gannet.web.FailureKind;
import dev.gannet.web.Gate;
import dev.gannet.web.PageUrl;
import dev.gannet.web.ScrapeException;
import dev.gannet.web.Visit;
import java.util.Map;
import java.util.Optional;

/** Reads sitemaps over plain HTTP, whatever the job's ladder: bounded in bytes after decompression (S22). Thread-safe. */
final class Sitemaps {
    /** The protocol's own bound: 50 MiB, not compressed. */
    static final int MOST_BYTES = 50 * 1024 * 1024;

    private static final String ACCEPT =
            "application/xml,text/xml,application/rss+xml,application/atom+xml,text/plain,*/*;q=0.1";

    private final Plan plan;
    private final PlainHttp http;
    private final Courtesy courtesy;

    Sitemaps(Plan plan, PlainHttp http, Courtesy courtesy) {
        this.plan = plan;
        this.http = http;
        this.courtesy = courtesy;
    }

    /**
     * A sitemap that was read.
     *
     * @param answer the answer that it came with
     * @param file what it says
     * @param length its length in bytes, not compressed, as far as it was read
     * @param truncated whether it was longer than is read, or broken
     */
    record Listing(Fetched answer, SitemapFile file, long length, boolean truncated) {}

    /** @throws ScrapeException why there is none */
    Listing listing(Visit visit) {
        PageUrl url = visit.url();
        PageSpec spec = plan.block(url).page();
        Fetched answer = http.get(
                new PlainHttp.Request(url, spec.limit(), MOST_BYTES, ACCEPT, Map.of(), Optional.empty()),
                Gate.Purpose.PAGE);
        spec.checkStatus(url.text(), answer.status(), answer.header("retry-after"));
        courtesy.admit(url, answer.finalUrl().text());
        Unzipped body = Unzipped.of(answer, MOST_BYTES);
        SitemapFile file = SitemapFile.read(answer.finalUrl(), body.bytes())
                .orElseThrow(() -> new ScrapeException(
                        FailureKind.UNSUPPORTED,
                        url.text(),
                        "the answer is no sitemap, feed or text with a URL on each line"));
        return new Listing(answer, file, body.bytes().length, body.truncated() || file.broken());
    }
}
