package dev.gannet.cli;

import dev.gannet.job.StoreText;
import dev.gannet.store.CopyReport;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code gannet copy}: everything of one database into another. */
@Command(
        name = "copy",
        description = {
            "Copies everything of one database into another that is new or empty, in one transaction: runs, pages and"
                    + " the tables of all jobs. What arrived is compared with the original, table by table, before it is"
                    + " kept.",
            "A crawl may go on in the original meanwhile; in the copy it is stopped, to be gone on with."
        })
final class CopyCommand implements Callable<Integer> {
    private static final int PREFIX = 12;

    private final Rooms rooms;
    private final Terminal terminal;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--from",
            required = true,
            paramLabel = "STORE",
            description = "The original: sqlite:FILE or postgresql://user@host/db. It is not changed.")
    private String from = "";

    @Option(
            names = "--to",
            required = true,
            paramLabel = "STORE",
            description = "The copy, likewise: a new file, or a database without rows of Gannet's.")
    private String to = "";

    @Option(names = "--json", description = "Print one line of JSON.")
    private boolean json;

    CopyCommand(Rooms rooms, Terminal terminal) {
        this.rooms = rooms;
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        String original = store("--from", from);
        String copy = store("--to", to);
        if (original.equals(copy)) {
            throw Usage.wrong(spec, "--from and --to are the same store");
        }
        CopyReport report = rooms.copy(original, copy);
        PrintWriter out = terminal.out();
        if (json) {
            out.println(json(report));
        } else {
            print(report, out);
        }
        report.notes().forEach(terminal::say);
        out.flush();
        return ExitCode.COMPLETE.number();
    }

    private String store(String option, String text) {
        try {
            return StoreText.url(text, Path.of(""));
        } catch (StoreText.NoStoreException wrong) {
            throw Usage.wrong(spec, option + ": " + wrong.getMessage() + ": " + wrong.remedy());
        }
    }

    private void print(CopyReport report, PrintWriter out) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (CopyReport.Table table : report.tables()) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("table", table.name());
            row.put("rows", table.rows());
            row.put("hash", table.hash().substring(0, PREFIX) + ", the same");
            rows.add(row);
        }
        new TablePrinter(terminal.look().width()).print(List.of("table", "rows", "hash"), rows, out);
        out.println(Amounts.of(report.rows(), "row") + " copied to " + report.to()
                + "; each table has the count and the hash that it has in " + report.from());
    }

    private static String json(CopyReport report) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("from", report.from());
        json.put("to", report.to());
        json.put("rows", report.rows());
        json.put("tables", report.tables());
        json.put("notes", report.notes());
        return SummaryJson.line(json);
    }
}
