package dev.gannet.cli;

import dev.gannet.web.PageUrl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gannet new}: a commented job for a page, ready to edit. */
@Command(
        name = "new",
        description =
                "Looks at a page, and at some that its links lead to, and writes a commented job that runs as it stands."
                        + " Overwrites nothing.")
final class NewCommand implements Callable<Integer> {
    private final Rooms rooms;
    private final Terminal terminal;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "URL", description = "The page.")
    private String url = "";

    @Option(names = "--output", paramLabel = "FILE", description = "The job file (default: HOST.yaml in this folder).")
    private @Nullable Path output;

    @Option(names = "--no-look", description = "Do not open the page in a browser to see what repeats on it.")
    private boolean blind;

    NewCommand(Rooms rooms, Terminal terminal) {
        this.rooms = rooms;
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        PageUrl page = Urls.of(spec, url);
        Path file = output != null ? output : Path.of(page.host().replaceAll("[^a-z0-9.-]", "_") + ".yaml");
        if (Files.exists(file)) {
            throw Usage.wrong(spec, file + " is there already; name another file with --output");
        }
        JobDraft draft = rooms.newJob(page, !blind);
        Files.writeString(file, draft.text(), StandardOpenOption.CREATE_NEW);
        terminal.out().println("Wrote " + file + ".");
        draft.print(terminal);
        String next = draft.samples().isEmpty() ? "check" : "run";
        terminal.out().println("Next: gannet " + next + " " + Shell.word(file.toString()));
        terminal.out().flush();
        return ExitCode.COMPLETE.number();
    }
}
