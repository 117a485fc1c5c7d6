package dev.gannet.store;

import dev.gannet.db.Database;
import dev.gannet.db.Row;
import dev.gannet.db.Transaction;
import dev.gannet.extract.ItemSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The changes of the items of some kinds, as they were noted. Thread-safe. */
public final class ChangeLog {
    private final Database db;
    private final List<String> tables;

    /** @param kinds whose changes are told, those inside them with them */
    public ChangeLog(Database db, List<ItemSpec> kinds) {
        this.db = db;
        this.tables = ItemSpec.withInner(kinds).stream()
                .map(ItemSpec::table)
                .distinct()
                .toList();
    }

    /**
     * Tells of every change, in the order in which they were noted.
     *
     * @param since those before are left out; empty for all
     * @param run those of other runs are left out; empty for all
     */
    public void each(Optional<Instant> since, Optional<Long> run, Consumer<ItemChange> taker) {
        if (!tables.isEmpty()) {
            db.read(tx -> {
                each(tx, since, run, taker);
                return true;
            });
        }
    }

    private void each(Transaction tx, Optional<Instant> since, Optional<Long> run, Consumer<ItemChange> taker) {
        List<@Nullable Object> values = new ArrayList<>(tables);
        since.ifPresent(values::add);
        run.ifPresent(values::add);
        tx.each(
                "SELECT * FROM gannet_change WHERE table_name IN (" + marks() + ")"
                        + (since.isPresent() ? " AND valid_from >= ?" : "") + (run.isPresent() ? " AND run = ?" : "")
                        + " ORDER BY id",
                row -> taker.accept(read(row)),
                values.toArray());
    }

    /** @return how many changes of each sort a run brought, by table */
    public Map<String, Map<ItemChange.What, Long>> counts(long run) {
        Map<String, Map<ItemChange.What, Long>> counts = new LinkedHashMap<>();
        if (tables.isEmpty()) {
            return counts;
        }
        List<@Nullable Object> values = new ArrayList<>(tables);
        values.add(run);
        db.read(tx -> {
            tx.each(
                    "SELECT table_name, what, COUNT(DISTINCT item_key) AS items FROM gannet_change WHERE table_name IN ("
                            + marks() + ") AND run = ? GROUP BY table_name, what ORDER BY table_name, what",
                    row -> counts.computeIfAbsent(row.text("table_name"), name -> new LinkedHashMap<>())
                            .put(ItemChange.What.of(row.text("what")), row.number("items")),
                    values.toArray());
            return true;
        });
        return counts;
    }

    private String marks() {
        return String.join(", ", Collections.nCopies(tables.size(), "?"));
    }

    private static ItemChange read(Row row) {
        return new ItemChange(
                row.number("id"),
                row.text("table_name"),
                row.text("item_key"),
                ItemChange.What.of(row.text("what")),
                row.optionalText("field"),
                row.optionalText("old_value"),
                row.optionalText("new_value"),
                row.number("run"),
                row.optionalText("page"),
                row.moment("valid_from").orElseThrow());
    }
}
