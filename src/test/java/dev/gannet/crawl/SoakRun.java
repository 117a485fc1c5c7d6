package dev.gannet.crawl;

import dev.gannet.kit.HostileSite;
import dev.gannet.kit.Leaks;
import dev.gannet.session.PoolStats;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** A long run over the hostile site: mostly good pages, some hostile ones among them, drawn from a seed. */
final class SoakRun {
    private static final int ONE_HOSTILE_IN = 20;
    private static final int SESSIONS = 4;

    private final Path folder;
    private final int pages;
    private final long seed;

    SoakRun(Path folder, int pages, long seed) {
        this.folder = folder;
        this.pages = pages;
        this.seed = seed;
    }

    /**
     * What a run came to.
     *
     * @param wrong each page that is not what it must be, and how
     * @param hostile outcomes of the hostile pages with their number
     * @param memory resident memory of this process and its browsers over the run
     */
    record Figures(
            int pages,
            int goodRight,
            List<String> wrong,
            Map<String, Integer> hostile,
            SoakMemory memory,
            PoolStats pool,
            Duration took) {
        String table() {
            StringBuilder text = new StringBuilder("soak\n");
            line(text, "pages", pages + ", good right " + goodRight + ", wrong " + wrong.size());
            hostile.forEach((outcome, count) -> line(text, "hostile", count + " " + outcome));
            line(text, "PSS after 200", memory.early() + " MB, Java's part " + memory.earlyOwn());
            line(text, "PSS at the end", memory.end() + " MB, Java's part " + memory.endOwn());
            line(text, "PSS at most", memory.max() + " MB in " + memory.processes() + " processes");
            line(text, "launches", pool.launches() + ", kills " + pool.kills() + ", for memory " + pool.memoryKills());
            line(text, "retirements", new TreeMap<>(pool.retirements()).toString());
            line(text, "seconds", String.valueOf(took.toSeconds()));
            wrong.forEach(one -> line(text, "wrong", one));
            return text.toString();
        }

        private static void line(StringBuilder text, String name, String value) {
            text.append(String.format(Locale.ROOT, "%-16s%s%n", name, value));
        }
    }

    /** Runs it in a temporary folder of its own, of which nothing may be left at the end. */
    Figures run() throws Exception {
        Path temporary = Files.createDirectory(folder.resolve("tmp"));
        // Browsers run as another user, who has to get here.
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
        String before = System.getProperty("java.io.tmpdir");
        System.setProperty("org.sqlite.tmpdir", before);
        System.setProperty("java.io.tmpdir", temporary.toString());
        try (HostileSite site = HostileSite.open()) {
            Map<String, String> expected = new TreeMap<>();
            List<String> targets = draw(expected);
            HostileJob job = new HostileJob(folder, "soak", site, targets, SESSIONS).ownBrowsers();
            long started = System.nanoTime();
            SoakMemory memory = new SoakMemory(temporary);
            RunSummary summary;
            try (memory) {
                summary = job.run(memory);
            }
            Duration took = Duration.ofNanos(System.nanoTime() - started);
            Leaks.assertNone(temporary);
            return figures(job, expected, memory, summary, took);
        } finally {
            System.setProperty("java.io.tmpdir", before);
        }
    }

    private List<String> draw(Map<String, String> expected) {
        Random random = new Random(seed);
        List<String> hostile = List.copyOf(HostileOutcomes.all().keySet());
        List<String> targets = new ArrayList<>();
        for (int i = 0; i < pages; i++) {
            if (i % ONE_HOSTILE_IN == ONE_HOSTILE_IN / 2) {
                String drawn = hostile.get(random.nextInt(hostile.size()));
                String target = drawn + (drawn.contains("?") ? "&" : "?") + "soak=" + i;
                expected.put(target, HostileOutcomes.all().get(drawn));
                targets.add(target);
            } else {
                targets.add("/good/" + i);
            }
        }
        return targets;
    }

    private Figures figures(
            HostileJob job, Map<String, String> expected, SoakMemory memory, RunSummary summary, Duration took)
            throws Exception {
        Map<String, String> outcomes = job.outcomes();
        Map<String, String> records = job.records();
        Map<String, String> messages = job.messages();
        List<String> wrong = new ArrayList<>();
        Map<String, Integer> hostile = new TreeMap<>();
        int right = 0;
        Map<String, String> good = HostileJob.good(0, pages - 1);
        for (Map.Entry<String, String> outcome : outcomes.entrySet()) {
            String target = outcome.getKey();
            String must = expected.get(target);
            if (must == null
                    && outcome.getValue().equals("done")
                    && good.get(target).equals(records.get(target))) {
                right++;
            } else if (must == null || !outcome.getValue().matches(must)) {
                wrong.add(
                        target + ": " + outcome.getValue() + ", " + records.get(target) + ", " + messages.get(target));
            }
            if (must != null) {
                hostile.merge(outcome.getValue(), 1, Integer::sum);
            }
        }
        return new Figures(outcomes.size(), right, wrong, hostile, memory, summary.pool(), took);
    }
}
