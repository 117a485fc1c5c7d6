package dev.gannet.cli;

import java.util.regex.Pattern;

/** Words of a command that a person copies into a shell. */
final class Shell {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:@%+=,-]+");

    private Shell() {}

    /** @return the word, in single quotes where a POSIX shell would read it otherwise */
    static String word(String text) {
        return PLAIN.matcher(text).matches() ? text : "'" + text.replace("'", "'\\''") + "'";
    }

    /**
     * @param store where rows are, {@code sqlite:PATH} or {@code postgresql://…}
     * @param table the table that is shown
     * @return the command that shows its first rows
     */
    static String show(String store, String table) {
        String name = table.matches("[a-z][a-z0-9_]*") ? table : "\"" + table.replace("\"", "\"\"") + "\"";
        String query = word("select * from " + name + " limit 5");
        return store.startsWith("postgresql:")
                ? "psql " + word(store) + " -c " + query
                : "sqlite3 -box " + word(store.replaceFirst("^sqlite:", "")) + " " + query;
    }
}
