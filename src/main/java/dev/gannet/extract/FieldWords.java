package dev.gannet.extract;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Makes names of columns and kinds out of the words that a page uses. */
final class FieldWords {
    private static final int LONGEST = 40;
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern CAMEL = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");

    /** What SQL reserves, as the names of tables that people type; such a kind gets its plural. */
    private static final Set<String> SQL = Set.of(
            "order",
            "group",
            "table",
            "index",
            "select",
            "user",
            "column",
            "check",
            "case",
            "default",
            "desc",
            "from",
            "grant",
            "join",
            "key",
            "limit",
            "primary",
            "references",
            "row",
            "transaction",
            "union",
            "values",
            "view",
            "where",
            "all",
            "and",
            "as",
            "by",
            "in",
            "is",
            "not",
            "on",
            "or",
            "set",
            "to",
            "with",
            "end",
            "release",
            "constraint",
            "trigger",
            "replace",
            "update",
            "delete",
            "insert");

    private FieldWords() {}

    /** @return the words of a class, an id, a key or a heading, in lower case */
    static List<String> of(String text) {
        String plain = MARKS.matcher(Normalizer.normalize(text.strip(), Normalizer.Form.NFD))
                .replaceAll("")
                .replace("ß", "ss");
        return Arrays.stream(CAMEL.matcher(plain).replaceAll("_").split("[^A-Za-z0-9]+"))
                .map(word -> word.toLowerCase(Locale.ROOT))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    /** @return a column's name; empty where the words make none */
    static String name(List<String> words) {
        String name = words.stream().collect(Collectors.joining("_")).replaceFirst("^[0-9_]+", "");
        if (name.length() > LONGEST) {
            name = name.substring(0, LONGEST).replaceFirst("_[^_]*$", "");
        }
        return name;
    }

    /**
     * A name out of a class: of {@code card__title--big} the title, of {@code opblock-summary-path} in an {@code opblock} the
     * path.
     *
     * @param around words of the item that the element stands in, which say nothing new of a part of it
     */
    static String ofClass(String word, Set<String> around) {
        String element = word.replaceFirst("--.*$", "");
        int part = element.lastIndexOf("__");
        List<String> words = new ArrayList<>(of(part > 0 ? element.substring(part + 2) : element));
        while (words.size() > 1 && (around.contains(words.get(0)) || ClassWords.vague(words.get(0)))) {
            words.remove(0);
        }
        while (words.size() > 1 && TAILS.contains(words.get(words.size() - 1))) {
            words.remove(words.size() - 1);
        }
        return name(words);
    }

    private static final Set<String> TAILS = Set.of(
            "text",
            "label",
            "wrapper",
            "wrap",
            "container",
            "content",
            "value",
            "box",
            "inner",
            "outer",
            "el",
            "element",
            "field",
            "cell",
            "col",
            "column",
            "item",
            "block",
            "color",
            "colour",
            "small",
            "large",
            "tag",
            "line",
            "area");

    /** @return the singular of an English plural, as far as the ending tells */
    static String singular(String word) {
        if (word.matches(".*(ss|us|is|news|series|species)")) {
            return word;
        }
        if (word.matches(".{2,}ies")) {
            return word.substring(0, word.length() - 3) + "y";
        }
        if (word.matches(".*(ches|shes|sses|xes|zes)")) {
            return word.substring(0, word.length() - 2);
        }
        return word.matches(".{2,}s") ? word.substring(0, word.length() - 1) : word;
    }

    /** @return a name for a table: no word of SQL's own */
    static String table(String kind) {
        return SQL.contains(kind)
                ? kind.endsWith("y") ? kind.substring(0, kind.length() - 1) + "ies" : kind + "s"
                : kind;
    }
}
