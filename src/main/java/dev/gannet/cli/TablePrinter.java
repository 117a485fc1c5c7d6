package dev.gannet.cli;

import dev.gannet.web.OneLine;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Prints a few rows as a table that fits a width: numbers to the right, long cells cut with an ellipsis. */
final class TablePrinter {
    private static final String GAP = "  ";
    private static final int NARROWEST = 4;

    private final int width;

    /** @param width columns that a line may have */
    TablePrinter(int width) {
        this.width = width;
    }

    /**
     * @param columns names of the columns, in order
     * @param rows their values by name; a missing or null value is an empty cell
     */
    void print(List<String> columns, List<? extends Map<String, ? extends @Nullable Object>> rows, PrintWriter out) {
        List<String[]> cells = new ArrayList<>();
        boolean[] numbers = new boolean[columns.size()];
        Arrays.fill(numbers, !rows.isEmpty());
        for (Map<String, ? extends @Nullable Object> row : rows) {
            String[] line = new String[columns.size()];
            for (int i = 0; i < line.length; i++) {
                Object value = row.get(columns.get(i));
                line[i] = value == null ? "" : OneLine.of(value.toString());
                numbers[i] &= value == null || value instanceof Number;
            }
            cells.add(line);
        }
        int[] widths = widths(columns, cells);
        out.println(line(columns.toArray(String[]::new), widths, numbers));
        out.println(String.join(GAP, Arrays.stream(widths).mapToObj("─"::repeat).toList()));
        cells.forEach(line -> out.println(line(line, widths, numbers)));
        out.flush();
    }

    /** The widest column gives way, one character at a time, until the line fits. */
    private int[] widths(List<String> columns, List<String[]> cells) {
        int[] widths = new int[columns.size()];
        for (int i = 0; i < widths.length; i++) {
            widths[i] = columns.get(i).length();
            for (String[] line : cells) {
                widths[i] = Math.max(widths[i], Math.min(width, line[i].length()));
            }
        }
        int room = width - GAP.length() * (widths.length - 1);
        while (Arrays.stream(widths).sum() > room) {
            int widest = 0;
            for (int i = 1; i < widths.length; i++) {
                widest = widths[i] > widths[widest] ? i : widest;
            }
            if (widths[widest] <= NARROWEST) {
                break;
            }
            widths[widest]--;
        }
        return widths;
    }

    private static String line(String[] cells, int[] widths, boolean[] numbers) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < cells.length; i++) {
            String cell = cells[i].length() <= widths[i] ? cells[i] : cells[i].substring(0, widths[i] - 1) + "…";
            String pad = " ".repeat(widths[i] - cell.length());
            line.append(i == 0 ? "" : GAP).append(numbers[i] ? pad + cell : cell + pad);
        }
        return line.toString().stripTrailing();
    }
}
