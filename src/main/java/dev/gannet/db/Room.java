package dev.gannet.db;

import dev.gannet.web.FailureKind;
import dev.gannet.web.ScrapeException;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The room that is left for a database in a file. */
final class Room {
    private static final Logger LOG = LoggerFactory.getLogger(Room.class);
    private static final long MEGA = 1_000_000;
    /** With less a run would end before it came to anything, and take its pages for what killed it. */
    private static final long LEAST = 8 * MEGA;

    private static final long LITTLE = 64 * MEGA;

    private Room() {}

    /** @throws ScrapeException with {@link FailureKind#DISK}, when there is next to none */
    static void check(Path file, String place) {
        try {
            FileStore disk = Files.getFileStore(file);
            // Some file systems do not know their size: those are written to until they refuse.
            if (disk.getTotalSpace() > 0) {
                check(disk.getUsableSpace(), place);
            }
        } catch (IOException unknown) {
            LOG.debug("the free room of {} is not known: {}", place, unknown.toString());
        }
    }

    static void check(long free, String place) {
        String left = "the disk of the database " + place + " has " + free / MEGA + " MB left";
        if (free < LEAST) {
            throw new ScrapeException(
                    FailureKind.DISK, "", left + "; a run does not begin with less than " + LEAST / MEGA + " MB");
        }
        if (free < LITTLE) {
            LOG.warn("{}; the run ends when it is full", left);
        }
    }
}
