package dev.gannet.crawl;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** Runs the jobs that are imported from recordings of Selenium IDE. */
@Tag("soak")
class ImportedSideRunTest extends SideRecordings {
    ImportedSideRunTest(@TempDir Path folder) {
        super(RecordedJobs.Way.IMPORTED, folder);
    }
}
