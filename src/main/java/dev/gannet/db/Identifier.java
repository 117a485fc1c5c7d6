package dev.gannet.db;

import dev.gannet.web.OneLine;
import java.nio.charset.StandardCharsets;

/**
 * The one place where a name becomes part of a statement (S18): it is quoted, or refused where quoting cannot make it
 * safe and the same in both databases.
 */
public final class Identifier {
    /** PostgreSQL cuts longer names without a word, so that two of them may become one. */
    private static final int LONGEST = 63;

    private Identifier() {}

    /**
     * @param name name of a table or column, as the job has it
     * @return the name in double quotes
     * @throws IllegalArgumentException with a sentence, when the name is empty, too long, or has control characters
     */
    public static String quote(String name) {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a table or column needs a name");
        }
        if (!CleanText.of(name).equals(name) || name.codePoints().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    "no table or column can be named '" + OneLine.of(name) + "': it has control characters");
        }
        int length = name.getBytes(StandardCharsets.UTF_8).length;
        if (length > LONGEST) {
            throw new IllegalArgumentException("no table or column can be named '" + OneLine.of(name) + "': it has "
                    + length + " bytes, and " + LONGEST + " is the most");
        }
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
