package dev.gannet.crawl;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** The soak in short forms; HostileEndpointsTest has each hostile page in the fast tier; {@code src/bench/soak.sh} runs it whole, and then its memory is held to its bound too. */
@Tag("soak")
class SoakTest {
    private static final int FEW = 50;
    private static final int MANY = Integer.getInteger("gannet.soak.pages", 150);
    private static final long SEED = Long.getLong("gannet.soak.seed", 20);
    private static final int LONG = 1000;

    @TempDir
    Path folder;

    /** G3, G4, G6, R31, R33, R40, R42. */
    @Test
    void amongHostilePagesEveryGoodRecordIsRightEveryFailureIsTypedAndNothingIsLeftBehind() throws Exception {
        soak(FEW);
    }

    @Test
    void amongMoreHostilePagesMemoryIsBoundedToo() throws Exception {
        soak(MANY);
    }

    private void soak(int pages) throws Exception {
        SoakRun.Figures figures = new SoakRun(folder, pages, SEED).run();
        System.out.print(figures.table());

        assertThat(figures.wrong()).isEmpty();
        assertThat(figures.pages()).isEqualTo(pages);
        assertThat(figures.memory().processes())
                .as("browsers that were watched")
                .isGreaterThan(4);
        if (pages >= LONG) {
            assertThat(figures.memory().end())
                    .isLessThanOrEqualTo(figures.memory().early() * 13 / 10);
        }
    }
}
