package dev.gannet.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/** The real command line, run once, with what it printed. */
record CommandRun(int code, String out, String err) {
    static CommandRun of(Rooms rooms, Path logs, String... arguments) {
        return of(rooms, logs, new TerminalLook(false, false, 100), arguments);
    }

    static CommandRun of(Rooms rooms, Path logs, TerminalLook look, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Terminal terminal = new Terminal(new PrintWriter(out), new PrintWriter(err), look);
        try (Logs log = new Logs(terminal, Map.of("GANNET_LOG_DIR", logs.toString()))) {
            int code = Gannet.run(rooms, terminal, log, arguments);
            return new CommandRun(code, out.toString(), err.toString());
        }
    }

    CommandRun endsWith(ExitCode expected) {
        assertThat(code).as("stdout: %s%nstderr: %s", out, err).isEqualTo(expected.number());
        return this;
    }
}
