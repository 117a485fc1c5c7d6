package dev.gannet.crawl;

import dev.gannet.job.Plan;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** What must not change while a run is unfinished: where it starts and which pages it takes in. */
final class Fingerprint {
    private Fingerprint() {}

    static String of(Plan plan) {
        Plan.CrawlSpec crawl = plan.crawl();
        String text = String.join(
                "\n",
                plan.starts() + (plan.sitemaps().isEmpty() ? "" : " " + plan.sitemaps()),
                crawl.follow().toString(),
                crawl.scope().toString(),
                crawl.include().toString(),
                crawl.exclude().toString(),
                crawl.depth().toString());
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
