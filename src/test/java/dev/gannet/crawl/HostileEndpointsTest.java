package dev.gannet.crawl;

import dev.gannet.kit.GoodPages;
import dev.gannet.kit.HostileSite;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every endpoint of the hostile site, as a job meets it: the outcome is typed and the same alone as between two good
 * pages, and these are, value for value, what they are without it (R4, R31). What depends on how fast the machine is may
 * end in more than one way, and each of them is right.
 */
@Tag("fast")
class HostileEndpointsTest {
    private static final Map<String, Map<String, String>> GROUPS = new TreeMap<>(Map.of(
            "navigation", HostileOutcomes.NAVIGATION,
            "visitors", HostileOutcomes.VISITORS,
            "scripts", HostileOutcomes.SCRIPTS,
            "documents", HostileOutcomes.DOCUMENTS));

    /** They take all of a page's time, or much of the machine; others of their kind are among the quick ones. */
    private static final Set<String> LONG = Set.of(
            "/jsredirect?n=-1",
            "/pushflood",
            "/drip",
            "/chunked-endless",
            "/short-body",
            "/alert?n=-1",
            "/loop",
            "/late-loop",
            "/memory",
            "/worker-flood",
            "/iframe-bomb",
            "/sse",
            "/longpoll",
            "/deep-script?n=20000",
            "/wide?n=20000",
            "/bigcomment?mb=30",
            "/hugelisting",
            "/gzipbomb?kind=html");

    /** One of each group for each way in which a page can end. */
    private static final Set<String> VARIED = Set.of(
            "/redirloop",
            "/jsredirect?n=3",
            "/download-click",
            "/reset",
            "/popups?n=30",
            "/perm",
            "/auth",
            "/nan",
            "/frames",
            "/status/500",
            "/blank",
            "/lying-ct",
            "/latin1");

    @TempDir
    Path folder;

    private final HostileSite site = HostileSite.open();

    @AfterEach
    void close() {
        site.close();
    }

    @ParameterizedTest
    @MethodSource("quick")
    void R4_betweenTwoGoodPagesAnEndpointHasItsOutcomeAndItsNeighboursAreWhatTheyAlwaysAre(
            String name, Map<String, String> expected) throws Exception {
        List<String> targets = new ArrayList<>(List.of("/good/0"));
        for (String bad : expected.keySet()) {
            targets.add(bad);
            targets.add("/good/" + targets.size() / 2);
        }
        HostileJob job = new HostileJob(folder, name, site, targets, 1);
        job.run();

        SoftAssertions softly = new SoftAssertions();
        check(softly, job, expected);
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

    @ParameterizedTest
    @MethodSource("groups")
    @Tag("soak")
    void R4_betweenTwoGoodPagesEveryEndpointHasItsOutcome(String name, Map<String, String> expected) throws Exception {
        R4_betweenTwoGoodPagesAnEndpointHasItsOutcomeAndItsNeighboursAreWhatTheyAlwaysAre(name, expected);
    }

    @Test
    void R31_withoutNeighboursAnEndpointHasTheSameOutcome() throws Exception {
        TreeMap<String, String> varied = HostileOutcomes.all();
        varied.keySet().retainAll(VARIED);
        assertThat(varied).hasSize(VARIED.size());
        alone("varied", varied);
    }

    @ParameterizedTest
    @MethodSource("groups")
    @Tag("soak")
    void R31_withoutNeighboursEveryEndpointHasTheSameOutcome(String name, Map<String, String> expected)
            throws Exception {
        alone(name, expected);
    }

    private void alone(String name, Map<String, String> expected) throws Exception {
        HostileJob job = new HostileJob(folder, name, site, List.copyOf(expected.keySet()), 2);
        job.run();

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

    private static Stream<Arguments> quick() {
        return GROUPS.entrySet().stream().map(group -> {
            TreeMap<String, String> quick = new TreeMap<>(group.getValue());
            quick.keySet().removeAll(LONG);
            return Arguments.of(group.getKey(), quick);
        });
    }

    private static Stream<Arguments> groups() {
        return GROUPS.entrySet().stream().map(group -> Arguments.of(group.getKey(), new TreeMap<>(group.getValue())));
    }
}
