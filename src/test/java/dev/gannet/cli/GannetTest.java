package dev.gannet.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

@Tag("fast")
class GannetTest {
    @TempDir
    private Path logs;

    private final ScriptedRooms rooms = new ScriptedRooms();

    private CommandRun gannet(String... arguments) {
        return CommandRun.of(rooms, logs, arguments);
    }

    @Test
    void helpListsEveryCommandAndExitCode() {
        CommandRun run = gannet("--help").endsWith(ExitCode.COMPLETE);
        assertThat(run.out())
                .contains(
                        "run",
                        "check",
                        "try",
                        "new",
                        "import",
                        "status",
                        "export",
                        "copy",
                        "schema",
                        "doctor",
                        "demo",
                        "completion")
                .contains("Exit codes:", " 70", "143");
        assertThat(run.err()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "run",
                "check",
                "try",
                "new",
                "import",
                "status",
                "export",
                "copy",
                "schema",
                "doctor",
                "demo",
                "completion"
            })
    void everyCommandHasHelp(String command) {
        CommandRun run = gannet(command, "--help").endsWith(ExitCode.COMPLETE);
        assertThat(run.out()).contains("gannet " + command);
    }

    @Test
    void versionNamesGannetAndJava() {
        assertThat(gannet("--version").endsWith(ExitCode.COMPLETE).out()).contains("gannet ", "Java ");
    }

    @Test
    void aMisspelledCommandIsAnsweredWithTheRightOne() {
        CommandRun run = gannet("chek", "a.yaml").endsWith(ExitCode.USAGE);
        assertThat(run.err()).contains("check").contains("gannet --help");
        assertThat(run.out()).isEmpty();
    }

    @Test
    void noCommandIsAMistake() {
        assertThat(gannet().endsWith(ExitCode.USAGE).err()).contains("which command?");
    }

    @Test
    void completionIsAScriptForTheShell() {
        assertThat(gannet("completion").endsWith(ExitCode.COMPLETE).out()).contains("complete -F", "gannet");
    }

    @Test
    void withoutColoursNoEscapeIsPrinted() {
        assertThat(gannet("--help").out()).doesNotContain("\u001b");
        TerminalLook colours = new TerminalLook(false, true, 100);
        assertThat(CommandRun.of(rooms, logs, colours, "--help").out()).contains("\u001b");
    }

    @Test
    void aMistakeOfOursIsToldInTwoLinesAndKeptWholeInTheLog() throws Exception {
        rooms.runs.add(() -> {
            throw new IllegalStateException("a\nforged line");
        });
        CommandRun run = gannet("run", "a.yaml").endsWith(ExitCode.BUG);
        assertThat(run.err()).contains("a mistake of Gannet's own").doesNotContain("\tat ", "StackTrace");
        assertThat(run.err().lines()).hasSize(2);
        assertThat(log()).contains("IllegalStateException: a forged line").contains("GannetTest");
        assertThat(run.err()).contains(logFile().toString());
    }

    @Test
    void anErrorOfTheMachineDoesNotEscape() {
        rooms.runs.add(() -> {
            throw new OutOfMemoryError("heap");
        });
        CommandRun run = gannet("run", "a.yaml").endsWith(ExitCode.BUG);
        assertThat(run.err()).contains("OutOfMemoryError: heap");
    }

    private Path logFile() throws Exception {
        try (Stream<Path> files = Files.list(logs)) {
            List<Path> all = files.toList();
            assertThat(all).hasSize(1);
            return all.get(0);
        }
    }

    private String log() throws Exception {
        return Files.readString(logFile());
    }
}
