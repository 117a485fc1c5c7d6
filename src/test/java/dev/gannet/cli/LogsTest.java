package dev.gannet.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

@Tag("fast")
class LogsTest {
    @TempDir
    private Path folder;

    private final StringWriter err = new StringWriter();
    private final Terminal terminal = new Terminal(
            new PrintWriter(new StringWriter()), new PrintWriter(err), new TerminalLook(false, false, 100));

    @Test
    void textFromOutsideForgesNoLineOfTheLog() throws Exception {
        try (Logs logs = new Logs(terminal, Map.of())) {
            Path file = logs.open(folder, "shop");
            LoggerFactory.getLogger("dev.gannet.page.X")
                    .warn(
                            "title {}",
                            "a\r\n2026-01-01T00:00:00Z ERROR forged \u001b[31m\u2028\u202e",
                            new Exception("x\ny"));
            String text = Files.readString(file);
            assertThat(text.lines().filter(line -> !line.startsWith("\t"))).hasSize(1);
            assertThat(text)
                    .contains(" WARN ", "X: title a 2026-01-01")
                    .doesNotContain("\u001b", "\u2028", "\u202e", "\r");
            assertThat(text).contains("\tjava.lang.Exception: x y\n");
        }
        assertThat(err.toString().lines()).hasSize(1);
        assertThat(err.toString()).startsWith("warning: title a 2026").doesNotContain("\u001b");
    }

    @Test
    void theTerminalGetsWarningsAndTheFileEverything() throws Exception {
        try (Logs logs = new Logs(terminal, Map.of())) {
            logs.verbosity(0);
            Path file = logs.open(folder, "shop");
            assertThat(file.getParent()).isEqualTo(folder.resolve("logs"));
            LoggerFactory.getLogger("dev.gannet.crawl.X").info("quiet");
            LoggerFactory.getLogger("dev.gannet.crawl.X").debug("quieter");
            java.util.logging.Logger.getLogger("org.x").warning("from jul");
            java.util.logging.Logger.getLogger("org.openqa.selenium.devtools.CdpVersionFinder")
                    .warning("no devtools");
            assertThat(Files.readString(file)).contains("quiet", "from jul").doesNotContain("quieter", "no devtools");
        }
        assertThat(err.toString().strip()).isEqualTo("warning: from jul");
    }

    @Test
    void verboseTellsMore() throws Exception {
        try (Logs logs = new Logs(terminal, Map.of())) {
            logs.verbosity(1);
            Path file = logs.open(folder, "shop");
            LoggerFactory.getLogger("dev.gannet.crawl.X").debug("details");
            LoggerFactory.getLogger("com.zaxxer.X").debug("theirs");
            assertThat(Files.readString(file)).contains("details").doesNotContain("theirs");
        }
    }

    @Test
    void onlyTheLastTwentyFilesAreKeptAndNothingElseIsTouched() throws Exception {
        Path own = folder.resolve("notes.log");
        Files.writeString(own, "mine");
        for (int i = 10; i < 40; i++) {
            Files.createFile(folder.resolve("202601" + i + "T000000000Z-shop-1.log"));
        }
        try (Logs logs = new Logs(terminal, Map.of("GANNET_LOG_DIR", folder.toString()))) {
            assertThat(logs.open(Path.of("elsewhere"), "a/../b")).exists().hasParent(folder);
        }
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.filter(file -> !file.equals(own))).hasSize(20);
        }
        assertThat(own).exists();
        assertThat(folder.resolve("20260110T000000000Z-shop-1.log")).doesNotExist();
    }

    @Test
    void aFolderThatCannotBeWrittenIsReplacedByATemporaryOne() throws Exception {
        Path file = folder.resolve("file");
        Files.writeString(file, "");
        try (Logs logs = new Logs(terminal, Map.of("GANNET_LOG_DIR", file.toString()))) {
            Path log = logs.open(folder, "shop");
            assertThat(log).exists();
            logs.close();
            Files.delete(log);
            Files.delete(log.getParent());
        }
    }
}
