package dev.gannet.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.DoubleSupplier;

/**
 * What this process does, in figures, for whoever scrapes them. Until somebody {@link #keep keeps} them nothing is counted,
 * and counting costs nothing. Thread-safe.
 *
 * <p>It belongs to the process, not to a run: every room counts here, and none is handed anything for it. Labels are names
 * of jobs, kinds and states, of which there are few; never URLs.
 */
public final class Telemetry {
    /** The format that {@link #scrape} writes: Prometheus's text, 0.0.4. */
    public static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private static final Map<String, AtomicLong> LEVELS = new ConcurrentHashMap<>();
    private static final PrometheusMeterRegistry PROMETHEUS = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    private Telemetry() {}

    /** From now on figures are kept. A second call changes nothing. */
    public static synchronized void keep() {
        if (Metrics.globalRegistry.getRegistries().contains(PROMETHEUS)) {
            return;
        }
        Metrics.addRegistry(PROMETHEUS);
        new JvmMemoryMetrics().bindTo(PROMETHEUS);
        new JvmThreadMetrics().bindTo(PROMETHEUS);
        new ProcessorMetrics().bindTo(PROMETHEUS);
        new UptimeMetrics().bindTo(PROMETHEUS);
    }

    /** @return the figures as they are now, in the format of {@link #CONTENT_TYPE} */
    public static String scrape() {
        return PROMETHEUS.scrape(CONTENT_TYPE);
    }

    /**
     * Counts events.
     *
     * @param name in lower case with dots; {@code gannet.pages} is scraped as {@code gannet_pages_total}
     * @param labels names and values in turn
     */
    public static void count(String name, double events, String... labels) {
        Metrics.counter(name, labels).increment(events);
    }

    /** Notes how long something took. */
    public static void time(String name, Duration took, String... labels) {
        Metrics.timer(name, labels).record(took);
    }

    /** Has something looked at whenever figures are scraped, for as long as the process lives. */
    public static void watch(String name, DoubleSupplier height, String... labels) {
        Gauge.builder(name, height::getAsDouble)
                .tags(labels)
                .strongReference(true)
                .register(Metrics.globalRegistry);
    }

    /** Sets how high something stands. */
    public static void level(String name, long height, String... labels) {
        level(name, labels).set(height);
    }

    /** Changes how high something stands. */
    public static void raise(String name, long by, String... labels) {
        level(name, labels).addAndGet(by);
    }

    private static AtomicLong level(String name, String... labels) {
        return LEVELS.computeIfAbsent(name + " " + String.join(" ", labels), key -> {
            Iterable<Tag> tags = Tags.of(labels);
            AtomicLong height = new AtomicLong();
            Metrics.gauge(name, tags, height);
            return height;
        });
    }
}
