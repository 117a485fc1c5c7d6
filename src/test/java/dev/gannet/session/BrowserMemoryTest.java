package dev.gannet.session;

import dev.gannet.kit.Faults;
import dev.gannet.kit.LocalSite;
import dev.gannet.web.Deadline;
import dev.gannet.web.FailureKind;
import dev.gannet.web.ScrapeException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static dev.gannet.kit.Answer.html;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Memory of the installed Chrome. */
@Tag("fast")
class BrowserMemoryTest {
    /** 200 MB each 100 ms, every page of it touched. */
    private static final String EATER = """
            <title>eater</title><script>
            const eaten = [];
            setInterval(() => { eaten.push(new Uint8Array(200e6).fill(7)); }, 100);
            </script>""";

    @TempDir
    Path work;

    @Test
    void R40_aPageThatEatsMemoryDiesAloneWithinSecondsAndItsNeighbourWhichTakesFarLessDoesNotNotice() throws Exception {
        try (LocalSite site = LocalSite.open()
                        .on("/", html(EATER))
                        .on("/good", html("<title>good</title>" + "<p>words</p>".repeat(2000)));
                RealPool real = RealPool.open(
                        PoolSettings.of(2).memory(700_000_000), work, Launchers.of(ChromeLauncherTest.CONFIG))) {
            AtomicLong from = new AtomicLong();
            AtomicLong warm = new AtomicLong();
            String title = real.pool.lease(RealPool.key("good"), RealPool.soon(), neighbour -> {
                open(neighbour, site.url("/good"));
                neighbour.script("return document.title", RealPool.soon());
                warm.set(exact(folder(neighbour)));
                assertThatThrownBy(() -> real.pool.lease(RealPool.key("eater"), RealPool.soon(), session -> {
                            from.set(System.nanoTime());
                            open(session, site.url("/"));
                            return session.asyncScript("", RealPool.soon());
                        }))
                        .isInstanceOfSatisfying(
                                ScrapeException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.MEMORY))
                        .hasMessageContaining("its limit is 700 MB");
                return String.valueOf(neighbour.script("return document.title", RealPool.soon()));
            });
            assertThat(title).isEqualTo("good");
            System.out.println("a warm session takes " + warm.get() / 1_000_000 + " MB");
            assertThat(warm.get()).isBetween(50_000_000L, PoolSettings.MEMORY / 2);
            assertThat(RealPool.millis(from.get())).isLessThan(45_000);
            assertThat(real.pool.stats().memoryKills()).isEqualTo(1);
            real.works("eater");
            real.leavesNothing();
        }
    }

    private static Set<ProcessHandle> folder(Session session) {
        Set<ProcessHandle> all = new HashSet<>();
        Faults.processes(session.folder().getParent(), Faults.Role.DRIVER).forEach(driver -> {
            all.add(driver);
            driver.descendants().forEach(all::add);
        });
        return all;
    }

    private static long exact(Set<ProcessHandle> processes) {
        return ProcessMemory.of(
                Path.of("/proc"), processes.stream().map(ProcessHandle::pid).toList(), 0);
    }

    static void open(Session session, String url) {
        session.cdp("Page.navigate", Map.of("url", url), Deadline.in(Duration.ofSeconds(60)));
    }
}
