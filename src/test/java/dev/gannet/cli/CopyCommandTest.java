package dev.gannet.cli;

import dev.gannet.db.Database;
import dev.gannet.web.Redaction;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code gannet copy} with the real rooms behind it. */
@Tag("fast")
class CopyCommandTest {
    @TempDir
    private Path folder;

    private CommandRun copy(String from, String to) {
        return CommandRun.of(
                new House(new Redaction()),
                folder.resolve("logs"),
                "copy",
                "--json",
                "--from",
                "sqlite:" + folder.resolve(from),
                "--to",
                "sqlite:" + folder.resolve(to));
    }

    private void original() {
        try (Database db = Database.open("sqlite:" + folder.resolve("a.db"))) {
            db.write(tx -> tx.update("INSERT INTO gannet_host (host) VALUES ('a.example')"));
        }
    }

    @Test
    void aCopyIsMadeOnceAndNeverOverAnother() {
        original();
        JsonNode told = JsonMapper.shared()
                .readTree(copy("a.db", "b.db").endsWith(ExitCode.COMPLETE).out());
        assertThat(told.path("rows").asInt()).isEqualTo(1);
        assertThat(told.path("to").asString()).isEqualTo("sqlite:" + folder.resolve("b.db"));
        assertThat(copy("a.db", "b.db").endsWith(ExitCode.DATABASE).err()).contains("has rows of Gannet's already");
    }

    @Test
    void anOriginalThatIsNotThereIsADatabaseThatCannotBeReachedAndNothingIsMade() {
        assertThat(copy("nowhere.db", "b.db").endsWith(ExitCode.DATABASE).err())
                .contains("there is no database of Gannet's at sqlite:" + folder.resolve("nowhere.db"));
        assertThat(folder.resolve("nowhere.db")).doesNotExist();
        assertThat(folder.resolve("b.db")).doesNotExist();
    }

    @Test
    void aCopyIntoItselfIsAMistakeWhateverTheNameOfTheFile() throws Exception {
        original();
        Files.createSymbolicLink(folder.resolve("link.db"), folder.resolve("a.db"));
        assertThat(copy("a.db", "a.db").endsWith(ExitCode.USAGE).err()).contains("the same store");
        assertThat(copy("a.db", "link.db").endsWith(ExitCode.USAGE).err()).contains("its own original");
    }
}
