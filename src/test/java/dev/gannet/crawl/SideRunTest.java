package dev.gannet.crawl;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs recordings of Selenium IDE unmodified. {@link RecordedJobs} checks that the job imported from each has the same
 * steps; one of those jobs runs here, all of them in {@link ImportedSideRunTest}.
 */
@Tag("fast")
class SideRunTest extends SideRecordings {
    SideRunTest(@TempDir Path folder) {
        super(RecordedJobs.Way.AS_IT_IS, folder);
    }

    @Test
    void anImportedJobDoesTheSame(@TempDir Path folder) throws Exception {
        new ImportedSideRunTest(folder).aFormIsFilledAndSent();
    }
}
