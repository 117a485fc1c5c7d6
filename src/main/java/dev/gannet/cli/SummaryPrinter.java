package dev.gannet.cli;

import dev.gannet.crawl.RunSummary;
import dev.gannet.crawl.RunSummary.Example;
import dev.gannet.crawl.RunSummary.Failure;
import dev.gannet.crawl.RunSummary.Kind;
import dev.gannet.crawl.RunSummary.Misreading;
import dev.gannet.extract.Extraction;
import dev.gannet.frontier.Breach;
import dev.gannet.web.OneLine;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Help.Ansi.Style;

/** Prints what a run came to, so that a person knows what to do next. */
final class SummaryPrinter {
    private static final int MOST_MISREADINGS = 5;

    private final Terminal terminal;
    private final PrintWriter out;

    SummaryPrinter(Terminal terminal) {
        this.terminal = terminal;
        this.out = terminal.out();
    }

    void print(Report report) {
        RunSummary run = report.summary();
        out.println(terminal.styled(Style.bold, headline(run)));
        kinds(run);
        failures(run);
        breaches(run);
        skipped(run);
        misreadings(run);
        if (run.invalid() > 0) {
            title("Invalid");
            out.println("  " + Amounts.of(run.invalid(), "item") + " without a required field, not stored");
        }
        title("");
        line("Speed", run.bound());
        PoolWords.unusual(run.pool()).ifPresent(words -> line("Pool", "browsers: " + words));
        run.notes().forEach(note -> line("Note", note));
        ending(report);
        out.flush();
    }

    static String headline(RunSummary run) {
        String end = switch (run.end()) {
            case COMPLETE -> "complete";
            case INCOMPLETE -> "incomplete";
            case BOUNDED -> "done up to its bound";
            case STOPPED -> "stopped";
        };
        StringBuilder text =
                new StringBuilder(OneLine.of(run.job())).append(": ").append(end);
        text.append(", ").append(Amounts.of(run.done(), "page")).append(" in ").append(Amounts.of(run.elapsed()));
        append(text, run.notReady(), "never ready");
        append(text, run.failed(), "failed");
        append(text, run.skipped().values().stream().mapToLong(Long::longValue).sum(), "left out");
        append(text, run.queued(), "still to do");
        return text.append('.').toString();
    }

    private static void append(StringBuilder text, long count, String what) {
        if (count > 0) {
            text.append(", ").append(Amounts.of(count)).append(' ').append(what);
        }
    }

    private void kinds(RunSummary run) {
        if (run.kinds().isEmpty()) {
            return;
        }
        title("Rows");
        for (Kind kind : run.kinds()) {
            StringBuilder text = new StringBuilder(OneLine.of(kind.kind())).append(": ");
            text.append(Amounts.of(kind.added())).append(" new");
            text.append(", ").append(Amounts.of(kind.changed())).append(" changed");
            text.append(", ").append(Amounts.of(kind.unchanged())).append(" unchanged");
            append(text, kind.removed(), "removed");
            text.append("; ").append(Amounts.of(kind.total())).append(" in table ");
            out.println("  " + text.append(OneLine.of(kind.table())));
        }
    }

    private void failures(RunSummary run) {
        if (run.failures().isEmpty()) {
            return;
        }
        title("Failed");
        for (Failure failure : run.failures()) {
            String count = Amounts.of(failure.count(), "page");
            out.println("  "
                    + terminal.styled(
                            Style.fg_red, count + ": " + failure.kind().label()));
            out.println("    for example " + OneLine.of(failure.example()));
            out.println("    " + OneLine.message(failure.message()));
            out.println("    " + Remedies.of(failure.kind()));
        }
    }

    private void breaches(RunSummary run) {
        if (run.breaches().isEmpty()) {
            return;
        }
        title("Not complete");
        for (Breach breach : run.breaches()) {
            List<String> lines = BreachWords.lines(breach);
            out.println("  " + terminal.styled(Style.fg_red, lines.get(0)));
            lines.stream().skip(1).forEach(line -> out.println("  " + line));
        }
    }

    private void skipped(RunSummary run) {
        if (run.skipped().isEmpty()) {
            return;
        }
        title("Left out");
        run.skipped().forEach((reason, pages) -> out.println("  " + Amounts.of(pages) + ": " + OneLine.of(reason)));
    }

    private void misreadings(RunSummary run) {
        List<Misreading> all = run.misreadings();
        if (all.isEmpty()) {
            return;
        }
        title("Values that were not as described");
        for (Misreading one : all.subList(0, Math.min(all.size(), MOST_MISREADINGS))) {
            String what = one.cause() == Extraction.Cause.UNREADABLE
                    ? Amounts.of(one.count(), "value") + " missing, "
                    : one.count() > 1 ? Amounts.of(one.count()) + " times " : "";
            out.println("  " + OneLine.of(one.name() + ": " + what + one.told()));
            for (Example example : one.examples()) {
                String text = example.text().isEmpty() ? "" : "'" + example.text() + "' at ";
                out.println("    " + OneLine.of(text + example.url()));
            }
        }
        if (all.size() > MOST_MISREADINGS) {
            out.println("  and " + Amounts.of(all.size() - MOST_MISREADINGS, "other kind")
                    + "; the log has those of each page");
        }
    }

    private void ending(Report report) {
        RunSummary run = report.summary();
        line("Data", run.store());
        run.kinds().stream()
                .map(RunSummary.Kind::table)
                .distinct()
                .limit(3)
                .forEach(table -> line("", Shell.show(run.store(), table)));
        report.log().ifPresent(log -> line("Log", log.toString()));
        NextStep.after(report).ifPresent(next -> line("Next", next));
    }

    private void title(String text) {
        out.println(text.isEmpty() ? "" : "\n" + terminal.styled(Style.bold, text));
    }

    private void line(String name, String text) {
        if (!text.isBlank()) {
            out.println(String.format(java.util.Locale.ROOT, "%-7s%s", name, OneLine.of(text)));
        }
    }
}
