package dev.gannet.cli;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/**
 * Turns SIGINT, SIGTERM and SIGHUP into an orderly stop for as long as it is open. The first one lets pages under way
 * finish; the second, or the end of the grace, has them given back at once; the third, or a stop that takes too long, ends
 * the process. Thread-safe.
 */
final class StopSignals implements AutoCloseable {
    /** Below the ten seconds that container engines wait before they kill. */
    static final Duration GRACE = Duration.ofSeconds(8);

    /** What a stop may take beyond the grace before the process is ended under it. */
    private static final Duration MOST = Duration.ofSeconds(17);

    private final Consumer<Boolean> stop;
    private final Consumer<String> say;
    private final IntConsumer halt;
    private final Duration grace;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "gannet-stop");
        thread.setDaemon(true);
        return thread;
    });
    private final AtomicInteger heard = new AtomicInteger();
    private final CountDownLatch over = new CountDownLatch(1);
    private final Runnable unhook;
    private volatile int first;

    private StopSignals(
            Consumer<Boolean> stop, Consumer<String> say, IntConsumer halt, Duration grace, boolean listen) {
        this.grace = grace;
        this.stop = stop;
        this.say = say;
        this.halt = halt;
        this.unhook = listen ? SignalHandlers.install(this::hear, this::awaitEnd) : () -> {};
    }

    /**
     * @param stop stops the work: true for at once
     * @param say tells the person what happens
     * @param grace how long pages under way may take after the first signal
     */
    static StopSignals open(Consumer<Boolean> stop, Consumer<String> say, Duration grace) {
        return new StopSignals(stop, say, Runtime.getRuntime()::halt, grace, true);
    }

    /** For tests: signals come by {@link #hear} alone, and a halt is only told. */
    static StopSignals deaf(Consumer<Boolean> stop, Consumer<String> say, IntConsumer halt, Duration grace) {
        return new StopSignals(stop, say, halt, grace, false);
    }

    /** @param number of the signal: 1, 2 or 15 */
    void hear(int number) {
        switch (heard.incrementAndGet()) {
            case 1 -> {
                first = number;
                say.accept("Stopping: pages under way are finished first. Once more stops at once.");
                later(grace, () -> stop.accept(true));
                later(grace.plus(MOST), () -> halt.accept(128 + number));
                later(Duration.ZERO, () -> stop.accept(false));
            }
            case 2 -> {
                say.accept("Stopping at once: pages under way go back to the queue.");
                later(Duration.ZERO, () -> stop.accept(true));
            }
            default -> halt.accept(128 + first);
        }
    }

    /** Stopping may take its time, and a signal handler must not. */
    private void later(Duration delay, Runnable task) {
        if (!clock.isShutdown()) {
            clock.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** @return how the program ends because of a signal; empty when none came */
    Optional<ExitCode> code() {
        if (heard.get() == 0) {
            return Optional.empty();
        }
        return Optional.of(first == 2 ? ExitCode.INTERRUPTED : ExitCode.TERMINATED);
    }

    private void awaitEnd() {
        try {
            over.await(grace.plus(MOST).toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        unhook.run();
        over.countDown();
        clock.shutdownNow();
    }
}
