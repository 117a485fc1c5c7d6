package dev.gannet.extract;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/**
 * A table as a person sees it: rows of slots, a cell that spans several being in each of them (HTML, "Forming a table"; for
 * tables made of other elements the roles and spans of WAI-ARIA). Its header is its {@code thead}, else its first rows as far
 * as they hold header cells alone, else its first row; a table whose rows each begin with a header cell has none.
 *
 * <p>Rows of data are those beneath it, without its {@code tfoot}, rows of header cells alone and rows that one cell spans: a
 * title inside the table, or "No results". For one thread.
 */
final class TableGrid {
    private static final String TABLES = "table, [role=table], [role=grid], [role=treegrid]";
    private static final Set<String> HEADERS = Set.of("columnheader", "rowheader");
    private static final Set<String> CELLS = Set.of("cell", "gridcell", "columnheader", "rowheader");
    /** The bounds of HTML for one span. */
    private static final int MOST_COLUMNS = 1000;

    private static final int MOST_ROWS = 65534;
    /** From here on spans are no longer followed: a table of a page that means harm. */
    private static final int MOST_SLOTS = 2_000_000;

    private final Map<Element, List<@Nullable Element>> rows = new LinkedHashMap<>();
    private final List<Element> beneath;
    private final List<Element> data = new ArrayList<>();
    private final List<List<Element>> headers = new ArrayList<>();
    private final List<String> names = new ArrayList<>();
    private final List<String> lastNames = new ArrayList<>();
    private final Map<String, Column> sought = new HashMap<>();
    private int slots;

    private TableGrid(Element table) {
        List<Element> all = rowsOf(table);
        lay(all);
        int header = headerRows(all);
        name(all.subList(0, header));
        beneath = all.subList(header, all.size());
        int width = width();
        beneath.stream().filter(row -> isData(row, width)).forEach(data::add);
    }

    static TableGrid of(Element table) {
        return new TableGrid(table);
    }

    /** @return the table that an element is or is in, for a row; else empty */
    static Optional<Element> around(Element inside) {
        return Optional.ofNullable(inside.closest(TABLES));
    }

    /** @return the element, or the first table inside it */
    static Optional<Element> first(Element element) {
        return Optional.ofNullable(element.is(TABLES) ? element : element.selectFirst(TABLES));
    }

    /** @return the rows of data in document order */
    List<Element> data() {
        return data;
    }

    /** @return every row beneath the header, also those that hold no data */
    List<Element> beneath() {
        return beneath;
    }

    /** @return how many columns there are */
    int width() {
        return rows.values().stream().mapToInt(List::size).max().orElse(0);
    }

    /** @return of each column the header cells that say something, the outer ones first */
    List<List<Element>> headers() {
        return headers;
    }

    /** @return what the columns are called, outer headers first; empty texts where they have no name */
    List<String> names() {
        return names;
    }

    /**
     * A column that was looked for.
     *
     * @param index its number from 0; empty where there is none, or more than one
     * @param several whether more than one bears the name
     */
    record Column(Optional<Integer> index, boolean several) {}

    /**
     * @param name what the header says, with or without the headers above it; letters' case and signs do not count where no
     *     header is written in that very way. A number counts from 1 where no header is that number
     */
    Column column(String name) {
        return sought.computeIfAbsent(name, this::seek);
    }

    private Column seek(String name) {
        String wanted = name.strip().replaceAll("\\s+", " ");
        Optional<Column> found = called(names, wanted)
                .or(() -> called(names.stream().map(TableGrid::fold).toList(), fold(wanted)))
                .or(() -> called(lastNames.stream().map(TableGrid::fold).toList(), fold(wanted)));
        boolean number = wanted.matches("[1-9]\\d{0,3}");
        return found.orElseGet(
                () -> new Column(number ? Optional.of(Integer.parseInt(wanted) - 1) : Optional.empty(), false));
    }

