package dev.gannet.frontier;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

@Tag("fast")
class ProcessNameTest {
    private final ProcessName self = ProcessName.current();

    @Test
    void aLiveProcessIsAlive() {
        assertThat(self.deadAsSeenBy(self)).isFalse();
        assertThat(ProcessName.parse(self.text())).contains(self);
    }

    @Test
    void anotherProcessThatGotTheSameNumberIsNotTheOneThatIsGone() {
        assertThat(new ProcessName(self.machine(), self.pid(), self.started() - 1).deadAsSeenBy(self))
                .isTrue();
    }

    @Test
    void aProcessOfAnotherMachineIsNeverCalledDead() {
        assertThat(new ProcessName("another-machine", self.pid(), 1).deadAsSeenBy(self))
                .isFalse();
    }

    /** The time of day at which a process started moves when the clock is set, and a live process would look dead. */
    @Test
    void whereTheSystemCountsTicksTheStartIsNoTimeOfDay() {
        assumeTrue(Files.isReadable(Path.of("/proc/self/stat")), "only Linux has /proc");
        assertThat(self.started())
                .isLessThan(Instant.parse("2000-01-01T00:00:00Z").toEpochMilli());
    }

    /** Versions before stored the time of day. */
    @Test
    void aNameWithATimeOfDayIsUnderstood() {
        long time = ProcessHandle.current()
                .info()
                .startInstant()
                .map(Instant::toEpochMilli)
                .orElseThrow();
        assertThat(new ProcessName(self.machine(), self.pid(), time).deadAsSeenBy(self))
                .isFalse();
        assertThat(new ProcessName(self.machine(), self.pid(), time - 60_000).deadAsSeenBy(self))
                .isTrue();
    }
}
