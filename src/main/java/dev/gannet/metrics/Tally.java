package dev.gannet.metrics;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts by reason. Thread-safe. */
public final class Tally {
    private final ConcurrentMap<String, LongAdder> counts = new ConcurrentHashMap<>();

    /** Counts one more of this reason. */
    public void add(String reason) {
        counts.computeIfAbsent(reason, name -> new LongAdder()).increment();
    }

    /** @return how often each reason was counted so far, by name */
    public Map<String, Long> counts() {
        Map<String, Long> now = new TreeMap<>();
        counts.forEach((reason, count) -> now.put(reason, count.sum()));
        return now;
    }
}
