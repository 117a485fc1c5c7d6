package dev.gannet.cli;

import dev.gannet.web.OneLine;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi.Style;
import picocli.CommandLine.Option;

/** {@code gannet doctor}: what a run needs, and what to do about what is missing. */
@Command(name = "doctor", description = "Checks everything that a run needs, each with its remedy.")
final class DoctorCommand implements Callable<Integer> {
    private final Rooms rooms;
    private final Terminal terminal;

    @Option(names = "--fix", description = "Install a browser where none is found.")
    private boolean fix;

    DoctorCommand(Rooms rooms, Terminal terminal) {
        this.rooms = rooms;
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (fix && rooms.missingBrowser().isPresent()) {
            rooms.install(terminal::say);
        }
        List<Finding> findings = rooms.examine();
        PrintWriter out = terminal.out();
        for (Finding finding : findings) {
            out.println(mark(finding) + " " + OneLine.of(finding.name() + ": " + finding.seen()));
            if (!finding.remedy().isEmpty()) {
                out.println("     do: " + OneLine.of(finding.remedy()));
            }
        }
        out.flush();
        boolean fine = findings.stream().allMatch(Finding::ok);
        return (fine ? ExitCode.COMPLETE : ExitCode.BROWSER).number();
    }

    /** What works and could be safer is no reason for another exit code: it would keep a run that is possible from its start. */
    private String mark(Finding finding) {
        if (!finding.ok()) {
            return terminal.styled(Style.fg_red, "FAIL");
        }
        return finding.weak() ? terminal.styled(Style.fg_yellow, "weak") : terminal.styled(Style.fg_green, "ok  ");
    }
}
