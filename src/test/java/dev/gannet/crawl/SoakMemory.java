package dev.gannet.crawl;

import dev.gannet.kit.Leaks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;

/** Samples, each second of a run, the resident memory (PSS) of this process and of all browsers under a folder. */
final class SoakMemory implements RunListener, AutoCloseable {
    private final Path folder;
    private final List<Sample> samples = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private volatile long pages;

    SoakMemory(Path folder) {
        this.folder = folder;
        clock.scheduleAtFixedRate(this::sample, 1, 1, TimeUnit.SECONDS);
    }

    /**
     * @param own megabytes of this process
     * @param megabytes of this process and all browsers
     */
    private record Sample(long pages, long processes, long own, long megabytes) {}

    @Override
    public void progress(RunProgress progress) {
        pages = progress.done() + progress.failed() + progress.skipped();
    }

    @Override
    public void note(String line) {}

    /** Ends the sampling. */
    @Override
    public void close() {
        clock.shutdownNow();
    }

    /** @return the median in megabytes over the hundred pages from the 200th on; 0 when nothing was sampled then */
    long early() {
        return median(200, 300, Sample::megabytes);
    }

    long earlyOwn() {
        return median(200, 300, Sample::own);
    }

    /** @return the median in megabytes over the last tenth of the pages */
    long end() {
        return median(pages - pages / 10, pages, Sample::megabytes);
    }

    long endOwn() {
        return median(pages - pages / 10, pages, Sample::own);
    }

    long max() {
        return samples.stream().mapToLong(Sample::megabytes).max().orElse(0);
    }

    /** @return how many processes of browsers were seen at a time, at most */
    long processes() {
        return samples.stream().mapToLong(Sample::processes).max().orElse(0);
    }

    private long median(long first, long last, Function<Sample, Long> what) {
        List<Long> sorted = samples.stream()
                .filter(sample -> sample.pages() >= first && sample.pages() <= last)
                .map(what)
                .sorted()
                .toList();
        return sorted.isEmpty() ? 0 : sorted.get(sorted.size() / 2);
    }

    private void sample() {
        // Renderers overwrite their environment, and what has lost its driver is no descendant: both are asked.
        Set<String> pids = new HashSet<>(Set.of("self"));
        ProcessHandle.current().descendants().forEach(process -> pids.add(String.valueOf(process.pid())));
        Leaks.processes(folder).forEach(process -> pids.add(process.substring(0, process.indexOf(' '))));
        long kilobytes = pids.stream().mapToLong(SoakMemory::kilobytes).sum();
        samples.add(new Sample(pages, pids.size() - 1L, kilobytes("self") / 1024, kilobytes / 1024));
    }

    private static long kilobytes(String pid) {
        try (Stream<String> lines = Files.lines(Path.of("/proc", pid, "smaps_rollup"))) {
            return lines.filter(line -> line.startsWith("Pss:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .sum();
        } catch (IOException | RuntimeException e) {
            // It ended while we looked.
            return 0;
        }
    }
}