    private static Optional<Column> called(List<String> names, String name) {
        int first = names.indexOf(name);
        if (first < 0 || name.isEmpty()) {
            return Optional.empty();
        }
        boolean several = first != names.lastIndexOf(name);
        return Optional.of(new Column(several ? Optional.empty() : Optional.of(first), several));
    }

    /** @return the cell of a row in a column; empty where the row ends before it */
    Optional<Element> cell(Element row, int column) {
        List<@Nullable Element> cells = line(row);
        return column < cells.size() ? Optional.ofNullable(cells.get(column)) : Optional.empty();
    }

    /**
     * @return each row as its texts by the columns' names (by their numbers where they have none); the rows of a table of two
     *     columns without a header, of which the first are header cells, are one record together
     */
    Object records() {
        boolean named = names.stream().anyMatch(name -> !name.isEmpty());
        if (!named && data.stream().allMatch(row -> line(row).size() == 2)) {
            Map<String, @Nullable Object> record = new LinkedHashMap<>();
            data.forEach(row -> record.putIfAbsent(text(row, 0), text(row, 1)));
            return record;
        }
        List<Object> records = new ArrayList<>();
        for (Element row : data) {
            Map<String, @Nullable Object> record = new LinkedHashMap<>();
            for (int column = 0; column < line(row).size(); column++) {
                String name = column < names.size() && !names.get(column).isEmpty()
                        ? names.get(column)
                        : String.valueOf(column + 1);
                record.put(record.containsKey(name) ? name + " (" + (column + 1) + ")" : name, text(row, column));
            }
            records.add(record);
        }
        return records;
    }

    private List<@Nullable Element> line(Element row) {
        return rows.getOrDefault(row, List.of());
    }

    private String text(Element row, int column) {
        return cell(row, column).map(Element::text).map(String::strip).orElse("");
    }

    private static List<Element> rowsOf(Element table) {
        if (!table.normalName().equals("table")) {
            return table.select("[role=row]").stream()
                    .filter(row -> around(row).filter(own -> own == table).isPresent())
                    .toList();
        }
        List<Element> rows = new ArrayList<>();
        for (Element part : table.children()) {
            if (part.normalName().equals("tr")) {
                rows.add(part);
            } else if (Set.of("thead", "tbody", "tfoot").contains(part.normalName())) {
                part.children().stream()
                        .filter(row -> row.normalName().equals("tr"))
                        .forEach(rows::add);
            }
        }
        return rows;
    }

    private static List<Element> cellsOf(Element row) {
        if (row.normalName().equals("tr")) {
            return row.children().stream().filter(TableGrid::isCell).toList();
        }
        return row.select("[role]").stream()
                .filter(TableGrid::isCell)
                .filter(cell -> cell.parents().stream()
                        .filter(outer -> outer == row || isCell(outer))
                        .findFirst()
                        .filter(nearest -> nearest == row)
                        .isPresent())
                .toList();
    }

    private static boolean isCell(Element element) {
        return element.normalName().equals("td")
                || element.normalName().equals("th")
                || CELLS.contains(element.attr("role"));
    }

    private static boolean isHeader(Element cell) {
        return cell.normalName().equals("th") || HEADERS.contains(cell.attr("role"));
    }

    /** A cell that goes on in the rows below. */
    private record Hanging(Element cell, int left) {}

    private void lay(List<Element> all) {
        Map<Integer, Hanging> hanging = new HashMap<>();
        Element group = null;
        for (Element row : all) {
            if (row.parent() != group) {
                group = row.parent();
                hanging.clear();
            }
            List<@Nullable Element> line = new ArrayList<>();
            for (Element cell : cellsOf(row)) {
                int at = numbered(cell, "aria-colindex", 1, MOST_COLUMNS) - 1;
                at = Math.max(at, line.size());
                while (hanging.containsKey(at) || at < line.size()) {
                    at++;
                }
                int across = span(cell, "colspan", MOST_COLUMNS);
                int down = span(cell, "rowspan", MOST_ROWS);
                for (int column = at; column < at + across && !hanging.containsKey(column); column++) {
                    put(line, column, cell);
                    if (down > 1 && slots < MOST_SLOTS) {
                        hanging.put(column, new Hanging(cell, down));
                    }
                }
            }
            fill(line, hanging);
            rows.put(row, line);
        }
    }

