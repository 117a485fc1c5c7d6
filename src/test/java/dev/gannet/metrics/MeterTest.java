package dev.gannet.metrics;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@Tag("fast")
class MeterTest {
    private static final long SECOND = 1_000_000_000L;

    @Test
    void countsTheLastThirtySecondsOnly() {
        AtomicLong now = new AtomicLong(Long.MAX_VALUE - 10 * SECOND);
        Meter meter = new Meter(now::get);
        assertThat(meter.perSecond()).isZero();
        for (int second = 0; second < 100; second++) {
            meter.mark();
            meter.mark();
            now.addAndGet(SECOND);
        }
        assertThat(meter.perSecond()).isBetween(1.9, 2.0);
        now.addAndGet(31 * SECOND);
        assertThat(meter.perSecond()).isZero();
    }
}
