package dev.gannet.store;

import de.siegmar.fastcsv.writer.CsvWriter;
import dev.gannet.db.ColumnType;
import dev.gannet.db.Identifier;
import dev.gannet.db.Row;
import dev.gannet.db.Transaction;
import dev.gannet.extract.ItemSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.util.RawValue;

/** Streams the rows of item tables into files. */
final class Export {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();
    private static final Pattern NUMBER = Pattern.compile("[+-]?\\d+([.]\\d+)?([eE][+-]?\\d+)?");
    private static final String FORMULA_STARTS = "=+-@\t\r";

    private final Transaction tx;

    Export(Transaction tx) {
        this.tx = tx;
    }

    void jsonLines(List<ItemSpec> kinds, Path file) {
        Map<String, String> tables = tables(kinds);
        WholeFile.write(
                file,
                out -> tables.forEach((table, kind) -> {
                    List<ItemColumn> columns = columns(table);
                    tx.each(query(table), row -> line(out, tables.size() > 1 ? kind : null, columns, row));
                }));
    }

    void csv(List<ItemSpec> kinds, Path file) {
        Map<String, String> tables = tables(kinds);
        tables.forEach((table, kind) -> WholeFile.write(tables.size() > 1 ? of(file, kind) : file, out -> {
            List<ItemColumn> columns = columns(table);
            CsvWriter csv = CsvWriter.builder().build(out);
            csv.writeRecord(
                    columns.stream().map(column -> harmless(column.name())).toList());
            tx.each(
                    query(table),
                    row -> csv.writeRecord(
                            columns.stream().map(column -> cell(row, column)).toList()));
            csv.flush();
        }));
    }

    /** Kinds that share a table are written once. */
    private static Map<String, String> tables(List<ItemSpec> kinds) {
        Map<String, String> tables = new LinkedHashMap<>();
        ItemSpec.withInner(kinds).forEach(kind -> tables.putIfAbsent(kind.table(), kind.kind()));
        return tables;
    }

    private List<ItemColumn> columns(String table) {
        List<ItemColumn> all = new ArrayList<>(new Tables(tx).columns(table));
        if (all.isEmpty()) {
            throw new TableConflictException("there is no table " + table + " yet: run the job first");
        }
        ItemColumn.OURS.stream()
                .filter(column -> !column.equals(ItemColumn.REMOVED))
                .forEach(all::add);
        return all;
    }

    /** @return a query of the rows that are there */
    static String query(String table) {
        return "SELECT * FROM " + Identifier.quote(table)
                + " WHERE \"_removed_at\" IS NULL ORDER BY \"_first_seen\", \"_page\", \"_pos\"";
    }

    private static void line(Writer out, @Nullable String kind, List<ItemColumn> columns, Row row) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        if (kind != null) {
            object.put("_kind", kind);
        }
        for (ItemColumn column : columns) {
            Object value = row.column(column.name(), column.type());
            if (value == null || value instanceof Number || value instanceof Boolean) {
                object.put(column.name(), value instanceof BigDecimal number ? plain(number) : value);
            } else {
                object.put(
                        column.name(),
                        column.type() == ColumnType.JSON ? new RawValue(oneLine(value)) : value.toString());
            }
        }
        try {
            out.write(JSON.writeValueAsString(object));
            out.write('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A line break inside JSON is white space between its tokens: one object stays on one line. */
    private static String oneLine(Object json) {
        return json.toString().replace('\n', ' ').replace('\r', ' ');
    }

    private static BigDecimal plain(BigDecimal number) {
        return number.scale() < 0 ? number.setScale(0) : number;
    }

    private static String cell(Row row, ItemColumn column) {
        Object value = row.column(column.name(), column.type());
        if (value == null) {
            return "";
        }
        return value instanceof BigDecimal number ? number.toPlainString() : harmless(value.toString());
    }

    /** A spreadsheet runs what looks like a formula (S19); a number never is one. */
    static String harmless(String cell) {
        boolean formula = !cell.isEmpty()
                && FORMULA_STARTS.indexOf(cell.charAt(0)) >= 0
                && !NUMBER.matcher(cell).matches();
        return formula ? "'" + cell : cell;
    }

    private static Path of(Path file, String kind) {
        String name = String.valueOf(file.getFileName());
        int dot = name.lastIndexOf('.');
        String safe = kind.replaceAll("[^\\p{L}\\p{N}._-]", "_");
        return file.resolveSibling(
                dot <= 0 ? name + "-" + safe : name.substring(0, dot) + "-" + safe + name.substring(dot));
    }
}
