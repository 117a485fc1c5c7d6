package dev.gannet.cli;

import dev.gannet.crawl.Explanation;
import dev.gannet.job.Plan;
import dev.gannet.web.OneLine;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gannet explain}: why a URL was or was not fetched. */
@Command(
        name = "explain",
        description = "Says why a URL was or was not fetched, or would be, and by which rule. Starts no browser.")
final class ExplainCommand implements Callable<Integer> {
    private final Rooms rooms;
    private final Terminal terminal;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(index = "0", paramLabel = "JOB", description = "A job file.")
    private Path job = Path.of("");

    @Parameters(index = "1", paramLabel = "URL", description = "The URL, whole.")
    private String url = "";

    @Option(names = "--ask", description = "Fetch the site's robots.txt, which is otherwise left out.")
    private boolean ask;

    @Option(names = "--json", description = "Print one line of JSON.")
    private boolean json;

    @Mixin
    private Overrides overrides = new Overrides();

    ExplainCommand(Rooms rooms, Terminal terminal) {
        this.rooms = rooms;
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Plan plan = rooms.plan(job, overrides.list());
        Explanation explanation = rooms.explain(plan, Urls.of(spec, url), ask);
        PrintWriter out = terminal.out();
        if (json) {
            out.println(json(explanation));
        } else {
            out.println(OneLine.of(explanation.url().text()));
            explanation.lines().forEach(line -> line(out, line.rule(), line.says()));
            line(out, "verdict", explanation.verdict());
        }
        out.flush();
        return ExitCode.COMPLETE.number();
    }

    private static void line(PrintWriter out, String name, String says) {
        out.println(String.format(Locale.ROOT, "  %-17s %s", name, OneLine.of(says)));
    }

    private static String json(Explanation explanation) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("url", explanation.url().text());
        List<Map<String, Object>> rules = explanation.lines().stream()
                .map(line -> Map.<String, Object>of("rule", line.rule(), "says", line.says()))
                .toList();
        all.put("rules", rules);
        all.put("verdict", explanation.verdict());
        return SummaryJson.line(all);
    }
}
