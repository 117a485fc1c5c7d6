package dev.gannet.crawl;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** Runs the jobs that are imported from recordings of Chrome's recorder. */
@Tag("soak")
class ImportedRecordingRunTest extends ChromeRecordings {
    ImportedRecordingRunTest(@TempDir Path folder) {
        super(RecordedJobs.Way.IMPORTED, folder);
    }
}
