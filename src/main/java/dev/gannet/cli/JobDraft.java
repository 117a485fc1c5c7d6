package dev.gannet.cli;

import dev.gannet.web.OneLine;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A job made for a page, and what it takes from the pages that were looked at.
 *
 * @param text the job file; empty when there is nothing to propose
 * @param samples the first rows of each kind
 * @param notes what a person should know of how it was made
 */
record JobDraft(String text, List<Sample> samples, List<String> notes) {
    private static final int COLUMNS = 8;

    JobDraft {
        samples = List.copyOf(samples);
        notes = List.copyOf(notes);
    }

    /**
     * Rows of one kind.
     *
     * @param kind the kind
     * @param count how many rows the page gives
     * @param rows the first of them, column to value
     */
    record Sample(String kind, int count, List<Map<String, @Nullable Object>> rows) {}

    /** Shows the rows and the notes. */
    void print(Terminal terminal) {
        for (Sample sample : samples) {
            terminal.out()
                    .println("\n" + sample.kind() + ": " + Amounts.of(sample.count(), "row")
                            + " in what was looked at\n");
            List<String> columns =
                    sample.rows().get(0).keySet().stream().limit(COLUMNS).toList();
            new TablePrinter(terminal.look().width()).print(columns, sample.rows(), terminal.out());
        }
        notes.forEach(note -> terminal.out().println("\n" + OneLine.of(note)));
        if (!samples.isEmpty()) {
            terminal.out().println();
        }
    }
}
