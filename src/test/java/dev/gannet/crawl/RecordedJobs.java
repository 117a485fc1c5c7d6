package dev.gannet.crawl;

import dev.gannet.flow.Step;
import dev.gannet.job.ImportedJob;
import dev.gannet.job.JobReader;
import dev.gannet.job.Plan;
import dev.gannet.kit.LocalSite;
import dev.gannet.web.UrlGlob;
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
    private final Way way;
    private final Path recordings;
    private final Path folder;

    /** How a recording becomes a run. */
    enum Way {
        AS_IT_IS,
        IMPORTED
    }

    /**
     * @param way how each recording becomes a run
     * @param recordings where the recordings are
     * @param folder where they are copied to and the jobs are written
     */
    RecordedJobs(Way way, Path recordings, Path folder) {
        this.way = way;
        this.recordings = recordings;
        this.folder = folder;
    }

    /**
     * Makes the job, and checks that the other way would run the same steps.
     *
     * @param test the one of the recording's tests that is meant; the first, or all of its suite, where none is
     */
    JobOnDisk job(String recording, Optional<String> test) throws IOException {
        Path file = Files.copy(recordings.resolve(recording), folder.resolve(recording));
        String imported = ImportedJob.write(file, test);
        String start = imported.lines()
                .filter(line -> line.startsWith("start: "))
                .findFirst()
                .orElseThrow();
        String named = test.map(name -> "{file: " + recording + ", test: '" + name + "'}")
                .orElse(recording);
        String asItIs =
                start + "\npage: {steps: {recording: " + named + "}}\nitems: {page: {fields: {title: title}}}\n";
        assertThat(steps(imported))
                .usingRecursiveComparison()
                .withStrictTypeChecking()
                .ignoringFieldsOfTypes(Step.Where.class)
                .withEqualsForType(UrlGlob::equals, UrlGlob.class)
                .isEqualTo(steps(asItIs));
        return new JobOnDisk(folder, "recorded", way == Way.IMPORTED ? imported : asItIs);
    }

    private List<Step> steps(String job) throws IOException {
        Plan plan = JobReader.read(Files.writeString(folder.resolve("steps.yaml"), job), List.of());
        List<Step> steps = plan.block(plan.starts().get(0)).steps();
        assertThat(steps).isNotEmpty();
        return steps;
    }

    /** @param items what the run takes, as the job file has it */
    static RunSummary run(JobOnDisk job, String items, String... more) {
        List<String> settings = new ArrayList<>(List.of(more));
        settings.add("items=" + items);
        settings.add("politeness={delay: 0s, robots: ignore}");
        return job.sessions(1).run(settings.toArray(String[]::new));
    }

    /** @return the job of a whole recording after a run that was complete */
    JobOnDisk complete(String recording, String items, String... more) throws IOException {
        JobOnDisk job = job(recording, Optional.empty());
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