    /** Puts the cells from above into the row's slots that are free, and takes one row off what is left of them. */
    private void fill(List<@Nullable Element> line, Map<Integer, Hanging> hanging) {
        hanging.forEach((column, above) -> {
            if (column >= line.size() || line.get(column) == null) {
                put(line, column, above.cell());
            }
        });
        hanging.replaceAll((column, above) -> new Hanging(above.cell(), above.left() - 1));
        hanging.values().removeIf(above -> above.left() <= 0 || slots >= MOST_SLOTS);
    }

    private void put(List<@Nullable Element> line, int column, Element cell) {
        while (line.size() <= column) {
            line.add(null);
            slots++;
        }
        line.set(column, cell);
    }

    /** @return so many columns or rows; 0, which is "to the end", is the most there can be */
    private int span(Element cell, String attribute, int most) {
        if (slots >= MOST_SLOTS) {
            return 1;
        }
        String name = cell.hasAttr(attribute) ? attribute : "aria-" + attribute;
        int span = numbered(cell, name, 1, most);
        return span == 0 ? (attribute.equals("rowspan") ? most : 1) : span;
    }

    private static int numbered(Element cell, String attribute, int fallback, int most) {
        String text = cell.attr(attribute).strip();
        return text.matches("\\d{1,9}") ? Math.min(Integer.parseInt(text), most) : fallback;
    }

    private int headerRows(List<Element> all) {
        int inHead = (int) all.stream()
                .takeWhile(
                        row -> row.parent() != null && row.parent().normalName().equals("thead"))
                .count();
        if (inHead > 0) {
            return inHead;
        }
        int ofHeaders = (int) all.stream().takeWhile(TableGrid::allHeaders).count();
        if (ofHeaders > 0 || all.isEmpty()) {
            return Math.min(ofHeaders, all.size());
        }
        boolean noHeaders = all.stream().allMatch(row -> cellsOf(row).stream().noneMatch(TableGrid::isHeader));
        return noHeaders ? 1 : 0;
    }

    private static boolean allHeaders(Element row) {
        List<Element> cells = cellsOf(row);
        return !cells.isEmpty() && cells.stream().allMatch(TableGrid::isHeader);
    }

    private void name(List<Element> header) {
        int width = header.stream().mapToInt(row -> line(row).size()).max().orElse(0);
        for (int column = 0; column < width; column++) {
            List<Element> path = new ArrayList<>();
            for (Element row : header) {
                cell(row, column)
                        .filter(cell -> !cell.text().isBlank())
                        .filter(cell -> path.isEmpty() || path.get(path.size() - 1) != cell)
                        .ifPresent(path::add);
            }
            headers.add(path);
            List<String> texts = path.stream().map(cell -> cell.text().strip()).toList();
            names.add(String.join(" ", texts));
            lastNames.add(texts.isEmpty() ? "" : texts.get(texts.size() - 1));
        }
    }

    private boolean isData(Element row, int width) {
        List<Element> cells = cellsOf(row);
        boolean foot = row.parent() != null && row.parent().normalName().equals("tfoot");
        boolean title = width > 1
                && cells.size() == 1
                && line(row).stream().distinct().count() == 1
                && line(row).size() == width;
        return !foot && !title && cells.stream().anyMatch(cell -> !isHeader(cell));
    }

    private static String fold(String name) {
        return name.codePoints()
                .filter(c -> Character.isLetterOrDigit(c) || c == ' ')
                .mapToObj(Character::toString)
                .collect(Collectors.joining())
                .strip()
                .replaceAll(" +", " ")
                .toLowerCase(Locale.ROOT);
    }
}
