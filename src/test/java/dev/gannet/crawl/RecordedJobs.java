package dev.gannet.crawl;

import dev.gannet.job.ImportedJob;
import dev.gannet.kit.LocalSite;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;

/** Recordings that become jobs and are run, and what a site heard of them. */
final class RecordedJobs {
    private final Path recordings;
    private final Path folder;

    /** How a recording becomes a run. */
    enum Way {
        AS_IT_IS,
        IMPORTED
    }

    /**
     * @param recordings where the recordings are
     * @param folder where they are copied to and the jobs are written
     */
    RecordedJobs(Path recordings, Path folder) {
        this.recordings = recordings;
        this.folder = folder;
    }

    /** @param test the one of the recording's tests that is meant; the first, or all of its suite, where none is */
    JobOnDisk job(Way way, String recording, Optional<String> test) throws IOException {
        Path file = Files.copy(recordings.resolve(recording), folder.resolve(recording));
        String imported = ImportedJob.write(file, test);
        String start = imported.lines()
                .filter(line -> line.startsWith("start: "))
                .findFirst()
                .orElseThrow();
        String named = test.map(name -> "{file: " + recording + ", test: '" + name + "'}")
                .orElse(recording);
        return new JobOnDisk(
                folder,
                "recorded",
                way == Way.IMPORTED
                        ? imported
                        : start + "\npage: {steps: {recording: " + named
                                + "}}\nitems: {page: {fields: {title: title}}}\n");
    }

    /** @param items what the run takes, as the job file has it */
    static RunSummary run(JobOnDisk job, String items, String... more) {
        List<String> settings = new ArrayList<>(List.of(more));
        settings.add("items=" + items);
        settings.add("politeness={delay: 0s, robots: ignore}");
        return job.sessions(1).run(settings.toArray(String[]::new));
    }

    /** @return the job of a whole recording after a run that was complete */
    JobOnDisk complete(Way way, String recording, String items, String... more) throws IOException {
        JobOnDisk job = job(way, recording, Optional.empty());
        RunSummary summary = run(job, items, more);
        assertThat(summary.failures()).isEmpty();
        assertThat(summary.end()).as(summary.toString()).isEqualTo(RunSummary.End.COMPLETE);
        return job;
    }

    /** @return the targets of the requests to a path, decoded */
    static List<String> asked(LocalSite site, String path) {
        return site.heard(path).stream()
                .map(request -> URLDecoder.decode(request.target(), StandardCharsets.UTF_8))
                .toList();
    }

    /** @return the bodies of the requests to a path, decoded */
    static List<String> bodies(LocalSite site, String path) {
        return site.heard(path).stream()
                .map(request -> URLDecoder.decode(request.body(), StandardCharsets.UTF_8))
                .toList();
    }
}
