package dev.gannet.cli;

import dev.gannet.frontier.FailureGroup;
import dev.gannet.frontier.FrontierCounts;
import dev.gannet.frontier.RunStatus;
import dev.gannet.job.Plan;
import dev.gannet.web.OneLine;
import java.io.PrintWriter;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Help.Ansi.Style;

/** Prints how far a job's last run is. */
final class StatusPrinter {
    private final Terminal terminal;
    private final PrintWriter out;

    StatusPrinter(Terminal terminal) {
        this.terminal = terminal;
        this.out = terminal.out();
    }

    void print(Plan plan, RunStatus status) {
        String head = plan.name() + ": run " + status.run() + ", started "
                + status.started().truncatedTo(ChronoUnit.SECONDS) + ", " + status.state()
                + status.ended()
                        .map(at -> " " + at.truncatedTo(ChronoUnit.SECONDS))
                        .orElse("");
        out.println(terminal.styled(Style.bold, OneLine.of(head)));
        pages(status.counts()).forEach(this::count);
        status.skipped().forEach((reason, count) -> count("  left out: " + reason, count));
        for (FailureGroup failure : status.failures()) {
            count("  " + failure.kind().label(), failure.count());
            out.println(
                    "                 " + OneLine.of(failure.example()) + ": " + OneLine.message(failure.message()));
            out.println("                 " + Remedies.of(failure.kind()));
        }
        status.verdict().ifPresent(verdict -> out.println("  verdict: " + verdict.label()));
        status.breaches().stream()
                .flatMap(breach -> BreachWords.lines(breach).stream())
                .forEach(line -> out.println("    " + line));
        out.println("  terms: " + OneLine.of(status.terms().orElse("none were noted (politeness.terms)")));
        out.println("  rows are in " + OneLine.of(plan.store()));
    }

    private static Map<String, Long> pages(FrontierCounts counts) {
        Map<String, Long> pages = new LinkedHashMap<>();
        pages.put("discovered", counts.discovered());
        pages.put("done", counts.done());
        pages.put("never ready", counts.notReady());
        pages.put("waiting", counts.pending());
        pages.put("under way", counts.leased());
        pages.put("left out", counts.skipped());
        pages.put("failed", counts.failed());
        return pages;
    }

    private void count(String name, long count) {
        out.println(String.format(Locale.ROOT, "  %12s  %s", Amounts.of(count), OneLine.of(name)));
    }

    String json(Plan plan, Optional<RunStatus> status) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("job", plan.name());
        json.put("ran", status.isPresent());
        status.ifPresent(known -> {
            json.put("run", known.run());
            json.put("state", known.state());
            json.put("started", known.started().toString());
            known.ended().ifPresent(at -> json.put("ended", at.toString()));
            json.put("pages", known.counts());
            json.put("skipped", known.skipped());
            json.put(
                    "failures",
                    known.failures().stream().map(StatusPrinter::failure).toList());
            known.verdict().ifPresent(verdict -> json.put("verdict", verdict.label()));
            json.put(
                    "breaches", known.breaches().stream().map(BreachWords::json).toList());
            known.terms().ifPresent(terms -> json.put("terms", terms));
            json.put("store", plan.store());
        });
        return SummaryJson.line(json);
    }

    private static Map<String, Object> failure(FailureGroup failure) {
        return SummaryJson.failure(failure.kind(), failure.count(), failure.example(), failure.message());
    }
}
