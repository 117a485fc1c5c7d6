package dev.gannet.extract;

import com.jayway.jsonpath.JsonPath;
import dev.gannet.web.Regex;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What of a text that was found is meant, compiled. Immutable and thread-safe.
 *
 * @param path into the text, which is JSON
 * @param regex what is sought in the text, or in what the path leads to
 */
record Portion(Optional<JsonPath> path, Optional<Regex> regex) {
    /** More of one text is not looked at by a regular expression. */
    static final int LONGEST = 1_000_000;

    /** @return whether all of the text is meant */
    boolean whole() {
        return path.isEmpty() && regex.isEmpty();
    }

    /** @throws IllegalArgumentException with a sentence, when one of them is none */
    static Portion of(Source.Portion written) {
        return new Portion(
                written.json().map(JsonPaths::compile), written.regex().map(Regex::of));
    }

    /** What was meant, and why there is less of it than was found. */
    record Cut(List<Part> parts, Optional<String> note) {}

    /**
     * @param part what was found
     * @param attribute where its text is
     */
    Cut of(Part part, Optional<String> attribute, FieldSpec field, Cleaner cleaner) {
        FieldType type = path.isPresent() ? FieldType.TEXT : field.type();
        Optional<String> text = part.text(attribute, type);
        if (text.isEmpty()) {
            return new Cut(List.of(), Optional.empty());
        }
        List<Part> parts = List.of(new TextPart(text.get(), part.base()));
        if (path.isPresent()) {
            try {
                Optional<Object> value = EmbeddedJson.read(EmbeddedJson.bare(text.get()), cleaner);
                parts = value.map(one -> JsonPaths.read(path.get(), one)).orElse(List.of()).stream()
                        .<Part>map(one -> new JsonPart(one, part.base()))
                        .toList();
            } catch (ScriptLiteral.NoLiteralException none) {
                return new Cut(
                        List.of(),
                        Optional.ofNullable(Parsed.wanted(text.get(), "JSON: " + none.getMessage())
                                .note()));
            }
        }
        return regex.isEmpty() ? new Cut(parts, Optional.empty()) : sought(parts, regex.get(), field);
    }

    private static Cut sought(List<Part> parts, Regex regex, FieldSpec field) {
        List<Part> found = new ArrayList<>();
        Optional<String> note = Optional.empty();
        for (Part part : parts) {
            String text = part.text(Optional.empty(), field.type()).orElse("");
            boolean tooLong = text.length() > LONGEST;
            String sought = tooLong ? text.substring(0, LONGEST) : text;
            List<String> places = regex.find(sought, field.many() ? Integer.MAX_VALUE : 1);
            places.forEach(place -> found.add(new TextPart(place, part.base())));
            if (places.isEmpty()) {
                note = Optional.of("found '" + Parsed.shown(text) + "', which " + regex + " does not fit"
                        + (tooLong ? " in its first " + LONGEST + " characters" : ""));
            }
        }
        return new Cut(found, note);
    }
}
