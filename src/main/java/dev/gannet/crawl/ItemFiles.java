package dev.gannet.crawl;

import dev.gannet.extract.Extraction;
import dev.gannet.extract.FileFields;
import dev.gannet.extract.FileFields.Outcome;
import dev.gannet.frontier.LostFile;
import dev.gannet.http.CookieJar;
import dev.gannet.job.Plan;
import dev.gannet.web.Artefact;
import dev.gannet.web.FailureKind;
import dev.gannet.web.Redaction;
import dev.gannet.web.ScrapeException;
import dev.gannet.web.Snapshot;
import dev.gannet.web.Visit;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files that a page's items name: fetched together before the page is committed, each URL once a run. What cannot be had
 * is told and leaves its columns empty; the page is kept all the same. Thread-safe; to be closed.
 */
final class ItemFiles implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ItemFiles.class);
    private static final int THREADS = 32;
    /** What is known of more URLs is forgotten, and they are fetched again. */
    private static final int MOST_KNOWN = 200_000;

    private static final Set<FailureKind> OURS =
            Set.of(FailureKind.DISK, FailureKind.DATABASE, FailureKind.STOPPED, FailureKind.BUG);

    private final FileFields fields;
    private final Redaction redaction;
    private final Path home;
    private final FileFetching fetching;
    private final Map<String, FutureTask<Got>> known = new ConcurrentHashMap<>();
    private final ExecutorService threads;

    ItemFiles(Plan plan, FileFetching fetching) {
        fields = new FileFields(plan.items());
        redaction = plan.redaction();
        home = plan.file().toAbsolutePath().resolveSibling("");
        this.fetching = fetching;
        AtomicInteger number = new AtomicInteger();
        threads = Executors.newFixedThreadPool(THREADS, task -> {
            Thread thread = new Thread(task, "file-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    /** What became of a file: one of the two is there. */
    private record Got(Optional<Artefact> file, Optional<ScrapeException> failure) {}

    /**
     * A page with its files.
     *
     * @param extraction with what became of each file beside its URL
     * @param files those that are there, each once
     * @param lost those that are not
     */
    record Taken(Extraction extraction, List<Artefact> files, List<LostFile> lost) {
        /** @return a page whose items name no files */
        static Taken nothing(Extraction extraction) {
            return new Taken(extraction, List.of(), List.of());
        }
    }

    /**
     * @param cookies of the browser that has read the page, or of the job's login
     * @throws ScrapeException what ends the run or the page: the disk, the database, a stop
     */
    Taken of(Visit visit, Snapshot snapshot, Extraction extraction, Optional<CookieJar> cookies)
            throws InterruptedException {
        Set<String> urls = fields.urls(extraction.items());
        if (urls.isEmpty()) {
            return Taken.nothing(extraction);
        }
        if (known.size() > MOST_KNOWN) {
            known.clear();
        }
        Map<String, FutureTask<Got>> tasks = new LinkedHashMap<>();
        for (String url : urls) {
            FutureTask<Got> mine = new FutureTask<>(() -> fetched(url, snapshot.finalUrl(), cookies));
            FutureTask<Got> first = known.putIfAbsent(url, mine);
            if (first == null) {
                threads.execute(mine);
            }
            tasks.put(url, first == null ? mine : first);
        }
        Map<String, Outcome> outcomes = new LinkedHashMap<>();
        Set<Artefact> files = new LinkedHashSet<>();
        List<LostFile> lost = new ArrayList<>();
        for (Map.Entry<String, FutureTask<Got>> task : tasks.entrySet()) {
            Got got = awaited(task.getValue());
            got.file().ifPresent(file -> {
                files.add(file);
                outcomes.put(task.getKey(), new Outcome.Had(file, shown(file.file())));
            });
            got.failure().ifPresent(failure -> {
                outcomes.put(
                        task.getKey(),
                        new Outcome.Lost(
                                "the file could not be had (" + failure.kind().label() + ")"));
                lost.add(new LostFile(
                        redaction.redact(task.getKey()),
                        failure.kind(),
                        redaction.redact(String.valueOf(failure.getMessage()))));
                // Another page, or another try of this one, may have more luck with it.
                if (failure.kind().retry() != FailureKind.Retry.NO) {
                    known.remove(task.getKey(), task.getValue());
                }
                LOG.info(
                        "a file of page {} could not be had ({}): {}: {}",
                        visit.url(),
                        failure.kind().label(),
                        task.getKey(),
                        failure.getMessage());
            });
        }
        FileFields.Filled filled = fields.with(
                extraction.items(), url -> outcomes.getOrDefault(url, new Outcome.Lost("no file was asked for")));
        return new Taken(extraction.with(filled.items(), filled.problems()), List.copyOf(files), lost);
    }

    private Got fetched(String url, String page, Optional<CookieJar> cookies) throws InterruptedException {
        try {
            return new Got(Optional.of(fetching.fetch(url, page, cookies)), Optional.empty());
        } catch (ScrapeException failure) {
            return new Got(Optional.empty(), Optional.of(failure));
        }
    }

    private static Got awaited(FutureTask<Got> task) throws InterruptedException {
        try {
            Got got = task.get();
            got.failure().filter(failure -> OURS.contains(failure.kind())).ifPresent(failure -> {
                throw failure;
            });
            return got;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof InterruptedException) {
                throw new ScrapeException(FailureKind.STOPPED, "", "stopped while files were fetched", e);
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    /** Paths beside the job file stay true when its folder moves. */
    private String shown(Path file) {
        Path absolute = file.toAbsolutePath();
        return (absolute.startsWith(home) ? home.relativize(absolute) : absolute).toString();
    }

    @Override
    public void close() {
        threads.shutdownNow();
        fetching.close();
    }
}
