package dev.gannet.frontier;

import dev.gannet.db.Transaction;
import dev.gannet.web.PageUrl;
import dev.gannet.web.Role;
import dev.gannet.web.Sha256;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Adds URLs to a run, each once in its role. */
final class Pages {
    static final String PAGES_LIMIT = "pages limit";
    /** The sitemaps protocol allows an index as many entries; a run takes in one index of full size. */
    static final int MOST_SITEMAPS = 50_000;

    /** Parameters of one statement; both databases take more. */
    private static final int CHUNK = 500;

    private final Transaction tx;
    private final long run;
    private final Bounds bounds;

    private Pages(Transaction tx, long run, Bounds bounds) {
        this.tx = tx;
        this.run = run;
        this.bounds = bounds;
    }

    /** @return how many were new to the run, those that are left out included */
    static int add(Transaction tx, long run, @Nullable Long foundOn, List<Lead> leads, Bounds bounds) {
        if (leads.isEmpty()) {
            return 0;
        }
        // Two commits that bring the same links would wait for each other crosswise, and both count pages.
        tx.first("SELECT id FROM gannet_run WHERE id = ?" + tx.dialect().forUpdate(), row -> true, run);
        Pages pages = new Pages(tx, run, bounds);
        Map<String, Lead> fresh = pages.unknown(leads);
        pages.leaveOutTraps(fresh);
        pages.leaveOutBeyond(fresh, Role.PAGE, bounds.pages(), PAGES_LIMIT);
        pages.leaveOutBeyond(fresh, Role.SITEMAP, OptionalInt.of(MOST_SITEMAPS), "sitemaps limit");
        pages.insert(fresh, foundOn);
        return fresh.size();
    }

    /** @return the key of a URL's row in the index */
    static String hash(PageUrl url, Role role) {
        return Sha256.brief(role == Role.PAGE ? url.key() : role.label() + " " + url.key());
    }

    private Map<String, Lead> unknown(List<Lead> leads) {
        Map<String, Lead> fresh = new LinkedHashMap<>();
        leads.forEach(lead -> fresh.putIfAbsent(hash(lead.url(), lead.role()), lead));
        Set<String> known = new HashSet<>();
        inChunks(
                List.copyOf(fresh.keySet()),
                (marks, values) -> tx.each(known(marks), row -> known.add(row.text("key_hash")), values));
        fresh.keySet().removeAll(known);
        return fresh;
    }

    /** @return the query for which of some keys a run knows */
    static String known(String marks) {
        return "SELECT key_hash FROM gannet_page WHERE run = ? AND key_hash IN (" + marks + ")";
    }

    /** Of each path, only so many different queries are visited (R62). */
    private void leaveOutTraps(Map<String, Lead> fresh) {
        Map<String, List<String>> paths = new LinkedHashMap<>();
        fresh.forEach((hash, lead) -> {
            int query = lead.url().key().indexOf('?');
            if (lead.leftOut().isEmpty() && lead.role() == Role.PAGE && query >= 0) {
                String path = Sha256.brief(lead.url().key().substring(0, query));
                paths.computeIfAbsent(path, one -> new ArrayList<>()).add(hash);
            }
        });
        Map<String, Long> known = new HashMap<>();
        inChunks(
                List.copyOf(paths.keySet()),
                (marks, values) -> tx.each(
                        "SELECT path_hash, queries FROM gannet_path WHERE run = ? AND path_hash IN (" + marks + ")",
                        row -> known.put(row.text("path_hash"), row.number("queries")),
                        values));
        List<@Nullable Object[]> counts = new ArrayList<>();
        paths.forEach((path, hashes) -> {
            long room = Math.max(0, bounds.queries() - known.getOrDefault(path, 0L));
            int taken = (int) Math.min(room, hashes.size());
            hashes.subList(taken, hashes.size())
                    .forEach(hash -> fresh.computeIfPresent(
                            hash,
                            (one, lead) -> lead.leftOut("trap: more than " + bounds.queries() + " queries of a path")));
            counts.add(new @Nullable Object[] {run, path, taken});
        });
        tx.batch(
                "INSERT INTO gannet_path (run, path_hash, queries) VALUES (?, ?, ?) ON CONFLICT (run, path_hash)"
                        + " DO UPDATE SET queries = gannet_path.queries + excluded.queries",
                counts);
    }

    private void leaveOutBeyond(Map<String, Lead> fresh, Role role, OptionalInt most, String reason) {
        if (most.isEmpty() || fresh.values().stream().noneMatch(lead -> counted(lead.role()) == role)) {
            return;
        }
        long[] room = {most.getAsInt() - tx.number("SELECT " + taken(role) + " FROM gannet_run WHERE id = ?", run)};
        fresh.replaceAll(
                (hash, lead) -> counted(lead.role()) != role || lead.leftOut().isPresent() || room[0]-- > 0
                        ? lead
                        : lead.leftOut(reason));
    }

    private void insert(Map<String, Lead> fresh, @Nullable Long foundOn) {
        Set<String> hosts = new LinkedHashSet<>();
        Map<Role, Long> taken = new EnumMap<>(Role.class);
        List<@Nullable Object[]> rows = new ArrayList<>();
        fresh.forEach((hash, lead) -> {
            PageUrl url = lead.url();
            String host = url.site().host();
            if (lead.leftOut().isEmpty()) {
                hosts.add(host);
                taken.merge(lead.role(), 1L, Long::sum);
            }
            rows.add(new @Nullable Object[] {
                run,
                url.text(),
                url.key(),
                hash,
                host,
                lead.role().label(),
                lead.depth(),
                foundOn,
                lead.leftOut().isPresent() ? "skipped" : "pending",
                lead.leftOut().orElse(null)
            });
        });
        tx.batch(
                "INSERT INTO gannet_page (run, url, url_key, key_hash, host, role, depth, found_on, state, reason)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                rows);
        HostPace.know(tx, hosts);
        Openings.mayOpen(tx, run, hosts, tx.now());
        taken.forEach((role, count) -> take(tx, run, role, count));
    }

    /** Counts URLs that the run takes in, or, when they are less than none, that it leaves out after all. */
    static void take(Transaction tx, long run, Role role, long count) {
        String column = taken(role);
        tx.update("UPDATE gannet_run SET " + column + " = " + column + " + ? WHERE id = ?", count, run);
    }

    private static String taken(Role role) {
        return counted(role).label() + "s_taken";
    }

    /** Pages of an API are pages, as far as a run is bound. */
    private static Role counted(Role role) {
        return role == Role.API ? Role.PAGE : role;
    }

    /** Gives the taker the bind marks of some values, and the run with these values, until all had their turn. */
    private void inChunks(List<String> all, BiConsumer<String, @Nullable Object[]> taker) {
        for (int from = 0; from < all.size(); from += CHUNK) {
            List<String> some = all.subList(from, Math.min(all.size(), from + CHUNK));
            List<@Nullable Object> values = new ArrayList<>();
            values.add(run);
            values.addAll(some);
            taker.accept(String.join(", ", Collections.nCopies(some.size(), "?")), values.toArray());
        }
    }
}
