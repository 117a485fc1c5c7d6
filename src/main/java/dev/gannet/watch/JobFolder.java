package dev.gannet.watch;

import dev.gannet.job.JobException;
import dev.gannet.job.JobReader;
import dev.gannet.job.Plan;
import dev.gannet.web.Redaction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The jobs of a folder, as its files say now, and those that these name: lists of URLs, secrets, recordings. A file that is
 * no job is told of and taken for none; the others go on. It is looked at, not listened to: volumes of containers and
 * network drives tell nothing of their changes. Thread-safe.
 */
final class JobFolder {
    private static final Logger LOG = LoggerFactory.getLogger(JobFolder.class);

    private final Path folder;
    private final Redaction redaction;
    private final Optional<String> store;
    private final Map<Path, Known> known = new TreeMap<>();
    private Map<String, Plan> jobs = Map.of();
    /** What is wrong now and was told of. */
    private Set<String> wrong = Set.of();

    /**
     * @param redaction is told the secrets of the jobs
     * @param store where rows go of jobs that do not say; empty for files beside them
     */
    JobFolder(Path folder, Redaction redaction, Optional<String> store) {
        this.store = store;
        this.folder = folder;
        this.redaction = redaction;
    }

    /**
     * What is known of a file.
     *
     * @param marks of each file that it was read from, as they were before: one changes when its file does
     * @param plan empty where it is no job
     * @param problem why it is none
     */
    private record Known(Map<Path, String> marks, Optional<Plan> plan, String problem) {
        boolean old() {
            return marks.entrySet().stream().anyMatch(one -> !mark(one.getKey()).equals(one.getValue()));
        }
    }

    /** @return what has changed since the last look, a line each */
    synchronized List<String> look() {
        List<String> told = new ArrayList<>();
        Set<String> wrongNow = new LinkedHashSet<>();
        files(wrongNow).ifPresent(files -> look(files, told));
        Map<String, Plan> all = new LinkedHashMap<>();
        known.forEach((file, one) -> one.plan().ifPresent(plan -> {
            if (all.putIfAbsent(plan.name(), plan) != null) {
                wrongNow.add(file.getFileName() + ": there is another job " + plan.name() + ", this one is left out");
            }
        }));
        jobs = all;
        wrongNow.stream().filter(line -> !wrong.contains(line)).forEach(told::add);
        wrong = wrongNow;
        return told;
    }

    private void look(Set<Path> files, List<String> told) {
        known.keySet().removeIf(file -> {
            boolean gone = !files.contains(file);
            if (gone) {
                told.add(file.getFileName() + " is gone");
            }
            return gone;
        });
        files.forEach(file -> {
            Known before = known.get(file);
            if (before == null || before.old()) {
                Known now = read(file);
                known.put(file, now);
                told.add(now.plan()
                        .map(plan -> file.getFileName() + ": job " + plan.name()
                                + plan.schedule()
                                        .map(spec -> ", due " + spec.when())
                                        .orElse(", without a schedule"))
                        .orElse(now.problem()));
            }
        });
    }

    /** @return the files that may be jobs; empty where the folder cannot be looked at: what is known stands */
    private Optional<Set<Path>> files(Set<String> wrongNow) {
        try (Stream<Path> files = Files.list(folder)) {
            return Optional.of(files.filter(JobFolder::mayBeJob).collect(Collectors.toCollection(TreeSet::new)));
        } catch (IOException e) {
            wrongNow.add(folder + " cannot be looked at: " + e.getMessage());
            return Optional.empty();
        }
    }

    private static String mark(Path file) {
        try {
            return Files.getLastModifiedTime(file).toMillis() + " " + Files.size(file);
        } catch (IOException e) {
            return "cannot be read";
        }
    }

    private static boolean mayBeJob(Path file) {
        String name = String.valueOf(file.getFileName());
        return !name.startsWith(".") && (name.endsWith(".yaml") || name.endsWith(".yml")) && Files.isRegularFile(file);
    }

    private Known read(Path file) {
        Map<Path, String> marks = new HashMap<>(Map.of(file, mark(file)));
        try {
            Plan plan = JobReader.read(file, redaction, store, beside -> marks.put(beside, mark(beside)));
            return new Known(marks, Optional.of(plan), "");
        } catch (JobException bad) {
            return new Known(marks, Optional.empty(), bad.report());
        } catch (RuntimeException bug) {
            // One file must not be the end of the others.
            LOG.error("a mistake of Gannet's own in reading {}", file, bug);
            return new Known(marks, Optional.empty(), file.getFileName() + " cannot be read: " + bug);
        }
    }

    /** @return the jobs with a schedule, by name */
    synchronized Map<String, Plan> scheduled() {
        Map<String, Plan> all = new LinkedHashMap<>(jobs);
        all.values().removeIf(plan -> plan.schedule().isEmpty());
        return all;
    }

    /** @return all jobs */
    synchronized Collection<Plan> all() {
        return List.copyOf(jobs.values());
    }

    synchronized Optional<Plan> job(String name) {
        return Optional.ofNullable(jobs.get(name))
                .filter(plan -> plan.schedule().isPresent());
    }

    /** @return the files that are no jobs */
    synchronized List<Path> bad() {
        return known.entrySet().stream()
                .filter(entry -> entry.getValue().plan().isEmpty())
                .map(Map.Entry::getKey)
                .toList();
    }
}
