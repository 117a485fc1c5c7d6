package dev.gannet.job;

import dev.gannet.extract.FieldType;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Checks the names of tables and columns: safe in both databases and distinct whatever their case (S18). */
final class Columns {
    private static final String SAFE = "[A-Za-z][A-Za-z0-9_]{0,62}";
    private static final List<String> TAKEN = List.of("gannet_", "sqlite_", "pg_");

    private final Reading reading;
    private final Map<String, String> seen = new HashMap<>();

    Columns(Reading reading) {
        this.reading = reading;
    }

    void add(Yaml.Scalar name, FieldType type) {
        if (!safe(name, "a field's name", reading)) {
            return;
        }
        distinct(name, name.text());
        if (type == FieldType.FILE) {
            List.of("_path", "_sha256", "_type", "_size").forEach(end -> distinct(name, name.text() + end));
            if (name.text().length() > 56) {
                reading.problem(name, "the name is too long for a file, which adds _sha256", "at most 56 letters");
            }
        }
        if (type == FieldType.MONEY) {
            String currency = name.text() + "_currency";
            if (currency.length() > 63) {
                reading.problem(name, "the name is too long for money, which adds _currency", "at most 54 letters");
            }
            distinct(name, currency);
        }
    }

    private void distinct(Yaml.Scalar name, String column) {
        String before = seen.putIfAbsent(column.toLowerCase(Locale.ROOT), name.text());
        if (before != null) {
            reading.problem(
                    name,
                    "the column " + column + " is there twice, by \"" + before + "\" and by \"" + name.text() + "\"",
                    "databases do not tell capitals apart, and money takes NAME_currency, too, a file NAME_path, _sha256, _type and _size");
        }
    }

    static boolean safe(Yaml.Scalar name, String what, Reading reading) {
        if (name.text().matches(SAFE)) {
            return true;
        }
        String better = name.text().replaceAll("[^A-Za-z0-9]+", "_").replaceAll("^[_0-9]+|_+$", "");
        reading.problem(
                name,
                what + " is a letter, then letters, digits and _, at most 63: not " + YamlTraps.quote(name.text()),
                better.matches(SAFE) ? "did you mean \"" + better + "\"?" : "");
        return false;
    }

    static void table(Yaml.Scalar name, Reading reading) {
        String low = name.text().toLowerCase(Locale.ROOT);
        if (safe(name, "a table's name", reading) && TAKEN.stream().anyMatch(low::startsWith)) {
            reading.problem(
                    name,
                    "names that start with " + String.join(", ", TAKEN) + " are taken",
                    "choose another with table: NAME");
        }
    }
}
