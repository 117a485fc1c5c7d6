package dev.gannet.store;

import dev.gannet.db.Database;
import dev.gannet.db.Dialect;
import dev.gannet.db.Transaction;
import dev.gannet.web.FailureKind;
import dev.gannet.web.ScrapeException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Copies everything of Gannet's from one database to another: runs, pages, paces and item tables, with their numbers. It
 * reads one state of the original, writes in one transaction, and keeps it only when every table of the copy has the
 * count and the hash of its original.
 */
public final class StoreCopy {
    private final Transaction from;
    private final Transaction to;

    private StoreCopy(Transaction from, Transaction to) {
        this.from = from;
        this.to = to;
    }

    /**
     * @param from the original, not changed; a crawl may go on in it meanwhile
     * @param to another database without a row of Gannet's
     * @throws ScrapeException with {@code DATABASE} and one sentence, when the target has rows, a value
     *     cannot be held, or what arrived differs; with {@code REFUSED}, when both are the same. Nothing is kept then
     */
    public static CopyReport copy(Database from, Database to) {
        return from.read(source -> {
            return to.write(target -> {
                StoreCopy copy = new StoreCopy(source, target);
                copy.mustBeAnother();
                copy.mustBeEmpty(to.place());
                return copy.all(from.place(), to.place());
            });
        });
    }

    private void mustBeAnother() {
        if (from.dialect() == to.dialect() && same(identity(from), identity(to))) {
            throw new ScrapeException(FailureKind.REFUSED, "", "the copy would go into its own original");
        }
    }

    private boolean same(String one, String other) {
        try {
            return one.equals(other)
                    || from.dialect() == Dialect.SQLITE && Files.isSameFile(Path.of(one), Path.of(other));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A PostgreSQL server may be known by many addresses, but it started only once. */
    private static String identity(Transaction tx) {
        String query = tx.dialect() == Dialect.SQLITE
                ? "SELECT file AS name FROM pragma_database_list WHERE name = 'main'"
                : "SELECT CAST(pg_postmaster_start_time() AS TEXT) || ' ' || current_database() || ' '"
                        + " || current_schema() AS name";
        return tx.first(query, row -> row.text("name")).orElse("");
    }

    /** Nobody else begins a run in the target until the end of the transaction. */
    private void mustBeEmpty(String place) {
        List<String> names = new OwnTables(to).names();
        if (to.dialect() == Dialect.POSTGRESQL) {
            to.update("LOCK TABLE " + String.join(", ", names) + " IN SHARE ROW EXCLUSIVE MODE");
        }
        List<String> full = names.stream()
                .filter(name -> to.number("SELECT COUNT(*) FROM (SELECT 1 FROM " + name + " LIMIT 1) one") > 0)
                .toList();
        if (!full.isEmpty()) {
            throw refused("the target " + place + " has rows of Gannet's already (" + String.join(", ", full)
                    + "): a copy goes into a new database");
        }
    }

    private CopyReport all(String fromPlace, String toPlace) {
        List<String> notes = new ArrayList<>(Underway.notes(from));
        List<CopyReport.Table> done = new ArrayList<>();
        OwnTables ours = new OwnTables(to);
        OwnTables theirs = new OwnTables(from);
        theirs.names().stream()
                .filter(name -> !ours.names().contains(name))
                .forEach(name -> notes.add("the table " + name + " is not known here and was not copied"));
        for (CopiedTable table : ours.inOrder(theirs)) {
            done.add(new TableCopy(from, to, table).copy(Underway.instead(table.name())));
            table.identity().ifPresent(column -> {
                Numbering numbering = new Numbering(table, column);
                numbering.goOnAfter(to, numbering.last(from));
            });
        }
        Tables originals = new Tables(from);
        Set<String> dropped = new HashSet<>();
        for (ItemTable table : originals.all()) {
            if (table.outer()
                    .map(ItemTable.Outer::table)
                    .filter(dropped::contains)
                    .isPresent()) {
                dropped.add(table.name());
                notes.add("the table " + table.name() + " was not copied: its rows belong to those of "
                        + table.outer().get().table() + ", which is not there");
            } else if (originals.exists(table.name())) {
                done.add(items(table));
                notes.addAll(strangers(table));
            } else {
                dropped.add(table.name());
                notes.add("the table " + table.name() + " was dropped, and is not there in the copy either");
            }
        }
        return new CopyReport(fromPlace, toPlace, done, notes);
    }

    private CopyReport.Table items(ItemTable table) {
        Tables copies = new Tables(to);
        to.lock("gannet table " + table.name());
        if (copies.exists(table.name())) {
            throw refused("there is a table " + table.name()
                    + " in the target already, and Gannet did not make it: a copy goes into a new database");
        }
        copies.build(table);
        return new TableCopy(from, to, CopiedTable.of(table)).copy(Map.of());
    }

    private List<String> strangers(ItemTable table) {
        Set<String> columns =
                new LinkedHashSet<>(new OwnTables(from).columns(table.name()).keySet());
        CopiedTable.of(table).columns().forEach(column -> columns.remove(column.name()));
        return columns.stream()
                .map(column -> "the column " + column + " of " + table.name() + " is not Gannet's and was not copied")
                .toList();
    }

    private static ScrapeException refused(String sentence) {
        return new ScrapeException(FailureKind.DATABASE, "", sentence);
    }
}
