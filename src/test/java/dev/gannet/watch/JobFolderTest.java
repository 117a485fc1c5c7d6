package dev.gannet.watch;

import dev.gannet.web.PageUrl;
import dev.gannet.web.Redaction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** What is told of a folder, and how often. */
@Tag("fast")
class JobFolderTest {
    @TempDir
    Path above;

    private Path folder;
    private final Redaction redaction = new Redaction();
    private JobFolder jobs;

    @BeforeEach
    void open() throws IOException {
        folder = Files.createDirectory(above.resolve("jobs"));
        jobs = new JobFolder(folder, redaction, Optional.empty());
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

    /** A password that is changed, a list of URLs that is written anew each night: the job's own file stays as it is. */
    @Test
    void aJobIsReadAgainWhenAFileThatItNamesComesChangesOrGoes() throws IOException {
        Files.writeString(folder.resolve("list.yaml"), "start: {file: urls.txt}\ncapture: html\nschedule: every 1h\n");
        Path urls = folder.resolve("urls.txt");
        assertThat(jobs.look()).singleElement().asString().contains("list.yaml:1:15", "there is no file");
        assertThat(jobs.look()).isEmpty();
        Files.writeString(urls, "https://a.example/1\n");
        assertThat(jobs.look()).containsExactly("list.yaml: job list, due every 1h");
        assertThat(starts("list")).containsExactly("https://a.example/1");
        Files.writeString(urls, "https://a.example/1\nhttps://a.example/2\n");
        assertThat(jobs.look()).containsExactly("list.yaml: job list, due every 1h");
        assertThat(starts("list")).containsExactly("https://a.example/1", "https://a.example/2");
        assertThat(jobs.look()).isEmpty();
        Files.delete(urls);
        assertThat(jobs.look()).singleElement().asString().contains("there is no file");

        Path secret = Files.createDirectory(folder.resolve("secrets")).resolve("token");
        file("inside.yaml", "browser: {headers: {Authorization: '${secret:token}'}}\n");
        assertThat(jobs.look()).singleElement().asString().contains("there is no secret token");
        for (String word : List.of("first-token", "second")) {
            Files.writeString(secret, word);
            Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
            assertThat(jobs.look()).containsExactly("inside.yaml: job inside, due every 1h");
            assertThat(jobs.look()).isEmpty();
            assertThat(redaction.redact("said " + word)).doesNotContain(word);
        }

        file("steps.yaml", "page: {steps: {recording: steps.json}}\n");
        assertThat(jobs.look()).singleElement().asString().contains("steps.json: there is no such file");
        Files.writeString(
                folder.resolve("steps.json"),
                "{\"title\": \"t\", \"steps\": [{\"type\": \"navigate\", \"url\": \"https://a.example/\"}]}");
        assertThat(jobs.look()).containsExactly("steps.yaml: job steps, due every 1h");
    }

    private List<String> starts(String job) {
        return jobs.job(job).orElseThrow().starts().stream().map(PageUrl::text).toList();
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
