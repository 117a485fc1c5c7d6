package dev.gannet.frontier;

import dev.gannet.db.Transaction;
import dev.gannet.web.PageUrl;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Adds pages to a run, each once. */
final class Pages {
    static final String PAGES_LIMIT = "pages limit";

    private Pages() {}

    /** @return how many were new to the run, those beyond the bound included */
    static int add(
            Transaction tx, long run, @Nullable Long foundOn, List<PageUrl> urls, int depth, OptionalInt mostPages) {
        if (urls.isEmpty()) {
            return 0;
        }
        // Two commits that bring the same links would wait for each other crosswise, and both count pages.
        tx.first("SELECT id FROM gannet_run WHERE id = ?" + tx.dialect().forUpdate(), row -> true, run);
        Map<String, PageUrl> fresh = unknown(tx, run, urls);
        long room = mostPages.isPresent() ? Math.max(0, mostPages.getAsInt() - visited(tx, run)) : Long.MAX_VALUE;
        Set<String> hosts = new LinkedHashSet<>();
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (Map.Entry<String, PageUrl> page : fresh.entrySet()) {
            boolean within = rows.size() < room;
            PageUrl url = page.getValue();
            String host = url.site().host();
            hosts.add(host);
            rows.add(new @Nullable Object[] {
                run,
                url.text(),
                url.key(),
                page.getKey(),
                host,
                depth,
                foundOn,
                within ? "pending" : "skipped",
                within ? null : PAGES_LIMIT
            });
        }
        for (String host : hosts) {
            HostPace.know(tx, host);
            tx.update("INSERT INTO gannet_run_host (run, host) VALUES (?, ?) ON CONFLICT DO NOTHING", run, host);
        }
        tx.batch(
                "INSERT INTO gannet_page (run, url, url_key, key_hash, host, depth, found_on, state, reason)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                rows);
        return rows.size();
    }

    private static Map<String, PageUrl> unknown(Transaction tx, long run, List<PageUrl> urls) {
        Map<String, PageUrl> fresh = new LinkedHashMap<>();
        for (PageUrl url : urls) {
            String hash = hash(url.key());
            if (!fresh.containsKey(hash)
                    && tx.number("SELECT COUNT(*) FROM gannet_page WHERE run = ? AND key_hash = ?", run, hash) == 0) {
                fresh.put(hash, url);
            }
        }
        return fresh;
    }

    private static long visited(Transaction tx, long run) {
        return tx.number("SELECT COUNT(*) FROM gannet_page WHERE run = ? AND state <> 'skipped'", run);
    }

    private static String hash(String key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
