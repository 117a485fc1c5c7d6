package dev.gannet.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gannet import}: a recorder's file as a readable job. */
@Command(
        name = "import",
        description = {
            "Prints a job that does what a recording of Chrome's developer tools or Selenium IDE does.",
            "Overwrites nothing."
        })
final class ImportCommand implements Callable<Integer> {
    private final Rooms rooms;
    private final Terminal terminal;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "The recorder's file.")
    private @Nullable Path file;

    @Option(
            names = "--test",
            paramLabel = "NAME",
            description = "The test or suite that is wanted, where the file has several.")
    private @Nullable String test;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "The job file to write (default: it is printed).")
    private @Nullable Path output;

    ImportCommand(Rooms rooms, Terminal terminal) {
        this.rooms = rooms;
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        if (output != null && Files.exists(output)) {
            throw Usage.wrong(spec, output + " is there already; name another file with --output");
        }
        String job = rooms.importedJob(Optional.ofNullable(file).orElseThrow(), Optional.ofNullable(test));
        if (output == null) {
            terminal.out().print(job);
        } else {
            Files.writeString(output, job, StandardOpenOption.CREATE_NEW);
            terminal.out().println("Wrote " + output + ". Next: gannet check " + Shell.word(output.toString()));
        }
        terminal.out().flush();
        return ExitCode.COMPLETE.number();
    }
}
