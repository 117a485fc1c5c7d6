package dev.gannet.watch;

import dev.gannet.web.Redaction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** What is told of a folder, and how often. */
class JobFolderTest {
    @TempDir
    Path above;

    private Path folder;
    private JobFolder jobs;

    @BeforeEach
    void open() throws IOException {
        folder = Files.createDirectory(above.resolve("jobs"));
        jobs = new JobFolder(folder, new Redaction(), Optional.empty());
    }

    private void file(String name, String more) throws IOException {
        Files.writeString(
                folder.resolve(name), "start: https://a.example/\ncapture: html\nschedule: every 1h\n" + more);
    }

    @Test
    void whatComesChangesAndGoesIsToldOnce() throws IOException {
        file("one.yaml", "");
        file(".hidden.yaml", "");
        Files.writeString(folder.resolve("bad.yaml"), "start: https://a.example/\nitem: {}\n");
        assertThat(jobs.look())
                .hasSize(2)
                .anyMatch(line -> line.equals("one.yaml: job one, due every 1h"))
                .anyMatch(line -> line.contains("bad.yaml:2:1"));
        assertThat(jobs.look()).isEmpty();
        assertThat(jobs.bad()).containsExactly(folder.resolve("bad.yaml"));
        assertThat(jobs.scheduled()).containsOnlyKeys("one");

        file("one.yaml", "name: two\n");
        Files.delete(folder.resolve("bad.yaml"));
        assertThat(jobs.look()).containsExactly("bad.yaml is gone", "one.yaml: job two, due every 1h");
        assertThat(jobs.job("one")).isEmpty();
        assertThat(jobs.job("two")).isPresent();
    }

    @Test
    void whatStaysWrongIsToldOnceAndAgainWhenItComesBack() throws IOException {
        file("one.yaml", "name: same\n");
        file("two.yaml", "name: same\n");
        String left = "two.yaml: there is another job same, this one is left out";
        assertThat(jobs.look()).hasSize(3).contains(left);
        assertThat(jobs.look()).isEmpty();
        file("one.yaml", "name: other\n");
        assertThat(jobs.look()).containsExactly("one.yaml: job other, due every 1h");
        file("one.yaml", "name: same\n");
        assertThat(jobs.look()).hasSize(2).contains(left);

        Path away = Files.move(folder, above.resolve("away"));
        assertThat(jobs.look()).singleElement().asString().contains("cannot be looked at");
        assertThat(jobs.look()).isEmpty();
        assertThat(jobs.scheduled()).as("the jobs go on meanwhile").containsOnlyKeys("same");
        Files.move(away, folder);
        assertThat(jobs.look()).isEmpty();
    }
}
