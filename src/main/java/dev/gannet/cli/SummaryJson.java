package dev.gannet.cli;

import dev.gannet.crawl.RunSummary;
import dev.gannet.session.PoolStats;
import dev.gannet.web.FailureKind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;

/** What a run came to as one line of JSON, for machines. */
final class SummaryJson {
    private static final JsonMapper MAPPER = JsonMapper.shared();

    private SummaryJson() {}

    static String of(Report report) {
        RunSummary run = report.summary();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("job", run.job());
        json.put("run", run.run());
        json.put("end", Words.lower(run.end()));
        json.put("exit", report.exit().number());
        run.verdict().ifPresent(verdict -> json.put("verdict", verdict.label()));
        json.put("breaches", run.breaches().stream().map(BreachWords::json).toList());
        json.put("elapsed_ms", run.elapsed().toMillis());
        json.put("pages", pages(run));
        json.put("kinds", run.kinds());
        json.put("failures", failures(run.failures()));
        json.put("invalid", run.invalid());
        json.put(
                "problems",
                run.misreadings().stream().map(SummaryJson::misreading).toList());
        json.put("bound", run.bound());
        json.put("store", run.store());
        json.put("notes", run.notes());
        json.put("pool", pool(run.pool()));
        report.log().ifPresent(log -> json.put("log", log.toString()));
        return line(json);
    }

    private static Map<String, Object> pages(RunSummary run) {
        Map<String, Object> pages = new LinkedHashMap<>();
        pages.put("done", run.done());
        pages.put("not_ready", run.notReady());
        pages.put("failed", run.failed());
        pages.put("skipped", run.skipped());
        pages.put("queued", run.queued());
        return pages;
    }

    private static Map<String, Object> misreading(RunSummary.Misreading one) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("kind", one.kind());
        json.put("field", one.field());
        json.put("cause", Words.lower(one.cause()));
        json.put("told", one.told());
        json.put("count", one.count());
        json.put("examples", one.examples());
        return json;
    }

    private static Map<String, Object> pool(PoolStats pool) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("leases", pool.leases());
        json.put("waits", pool.waits());
        json.put("waited_ms", pool.waited().toMillis());
        json.put("peak", pool.peakLeased());
        json.put("launches", pool.launches());
        json.put("launch_failures", pool.launchFailures());
        json.put("restarts", pool.restarts());
        json.put("kills", pool.kills());
        json.put("memory_kills", pool.memoryKills());
        json.put("retirements", new TreeMap<>(pool.retirements()));
        return json;
    }

    private static List<Map<String, Object>> failures(List<RunSummary.Failure> failures) {
        return failures.stream()
                .map(failure -> failure(failure.kind(), failure.count(), failure.example(), failure.message()))
                .toList();
    }

    static Map<String, Object> failure(FailureKind kind, long count, String example, String message) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("kind", kind.label());
        json.put("count", count);
        json.put("example", example);
        json.put("message", message);
        json.put("remedy", Remedies.of(kind));
        return json;
    }

    static String line(Map<String, Object> json) {
        return MAPPER.writeValueAsString(json);
    }
}
