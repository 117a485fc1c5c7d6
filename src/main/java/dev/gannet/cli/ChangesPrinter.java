package dev.gannet.cli;

import dev.gannet.store.ItemChange;
import dev.gannet.web.OneLine;
import java.io.PrintWriter;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Help.Ansi.Style;

/** Prints changes of items as they come. */
final class ChangesPrinter {
    /** The first run brings everything. */
    private static final int MOST_ADDED = 20;

    private static final int LONGEST = 60;

    private final Terminal terminal;
    private final PrintWriter out;
    private final boolean all;
    private final Map<ItemChange.What, Long> counts = new EnumMap<>(ItemChange.What.class);
    private final Map<String, Long> added = new LinkedHashMap<>();
    private long run = -1;

    /** @param all whether each item that came is named */
    ChangesPrinter(Terminal terminal, boolean all) {
        this.terminal = terminal;
        this.out = terminal.out();
        this.all = all;
    }

    void print(ItemChange change) {
        if (change.run() != run) {
            tellMore();
            run = change.run();
            out.println(terminal.styled(
                    Style.bold, "run " + run + ", " + change.at().truncatedTo(ChronoUnit.SECONDS)));
        }
        counts.merge(change.what(), 1L, Long::sum);
        String item = "  " + change.table() + " " + OneLine.of(change.key());
        switch (change.what()) {
            case ADDED -> {
                if (added.merge(change.table(), 1L, Long::sum) <= MOST_ADDED || all) {
                    out.println(item + "  added");
                }
            }
            case REMOVED -> out.println(item + "  removed");
            case CHANGED ->
                out.println(item + "  " + change.field().orElse("") + ": " + value(change.before()) + " -> "
                        + value(change.after()));
        }
    }

    /** Says what it comes to. */
    void end() {
        tellMore();
        if (counts.isEmpty()) {
            out.println("nothing changed");
            return;
        }
        out.println(Amounts.of(count(ItemChange.What.ADDED)) + " added, "
                + Amounts.of(count(ItemChange.What.CHANGED), "field") + " changed, "
                + Amounts.of(count(ItemChange.What.REMOVED)) + " removed");
    }

    void json(ItemChange change) {
        out.println(SummaryJson.line(change.told()));
    }

    private long count(ItemChange.What what) {
        return counts.getOrDefault(what, 0L);
    }

    private void tellMore() {
        added.forEach((table, count) -> {
            if (count > MOST_ADDED && !all) {
                out.println(
                        "  " + table + ": " + Amounts.of(count - MOST_ADDED) + " more were added (--all names them)");
            }
        });
        added.clear();
    }

    private static String value(Optional<String> value) {
        String text = value.map(OneLine::of).orElse("nothing");
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 1) + "…";
    }
}
