package dev.gannet.crawl;

import dev.gannet.kit.HostileSite;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Documents of a size that browsers die of, as one job meets them. */
@Tag("fast")
class EnormousDocumentsTest {
    private static final Map<String, String> OUTCOMES = Map.of(
            "/deep?n=20000", "done( unready)?|failed (hung|crashed|memory)",
            "/wide?n=200000", "done( unready)?( cut)?|failed (hung|crashed|memory)",
            "/bigtext?mb=64", "done( unready)?( cut)?|failed (hung|crashed|memory)",
            "/bigcomment?mb=96", "done( unready)?( cut)?|failed (hung|crashed|memory)");

    /** The job takes 20 million characters of a document; they are there a few times, as text and as elements. */
    private static final long HEAP = 400L << 20;

    @TempDir
    Path folder;

    @Test
    void R39_eachEndsInATypedOutcomeItsNeighboursAreRightAndTheHeapKeepsItsBound() throws Exception {
        List<String> targets = List.of(
                "/good/0",
                "/deep?n=20000",
                "/good/1",
                "/wide?n=200000",
                "/good/2",
                "/bigtext?mb=64",
                "/good/3",
                "/bigcomment?mb=96",
                "/good/4");
        try (HostileSite site = HostileSite.open()) {
            HostileJob job = new HostileJob(folder, "enormous", site, targets, 1);
            System.gc();
            heap().forEach(MemoryPoolMXBean::resetPeakUsage);

            // The browser hangs on most of them, until their time is up.
            job.run("limits.page=3s");

            long peak = heap().stream()
                    .mapToLong(pool -> pool.getPeakUsage().getUsed())
                    .sum();
            Map<String, String> outcomes = new TreeMap<>(job.outcomes());
            System.out.println("enormous: " + outcomes + ", heap at most " + (peak >> 20) + " MB");
            OUTCOMES.forEach((target, outcome) -> assertThat(outcomes.get(target))
                    .as(target + ": " + outcomes)
                    .matches(outcome));
            assertThat(job.records()).containsAllEntriesOf(HostileJob.good(0, 4));
            assertThat(peak).isLessThan(HEAP);
        }
    }

    private static List<MemoryPoolMXBean> heap() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .toList();
    }
}
