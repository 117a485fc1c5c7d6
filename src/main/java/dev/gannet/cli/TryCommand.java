package dev.gannet.cli;

import dev.gannet.web.OneLine;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gannet try}: one page, rendered and looked at. */
@Command(
        name = "try",
        description =
                "Renders one page, says why it was ready and what selectors match, and proposes a job for what repeats there,"
                        + " with the rows it would give.")
final class TryCommand implements Callable<Integer> {
    private final Rooms rooms;
    private final Terminal terminal;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(index = "0", paramLabel = "URL", description = "The page.")
    private String url = "";

    @Parameters(index = "1..*", arity = "0..*", paramLabel = "SELECTOR", description = "CSS selectors to try on it.")
    private List<String> selectors = List.of();

    TryCommand(Rooms rooms, Terminal terminal) {
        this.rooms = rooms;
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        PageLook look = rooms.look(Urls.of(spec, url), selectors);
        PrintWriter out = terminal.out();
        out.println(OneLine.of(look.status() + " " + look.url()));
        out.println(OneLine.of(look.title()));
        String ready = look.verdict().ready() ? "ready after " : "NOT ready after ";
        out.println(ready + Amounts.of(look.verdict().waited()) + ": "
                + look.verdict().reason());
        look.verdict().pending().forEach(pending -> out.println("  still pending: " + pending));
        for (PageLook.Match match : look.matches()) {
            out.println("\n" + OneLine.of(match.selector()) + ": " + Amounts.of(match.count(), "element"));
            match.samples().forEach(sample -> out.println("  " + OneLine.of(sample)));
        }
        JobDraft draft = look.draft();
        if (!draft.text().isEmpty()) {
            out.println("\nA job for what repeats here; it runs as it stands:\n");
            draft.text().lines().map(OneLine::of).forEach(line -> out.println("  " + line));
            draft.print(terminal);
            out.println("\nNext: gannet new " + Shell.word(url)
                    + " writes it, and looks at some pages that its links lead to.");
        }
        out.flush();
        boolean all = look.matches().stream().allMatch(match -> match.count() > 0);
        return (look.verdict().ready() && all ? ExitCode.COMPLETE : ExitCode.INCOMPLETE).number();
    }
}
