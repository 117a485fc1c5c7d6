package dev.gannet.crawl;

import dev.gannet.kit.LocalSite;
import dev.gannet.kit.PostgresServer;
import dev.gannet.web.FailureKind;
import dev.gannet.web.ScrapeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static dev.gannet.kit.Answer.html;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** The disk of the database fills up in the middle of a run. */
@Timeout(300)
@Tag("fast")
class FullDiskTest {
    private static final int PAGES = 12;
    /** What other files leave of the disk of 20 MB: more than the 8 MB without which a run does not begin. */
    private static final int OTHER_FILES = 9_000_000;

    private static final int DISK = 5;

    @TempDir
    Path folder;

    private final List<String> mounted = new ArrayList<>();
    /** Of the text of each page. */
    private int length = 1_000_000;

    private final LocalSite site = site();

    private record Ended(int exit, String said) {}

    @AfterEach
    void close() throws Exception {
        site.close();
        for (String place : mounted) {
            command(folder, "umount", "--lazy", place);
        }
    }

    private LocalSite site() {
        StringBuilder list = new StringBuilder("<h1>List</h1>");
        for (int i = 0; i < PAGES; i++) {
            list.append("<a class=item href=/p/").append(i).append(">p</a> ");
        }
        return LocalSite.open()
                .on("/list", html(list.toString()))
                .on(
                        "/p/*",
                        (request, wire) -> html("<h1>page</h1><p>" + "abcdefgh".repeat(length / 8) + "</p>")
                                .give(request, wire));
    }

    private JobOnDisk job(Path place, String store) throws IOException {
        return new JobOnDisk(place, "full", """
                start: %s
                crawl: {follow: a.item}
                items: {page: {at: "**/p/*", fields: {title: {select: h1, required: true}, text: p}}}
                politeness: {delay: 0s, parallel: 4, robots: ignore}
                ladder: static
                store: %s
                """.formatted(site.url("/list"), store), store);
    }

    @Test
    void R26_aRunOnADiskOf20MegabytesEndsWithTheDisksCodeAndGoesOnWhenThereIsRoom() throws Exception {
        Path place = Files.createDirectory(folder.resolve("small"));
        Ended mount = command(folder, "mount", "-t", "tmpfs", "-o", "size=20m", "tmpfs", place.toString());
        if (mount.exit() != 0) {
            System.out.println("no disk of 20 MB could be mounted here: " + mount.said());
            return;
        }
        mounted.add(place.toString());
        Files.write(place.resolve("other-files"), new byte[OTHER_FILES]);
        JobOnDisk job = job(place, "sqlite:" + place.resolve("full.db"));

        Ended full = gannet(place, "unlimited");
        assertThat(full.said()).contains("MB left; the run ends when it is full", "Make room on the disk");
        endedForTheDisk(job, full);
        endsForTheDisk(job);

        command(folder, "mount", "-o", "remount,size=200m", place.toString());
        goesOn(job);
    }

    /** No disk has to be mounted for a bound on the size of files: the write is refused as on a disk that fails. */
    @Test
    void R26_aRunWhoseFilesMayNotGrowEndsWithTheDisksCodeAndGoesOnWhenTheyMay() throws Exception {
        JobOnDisk job = job(folder, "sqlite:" + folder.resolve("full.db"));

        endedForTheDisk(job, gannet(folder, "12000"));

        goesOn(job);
    }

    @Test
    void R26_aPostgresWhoseDiskIsFullEndsTheRunForTheDiskAndTheNextGoesOn() throws Exception {
        length = 800;
        JobOnDisk job = job(folder, PostgresServer.freshStore());
        job.run("crawl.pages=1");
        job.execute("UPDATE gannet_run SET state = 'abandoned'");
        job.execute("CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
                + " IF (SELECT COUNT(*) FROM page) >= 5 THEN"
                + " RAISE EXCEPTION 'Auf dem Gerät ist kein Speicherplatz mehr verfügbar' USING ERRCODE = '53100';"
                + " END IF; RETURN NEW; END $$");
        job.execute("CREATE TRIGGER full_disk BEFORE INSERT ON page FOR EACH ROW EXECUTE FUNCTION full_disk()");

        endsForTheDisk(job);
        everyPageIsWholeOrNotAtAll(job);
        job.execute("DROP TRIGGER full_disk ON page");
        assertThat(job.run().end()).isEqualTo(RunSummary.End.COMPLETE);
        everyPageIsThereOnce(job);
    }

    private static void endsForTheDisk(JobOnDisk job) {
        assertThat(catchThrowableOfType(ScrapeException.class, job::run).kind()).isEqualTo(FailureKind.DISK);
    }

    private static void endedForTheDisk(JobOnDisk job, Ended run) throws Exception {
        assertThat(run.exit()).as(run.said()).isEqualTo(DISK);
        assertThat(run.said()).doesNotContain("\tat ");
        assertThat(job.value("PRAGMA integrity_check")).isEqualTo("ok");
        everyPageIsWholeOrNotAtAll(job);
    }

    private static void everyPageIsWholeOrNotAtAll(JobOnDisk job) throws Exception {
        String done = "FROM gannet_page WHERE state = 'done' AND url LIKE '%/p/%'";
        assertThat(Integer.parseInt(job.value("SELECT COUNT(*) " + done))).isBetween(1, PAGES - 1);
        assertThat(job.value("SELECT COUNT(*) FROM page")).isEqualTo(job.value("SELECT COUNT(*) " + done));
        assertThat(job.value("SELECT COUNT(*) FROM page WHERE _page NOT IN (SELECT url_key " + done + ")"))
                .isEqualTo("0");
        // Where the disk has no room for giving claims back either, they stay leased until the next run frees them.
        assertThat(job.value("SELECT COUNT(*) FROM gannet_page WHERE state = 'failed' OR lost > 0"))
                .isEqualTo("0");
    }

    private void goesOn(JobOnDisk job) throws Exception {
        assertThat(job.run().end()).isEqualTo(RunSummary.End.COMPLETE);
        everyPageIsThereOnce(job);
        assertThat(job.rows("SELECT state FROM gannet_run")).containsExactly("finished");
    }

    private void everyPageIsThereOnce(JobOnDisk job) throws Exception {
        assertThat(job.value("SELECT COUNT(*), COUNT(DISTINCT _page), MIN(LENGTH(text)) FROM page"))
                .isEqualTo(PAGES + "|" + PAGES + "|" + length);
    }

    /** @param largest of a file, in kilobytes */
    private static Ended gannet(Path place, String largest) throws Exception {
        try (Program program = Program.in(place)
                .below("sh", "-c", "ulimit -f " + largest + "; exec \"$@\"", "sh")
                .start("run", "full.yaml", "--no-progress")) {
            return new Ended(program.end(), program.said());
        }
    }

    private Ended command(Path place, String... words) throws Exception {
        Path said = folder.resolve("said.txt");
        Process process = new ProcessBuilder(words)
                .directory(place.toFile())
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(said.toFile())
                .redirectErrorStream(true)
                .start();
        try {
            assertThat(process.waitFor(2, TimeUnit.MINUTES)).as("ended in time").isTrue();
        } finally {
            process.destroyForcibly();
        }
        return new Ended(process.exitValue(), Files.readString(said));
    }
}
