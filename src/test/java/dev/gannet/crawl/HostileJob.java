package dev.gannet.crawl;

import dev.gannet.kit.GoodPages;
import dev.gannet.kit.HostileSite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A job that visits targets of a {@link HostileSite} in a given order, each once, and what became of each. */
final class HostileJob {
    private final HostileSite site;
    private final JobOnDisk job;

    HostileJob(Path folder, String name, HostileSite site, List<String> targets, int sessions) throws IOException {
        this.site = site;
        Path urls = Files.write(
                folder.resolve(name + ".txt"), targets.stream().map(site::url).toList());
        job = new JobOnDisk(folder, name, """
                start: {file: %s}
                items:
                  page:
                    at: "**"
                    fields:
                      title: {select: h1, required: true}
                      price: {select: .price, type: decimal}
                      token: {select: .token}
                politeness: {delay: 0s, parallel: %d}
                limits: {page: 6s, attempts: 1, size: 20MB}
                """.formatted(urls.getFileName(), sessions)).sessions(sessions);
    }

    /** For a test that looks at the processes, folders or memory of its browsers. */
    HostileJob ownBrowsers() {
        job.ownBrowsers();
        return this;
    }

    /** @param settings of the job, each {@code name=value} */
    RunSummary run(String... settings) {
        return job.run(settings);
    }

    RunSummary run(RunListener listener) {
        return job.listener(listener).run();
    }

    /** @return by target: {@code failed KIND}, {@code skipped REASON}, or {@code done} with {@code unready}, {@code cut} and
     *     what the page did to its visitor */
    Map<String, String> outcomes() throws SQLException {
        String told = "CASE WHEN told IS NULL THEN '' ELSE ' ' || told END";
        return pairs("SELECT url, state || CASE state WHEN 'failed' THEN ' ' || kind WHEN 'skipped' THEN ' ' || reason"
                + " ELSE CASE WHEN ready THEN '' ELSE ' unready' END || CASE WHEN truncated THEN ' cut' ELSE '' END || "
                + told + " END FROM gannet_page");
    }

    /** @return by target: the first record that was stored for it, all values */
    Map<String, String> records() throws SQLException {
        return pairs("SELECT _page, title || ' ' || price || ' ' || token FROM page ORDER BY title DESC");
    }

    /** @return by target: what was said of its failure */
    Map<String, String> messages() throws SQLException {
        return pairs("SELECT url, coalesce(message, reason) FROM gannet_page");
    }

    /** @return by target: what a good page's record must be */
    static Map<String, String> good(int first, int last) {
        return IntStream.rangeClosed(first, last)
                .boxed()
                .collect(Collectors.toMap(
                        number -> "/good/" + number,
                        number -> "Good " + number + " " + number + ".5 " + GoodPages.token(number)));
    }

    private Map<String, String> pairs(String sql) throws SQLException {
        Map<String, String> pairs = new TreeMap<>();
        for (String row : job.rows(sql)) {
            int bar = row.indexOf('|');
            pairs.put(row.substring(0, bar).replace(site.base(), ""), row.substring(bar + 1));
        }
        return pairs;
    }
}
