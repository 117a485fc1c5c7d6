package dev.gannet.session;

import dev.gannet.web.Deadline;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A container that may have no more processes gives no more threads either: no browser and no place is lost for that. */
@Timeout(60)
@Tag("fast")
class NoThreadsTest {
    /** As {@link Thread#start} fails where the system has no more to give. */
    private static final ThreadFactory NONE = work -> {
        throw new OutOfMemoryError("unable to create native thread: possibly out of memory or process/resource limits");
    };

    private static final LeaseKey KEY = new LeaseKey("job", "", BrowserSpec.usual(""));

    private final ScriptedLauncher.FakeBrowser fake = new ScriptedLauncher.FakeBrowser();

    @TempDir
    Path work;

    @Test
    void R48_aBrowserIsEndedByWhoGivesItBack() {
        try (RunFolder folder = RunFolder.create(work)) {
            fake.survive(1);
            Path home = folder.forBrowser();
            Browser browser = new Browser(fake, KEY, home);
            Reaper reaper = new Reaper(Duration.ofSeconds(1), NONE);

            assertThat(reaper.reap(browser, true, folder)).isCompleted();

            assertThat(fake.seenGone).isTrue();
            assertThat(reaper.kills()).as("nobody could wait for its answer").isEqualTo(1);
            assertThat(home).doesNotExist();
        }
    }

    @Test
    void R48_aBrowserThatIsGivenBackAfterTheEndIsEndedAllTheSame() {
        try (RunFolder folder = RunFolder.create(work)) {
            Browser browser = new Browser(fake, KEY, folder.forBrowser());
            Reaper reaper = new Reaper(Duration.ofSeconds(1));
            reaper.close();

            assertThat(reaper.reap(browser, true, folder)).isCompleted();
            assertThat(fake.seenGone).isTrue();
        }
    }

    @Test
    void R48_aCallThatHangsIsEndedInItsTime() {
        Watchdog watchdog = new Watchdog(NONE);
        try (Watchdog.Watch watch = watchdog.watch(Deadline.in(Duration.ofMillis(100)), fake::abort)) {
            assertThatThrownBy(() -> new CountDownLatch(1).await()).isInstanceOf(InterruptedException.class);
            assertThat(watch.bitten()).isTrue();
            assertThat(fake.dead).isTrue();
        }
    }
}
