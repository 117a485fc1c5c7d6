package dev.gannet.cli;

import dev.gannet.session.PoolStats;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What a run's browsers went through, for people. */
final class PoolWords {
    private PoolWords() {}

    /** @return one line when anything was out of the ordinary, such as {@code 5 started, 2 replaced (1 crashed, 1 hung)} */
    static Optional<String> unusual(PoolStats pool) {
        Map<String, Long> sick = new TreeMap<>(pool.retirements());
        sick.keySet().removeAll(PoolStats.HOUSEKEEPING);
        if (sick.isEmpty() && pool.launchFailures() == 0) {
            return Optional.empty();
        }
        StringBuilder text = new StringBuilder(Amounts.of(pool.launches())).append(" started");
        if (!sick.isEmpty()) {
            long count = sick.values().stream().mapToLong(Long::longValue).sum();
            text.append(", ").append(Amounts.of(count)).append(" replaced (");
            text.append(sick.entrySet().stream()
                    .map(entry -> Amounts.of(entry.getValue()) + " " + entry.getKey())
                    .collect(Collectors.joining(", ")));
            text.append(')');
        }
        if (pool.launchFailures() > 0) {
            text.append(", ").append(Amounts.of(pool.launchFailures())).append(" did not start");
        }
        return Optional.of(text.toString());
    }
}
