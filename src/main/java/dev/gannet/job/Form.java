package dev.gannet.job;

import java.util.List;
import java.util.Map;

/**
 * What the value of a key looks like.
 *
 * @param label for people
 * @param schema for machines: a piece of JSON Schema
 */
record Form(String label, Map<String, Object> schema) {
    private static final List<String> SCALARS = List.of("string", "number", "integer", "boolean");

    static final Form TEXT = new Form("text", Map.of("type", SCALARS));
    static final Form FLAG = new Form("`true` or `false`", Map.of("type", "boolean"));
    static final Form DURATION =
            pattern("a time such as `500ms`, `2s`, `30m`, `1h`", "^(0|\\d+(\\.\\d+)?\\s?(ms|s|m|h|d))$");
    static final Form SIZE = pattern("a size such as `500kB`, `20MB`", "^\\d+(\\.\\d+)?\\s?(B|kB|KB|MB|GB)$");
    static final Form PERCENT = pattern("a percentage such as `1%`", "^\\d+(\\.\\d+)?\\s?%$");
    static final Form NAME = new Form(
            "a name: a letter, then letters, digits and `_`",
            Map.of("type", "string", "pattern", "^[A-Za-z][A-Za-z0-9_]{0,62}$"));

    static Form pattern(String label, String pattern) {
        return new Form(label, Map.of("type", List.of("string", "integer"), "pattern", pattern));
    }

    static Form whole(int least) {
        return new Form("a whole number from " + least, Map.of("type", "integer", "minimum", least));
    }

    static Form oneOf(String... words) {
        return new Form("`" + String.join("`, `", words) + "`", Map.of("enum", List.of(words)));
    }

    /** A mapping with the keys of a block. */
    static Form block(String block) {
        return new Form("a block, see [" + block + "](#" + block + ")", ref(block));
    }

    /** A mapping from names that the author chooses. */
    static Form named(String block) {
        String plain = block.replace("-form", "");
        return new Form(
                "names, each with its [" + plain + "](#" + plain + ")",
                Map.of("type", "object", "minProperties", 1, "additionalProperties", ref(block)));
    }

    static Form list(Form of) {
        return new Form("a list of: " + of.label, Map.of("type", "array", "items", of.schema));
    }

    static Form either(Form one, Form other) {
        return new Form(one.label + "; or " + other.label, Map.of("anyOf", List.of(one.schema, other.schema)));
    }

    static Form oneOrList(Form of) {
        return new Form(of.label + "; or a list of them", either(of, list(of)).schema);
    }

    private static Map<String, Object> ref(String block) {
        return Map.of("$ref", "#/$defs/" + block);
    }
}
