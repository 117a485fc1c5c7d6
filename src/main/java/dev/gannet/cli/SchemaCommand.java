package dev.gannet.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code gannet schema}: the JSON Schema of job files, for editors. */
@Command(
        name = "schema",
        description = "Prints the JSON Schema of job files, for editors that complete and check them.")
final class SchemaCommand implements Callable<Integer> {
    private final Rooms rooms;
    private final Terminal terminal;

    SchemaCommand(Rooms rooms, Terminal terminal) {
        this.rooms = rooms;
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        terminal.out().println(rooms.schema().stripTrailing());
        terminal.out().flush();
        return ExitCode.COMPLETE.number();
    }
}
