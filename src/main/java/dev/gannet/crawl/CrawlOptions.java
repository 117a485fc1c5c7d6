package dev.gannet.crawl;

import dev.gannet.frontier.Unfinished;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the caller of a run decides beyond the job.
 *
 * @param sessions browsers at most; from cores and memory when empty
 * @param unfinished what becomes of an unfinished run
 * @param retryFailed whether the failed pages of the last run are visited instead of a new run
 * @param output where the rows are streamed to after the run, besides the database; JSONL or CSV by the file's ending
 * @param trace whether every flow leaves a picture strip of its steps
 * @param state folder for evidence and traces, beside the job
 */
public record CrawlOptions(
        OptionalInt sessions,
        Unfinished unfinished,
        boolean retryFailed,
        Optional<Path> output,
        boolean trace,
        Path state) {}
