package dev.gannet.crawl;

import dev.gannet.kit.GoodPages;
import dev.gannet.kit.HostileSite;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every endpoint of the hostile site, as a job meets it: the outcome is typed and the same alone as between two good
 * pages, and these are, value for value, what they are without it (R4, R31). What depends on how fast the machine is may
 * end in more than one way, and each of them is right.
 */
@Tag("fast")
class HostileEndpointsTest {
    /** Endpoints that take much of the machine; in the soak tier the others do not run beside them. */
    private static final Set<String> SCRIPT_HOGS =
            Set.of("/pushflood", "/alert?n=-1", "/busy", "/loop", "/late-loop", "/memory", "/iframe-bomb");

    private static final Set<String> DOCUMENT_HOGS = Set.of(
            "/deep?n=20000",
            "/deep-script?n=20000",
            "/wide?n=20000",
            "/bigtext?mb=30",
            "/bigcomment?mb=30",
            "/hugelisting",
            "/gzipbomb?kind=html");

    /** Its workers take every processor, so nothing runs beside it. */
    private static final Set<String> FLOOD = Set.of("/worker-flood");

    /** One for each way in which a page can end; EnormousDocumentsTest has the truncated ones. */
    private static final Set<String> VARIED = Set.of(
            "/redirloop",
            "/tofile",
            "/jsredirect?n=3",
            "/dl",
            "/download-click",
            "/reset",
            "/hang",
            "/popups?n=30",
            "/alert?n=3",
            "/beforeunload",
            "/print",
            "/perm",
            "/sw",
            "/auth",
            "/busy",
            "/prototypes",
            "/ws",
            "/blank",
            "/lying-ct",
            "/status/500",
            "/latin1");

    /** Of those, the ones that are also visited alone. */
    private static final Set<String> VARIED_ALONE = Set.of(
            "/redirloop",
            "/download-click",
            "/reset",
            "/perm",
            "/auth",
            "/blank",
            "/lying-ct",
            "/status/500",
            "/latin1");

    /** Enough for each page of {@link #VARIED}, and less than the soak tier gives those that use all of it. */
    private static final String SHORT = "limits.page=4s";

    @TempDir
    Path folder;

    private final HostileSite site = HostileSite.open();

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void R4_betweenTwoGoodPagesAnEndpointHasItsOutcomeAndItsNeighboursAreWhatTheyAlwaysAre() throws Exception {
        new Between("varied", outcomes(VARIED)).run(SHORT).check();
    }

    /** Each group is a run with one browser; the runs of a round go on side by side. */
    @Test
    @Tag("soak")
    void R4_betweenTwoGoodPagesEveryEndpointHasItsOutcome() throws Exception {
        beside(List.of(
                new Between("navigation", light(HostileOutcomes.NAVIGATION)),
                new Between("visitors", light(HostileOutcomes.VISITORS)),
                new Between("scripts", light(HostileOutcomes.SCRIPTS)),
                new Between("documents", light(HostileOutcomes.DOCUMENTS))));
        beside(List.of(
                new Between("script-hogs", outcomes(SCRIPT_HOGS)),
                new Between("document-hogs", outcomes(DOCUMENT_HOGS))));
        beside(List.of(new Between("flood", outcomes(FLOOD))));
    }

    @Test
    void R31_withoutNeighboursAnEndpointHasTheSameOutcome() throws Exception {
        alone("varied", outcomes(VARIED_ALONE), 1, SHORT);
    }

    @Test
    @Tag("soak")
    void R31_withoutNeighboursEveryEndpointHasTheSameOutcome() throws Exception {
        alone("light", light(HostileOutcomes.all()), 4);
        alone("script-hogs", outcomes(SCRIPT_HOGS), 2);
        alone("document-hogs", outcomes(DOCUMENT_HOGS), 2);
        alone("flood", outcomes(FLOOD), 1);
    }

    private static TreeMap<String, String> outcomes(Set<String> targets) {
        TreeMap<String, String> chosen = HostileOutcomes.all();
        chosen.keySet().retainAll(targets);
        assertThat(chosen).hasSize(targets.size());
        return chosen;
    }

    private static TreeMap<String, String> light(Map<String, String> group) {
        TreeMap<String, String> light = new TreeMap<>(group);
        List.of(SCRIPT_HOGS, DOCUMENT_HOGS, FLOOD).forEach(light.keySet()::removeAll);
        return light;
    }

    private static void beside(List<Between> groups) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(groups.size());
        try {
            List<Callable<Between>> runs =
                    groups.stream().map(group -> (Callable<Between>) group::run).toList();
            for (Future<Between> ended : threads.invokeAll(runs)) {
                ended.get().check();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** A run with one browser, which visits a good page before and after each endpoint. */
    private final class Between {
        private final Map<String, String> expected;
        private final List<String> targets = new ArrayList<>(List.of("/good/0"));
        private final HostileJob job;

        Between(String name, Map<String, String> expected) throws IOException {
            this.expected = expected;
            for (String bad : expected.keySet()) {
                targets.add(bad);
                targets.add("/good/" + targets.size() / 2);
            }
            job = new HostileJob(folder, name, site, targets, 1);
        }

        Between run(String... settings) {
            job.run(settings);
            return this;
        }

        void check() throws Exception {
            SoftAssertions softly = new SoftAssertions();
            HostileEndpointsTest.this.check(softly, job, expected);
            Map<String, String> records = job.records();
            Map<String, String> messages = job.messages();
            for (Map.Entry<String, String> good :
                    HostileJob.good(0, expected.size()).entrySet()) {
                int at = targets.indexOf(good.getKey());
                softly.assertThat(records.get(good.getKey()))
                        .as(
                                "%s after %s: %s",
                                good.getKey(), at == 0 ? "" : targets.get(at - 1), messages.get(good.getKey()))
                        .isEqualTo(good.getValue());
            }
            softly.assertAll();
        }
    }

    private void alone(String name, Map<String, String> expected, int sessions, String... settings) throws Exception {
        HostileJob job = new HostileJob(folder, name, site, List.copyOf(expected.keySet()), sessions);
        job.run(settings);

        SoftAssertions softly = new SoftAssertions();
        check(softly, job, expected);
        softly.assertAll();
    }

    private void check(SoftAssertions softly, HostileJob job, Map<String, String> expected) throws Exception {
        Map<String, String> outcomes = job.outcomes();
        Map<String, String> records = job.records();
        Map<String, String> messages = job.messages();
        expected.forEach((target, outcome) -> {
            softly.assertThat(outcomes.get(target))
                    .as("%s: %s", target, messages.get(target))
                    .matches(outcome);
            // What failed has no row: neither its own nor that of the page before.
            if (outcomes.get(target).startsWith("failed")) {
                softly.assertThat(records).as(target).doesNotContainKey(target);
            } else if (records.containsKey(target)) {
                softly.assertThat(records.get(target)).as(target).endsWith(" 0.5 " + GoodPages.token(0));
            }
            softly.assertThat(site.heard(target.replaceAll("[?].*", "")))
                    .as(target)
                    .isNotEmpty();
        });
        // Those of window.open; a window that a link opened all the same may have asked before it was closed.
        softly.assertThat(site.heard("/popped"))
                .as("pop-ups that asked the site")
                .noneMatch(one -> one.target().matches("/popped.\\d+"));
        softly.assertThat(site.heard("/sw.js"))
                .as("service workers that were fetched")
                .isEmpty();
    }
}
