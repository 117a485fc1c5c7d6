package dev.gannet.session;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** When launching is given up: the waits between are HardLaunchesTest's. */
@Tag("fast")
class LaunchBreakerTest {
    private static final Exception CAUSE = new IllegalStateException("fork: Resource temporarily unavailable");

    private final LaunchBreaker breaker = new LaunchBreaker();

    private void fail(int times, boolean others) {
        for (int i = 0; i < times; i++) {
            assertThat(breaker.givenUp()).as("after %d", i).isFalse();
            breaker.failed(CAUSE, others, false);
        }
    }

    @Test
    void R49_whereNoneEverStartedAFewFailuresAreEnough() {
        fail(LaunchBreaker.MOST, false);
        assertThat(breaker.givenUp()).isTrue();
    }

    @Test
    void R48_whereOneDidMoreAreBorne() {
        breaker.succeeded();
        fail(LaunchBreaker.MOST_PROVEN, false);
        assertThat(breaker.givenUp()).isTrue();
    }

    @Test
    void R48_besideBrowsersThatAreUpNoneIsTooMany() {
        fail(3 * LaunchBreaker.MOST_PROVEN, true);
        assertThat(breaker.givenUp()).isFalse();
        assertThat(breaker.failing()).isTrue();
        breaker.succeeded();
        assertThat(breaker.failing()).isFalse();
    }

    @Test
    void whatNoOtherTryWouldMendIsGivenUpAtOnce() {
        breaker.failed(CAUSE, true, true);
        assertThat(breaker.givenUp()).isTrue();
    }
}
