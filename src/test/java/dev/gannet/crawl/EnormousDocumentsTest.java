package dev.gannet.crawl;

import dev.gannet.kit.HostileSite;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Path;
import java.util.ArrayList;
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
    private static final String DEEP = "done( unready)?|failed (hung|crashed|memory)";
    private static final String LARGE = "done( unready)?( cut)?|failed (hung|crashed|memory)";

    /** The job takes 20 million characters of a document; they are there a few times, as text and as elements. */
    private static final long HEAP = 400L << 20;

    @TempDir
    Path folder;

    @Test
    void R39_eachEndsInATypedOutcomeItsNeighboursAreRightAndTheHeapKeepsItsBound() throws Exception {
        eachEndsInATypedOutcome(Map.of(
                "/deep?n=20000", DEEP, "/wide?n=100000", LARGE, "/bigtext?mb=32", LARGE, "/bigcomment?mb=48", LARGE));
    }

    @Test
    @Tag("soak")
    void R39_thoseThatAreTwiceAsLargeDoToo() throws Exception {
        eachEndsInATypedOutcome(Map.of("/wide?n=200000", LARGE, "/bigtext?mb=64", LARGE, "/bigcomment?mb=96", LARGE));
    }

    private void eachEndsInATypedOutcome(Map<String, String> expected) throws Exception {
        List<String> targets = new ArrayList<>(List.of("/good/0"));
        for (String target : new TreeMap<>(expected).keySet()) {
            targets.addAll(List.of(target, "/good/" + (targets.size() + 1) / 2));
        }
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
            expected.forEach((target, outcome) -> assertThat(outcomes.get(target))
                    .as(target + ": " + outcomes)
                    .matches(outcome));
            assertThat(job.records()).containsAllEntriesOf(HostileJob.good(0, expected.size()));
            assertThat(peak).isLessThan(HEAP);
        }
    }

    private static List<MemoryPoolMXBean> heap() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .toList();
    }
}
