package dev.gannet.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sun.misc.Signal;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
@Tag("fast")
class StopSignalsTest {
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private final List<String> said = new ArrayList<>();

    private String next() throws InterruptedException {
        return heard.poll(30, TimeUnit.SECONDS);
    }

    private StopSignals deaf(Duration drain) {
        return StopSignals.deaf(
                now -> heard.add(now ? "now" : "drain"), said::add, code -> heard.add("halt " + code), drain);
    }

    @Test
    void theFirstSignalDrainsTheSecondStopsTheThirdEnds() throws Exception {
        try (StopSignals signals = deaf(Duration.ofMinutes(1))) {
            assertThat(signals.code()).isEmpty();
            signals.hear(15);
            assertThat(next()).isEqualTo("drain");
            signals.hear(2);
            assertThat(next()).isEqualTo("now");
            signals.hear(2);
            assertThat(next()).isEqualTo("halt 143");
            assertThat(signals.code()).contains(ExitCode.TERMINATED);
        }
        assertThat(said).hasSize(2);
    }

    @Test
    void aDrainThatTakesTooLongBecomesAStop() throws Exception {
        try (StopSignals signals = deaf(Duration.ofMillis(1))) {
            signals.hear(2);
            assertThat(List.of(next(), next())).containsExactlyInAnyOrder("drain", "now");
            assertThat(signals.code()).contains(ExitCode.INTERRUPTED);
        }
    }

    @Test
    void afterTheEndNothingIsStopped() {
        StopSignals signals = deaf(Duration.ofMillis(1));
        signals.close();
        signals.hear(2);
        assertThat(heard).isEmpty();
    }

    @Test
    void realSignalsAreHeardWhileItIsOpen() throws Exception {
        try (StopSignals signals = StopSignals.open(now -> heard.add("stop " + now), said::add, StopSignals.GRACE)) {
            Signal.raise(new Signal("TERM"));
            assertThat(next()).isEqualTo("stop false");
            assertThat(signals.code()).contains(ExitCode.TERMINATED);
        }
    }
}
