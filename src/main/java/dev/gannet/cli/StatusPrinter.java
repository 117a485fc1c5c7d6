package dev.gannet.cli;

import dev.gannet.crawl.RunSummary.Failure;
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

    void print(String job, JobStatus status) {
        String end = status.finished()
                .map(at -> "finished " + at.truncatedTo(ChronoUnit.SECONDS))
                .orElse("not finished");
        String head = job + ": run " + status.run() + ", started "
                + status.started().truncatedTo(ChronoUnit.SECONDS) + ", " + end;
        out.println(terminal.styled(Style.bold, OneLine.of(head)));
        status.pages().forEach(this::count);
        status.skipped().forEach((reason, count) -> count("  left out: " + reason, count));
        for (Failure failure : status.failures()) {
            count("  " + failure.kind().label(), failure.count());
            out.println("                 " + OneLine.of(failure.example()) + ": " + OneLine.of(failure.message()));
            out.println("                 " + Remedies.of(failure.kind()));
        }
        out.println("  rows are in " + OneLine.of(status.store()));
    }

    private void count(String name, long count) {
        out.println(String.format(Locale.ROOT, "  %12s  %s", Amounts.of(count), OneLine.of(name)));
    }

    String json(String job, Optional<JobStatus> status) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("job", job);
        json.put("ran", status.isPresent());
        status.ifPresent(known -> {
            json.put("run", known.run());
            json.put("started", known.started().toString());
            known.finished().ifPresent(at -> json.put("finished", at.toString()));
            json.put("pages", known.pages());
            json.put("skipped", known.skipped());
            json.put("failures", SummaryJson.failures(known.failures()));
            json.put("store", known.store());
        });
        return SummaryJson.line(json);
    }
}
