package dev.gannet.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/**
 * Measures what each test class costs: time, CPU time of this JVM and of the processes that it started, how many browsers,
 * databases and JVMs it started, and how long nothing at all happened. Writes a line per class into the folder that the
 * system property {@code gannet.costs} names, for {@code src/bench/suite.sh}; without the property it does nothing. Linux
 * only.
 */
public final class SuiteCosts implements TestExecutionListener {
    private static final Duration STEP = Duration.ofMillis(500);

    /** A JVM and its children that use less than a twentieth of one processor wait. */
    private static final double ASLEEP = 0.05;

    private static final int TICKS_PER_SECOND = 100;

    private final @Nullable Path file;
    private final Map<Long, Process> known = new HashMap<>();
    private final Costs costs = new Costs();
    private boolean sampling;
    private @Nullable String running;

    /** Made by JUnit's launcher. */
    public SuiteCosts() {
        String folder = System.getProperty("gannet.costs");
        file = folder == null
                ? null
                : Path.of(folder).resolve(ProcessHandle.current().pid() + ".tsv");
    }

    @Override
    public void testPlanExecutionStarted(TestPlan plan) {
        // A fork of the suite has a plan for each class.
        if (file != null && !sampling) {
            sampling = true;
            Thread sampler = new Thread(this::sample, "suite-costs");
            sampler.setDaemon(true);
            sampler.start();
        }
    }

    @Override
    public void executionStarted(TestIdentifier test) {
        if (file != null && topClass(test)) {
            look(Duration.ZERO);
            synchronized (costs) {
                costs.begin();
                running = test.getLegacyReportingName();
            }
        }
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        if (file != null && topClass(test)) {
            look(Duration.ZERO);
            synchronized (costs) {
                write(file, costs.line(test.getLegacyReportingName()));
                running = null;
            }
        }
    }

    private static boolean topClass(TestIdentifier test) {
        return test.getSource()
                        .filter(ClassSource.class::isInstance)
                        .map(ClassSource.class::cast)
                        .filter(source -> !source.getClassName().contains("$"))
                        .isPresent()
                && test.isContainer();
    }

    private void sample() {
        long before = System.nanoTime();
        while (true) {
            LockSupport.parkNanos(STEP.toNanos());
            long now = System.nanoTime();
            look(Duration.ofNanos(now - before));
            before = now;
        }
    }

    /** @param since time since the last look of the sampler; zero for a look in between */
    private void look(Duration since) {
        synchronized (costs) {
            Map<Long, Process> all = processes();
            long own = ProcessHandle.current().pid();
            long ours = 0;
            long theirs = 0;
            for (long pid : family(all, own)) {
                Process process = all.get(pid);
                if (process == null) {
                    continue;
                }
                Process earlier = known.get(pid);
                long ticks = process.ticks - (earlier == null ? 0 : earlier.ticks);
                if (pid == own) {
                    ours += ticks;
                } else {
                    theirs += ticks;
                }
                // A process that was just forked has the name of its parent until it becomes another program.
                if (running != null && (earlier == null || !earlier.name.equals(process.name))) {
                    costs.started(process.name, pid == own || earlier != null && isDatabase(earlier.name));
                }
                known.put(pid, process);
            }
            known.keySet().retainAll(all.keySet());
            costs.used(ours, theirs, since);
        }
    }

    private static boolean isDatabase(String name) {
        return name.equals("postgres");
    }

    private static Set<Long> family(Map<Long, Process> all, long root) {
        Map<Long, List<Long>> children = new HashMap<>();
        all.forEach((pid, process) -> children.computeIfAbsent(process.parent, none -> new ArrayList<>())
                .add(pid));
        Set<Long> found = new HashSet<>();
        Deque<Long> open = new ArrayDeque<>(List.of(root));
        while (!open.isEmpty()) {
            long pid = open.removeFirst();
            if (found.add(pid)) {
                open.addAll(children.getOrDefault(pid, List.of()));
            }
        }
        return found;
    }

    private static Map<Long, Process> processes() {
        Map<Long, Process> all = new HashMap<>();
        try (Stream<Path> entries = Files.list(Path.of("/proc"))) {
            entries.filter(entry ->
                            Character.isDigit(entry.getFileName().toString().charAt(0)))
                    .forEach(entry -> read(entry, all));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all;
    }

    private static void read(Path entry, Map<Long, Process> all) {
        try {
            String stat = Files.readString(entry.resolve("stat"), StandardCharsets.ISO_8859_1);
            int end = stat.lastIndexOf(')');
            String[] rest = stat.substring(end + 2).split(" ");
            all.put(
                    Long.valueOf(entry.getFileName().toString()),
                    new Process(
                            stat.substring(stat.indexOf('(') + 1, end),
                            Long.parseLong(rest[1]),
                            Long.parseLong(rest[11]) + Long.parseLong(rest[12])));
        } catch (IOException ended) {
            // It ended while we looked.
        }
    }

    private static void write(Path file, String line) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param ticks hundredths of a second of CPU time */
    private record Process(String name, long parent, long ticks) {}

    /** What the running class has cost so far. */
    private static final class Costs {
        private long begun;
        private long ours;
        private long theirs;
        private long asleep;
        private long sinceStep;
        private final Map<String, Integer> started = new HashMap<>();

        void begin() {
            begun = System.nanoTime();
            ours = 0;
            theirs = 0;
            asleep = 0;
            started.clear();
        }

        void used(long own, long others, Duration since) {
            ours += own;
            theirs += others;
            sinceStep += own + others;
            if (!since.isZero()) {
                if (sinceStep < since.toMillis() / 1000.0 * TICKS_PER_SECOND * ASLEEP) {
                    asleep += since.toMillis();
                }
                sinceStep = 0;
            }
        }

        void started(String name, boolean part) {
            if (!part) {
                started.merge(name, 1, Integer::sum);
            }
        }

        /** @return class, seconds, CPU seconds of the JVM and of others, seconds asleep, chromedrivers, databases, JVMs */
        String line(String name) {
            return String.format(
                    Locale.ROOT,
                    "%s\t%.1f\t%.1f\t%.1f\t%.1f\t%d\t%d\t%d%n",
                    name,
                    (System.nanoTime() - begun) / 1e9,
                    ours / (double) TICKS_PER_SECOND,
                    theirs / (double) TICKS_PER_SECOND,
                    asleep / 1000.0,
                    started.getOrDefault("chromedriver", 0),
                    started.getOrDefault("initdb", 0),
                    started.getOrDefault("java", 0));
        }
    }
}
