package dev.gannet.extract;

import java.util.Optional;

/** JSON as pages hold it: now and then with what only scripts may write. */
final class EmbeddedJson {
    private EmbeddedJson() {}

    /** @return a script's text without the wrappings of old times: {@code <!-- … -->} and {@code CDATA} */
    static String bare(String text) {
        return text.strip()
                .replaceFirst("^(?:/[*/]\\s*)?(?:<!--|<!\\[CDATA\\[)\\s*(?:\\*/)?", "")
                .replaceFirst("(?:/[*/]\\s*)?(?:-->|]]>)\\s*(?:\\*/)?$", "")
                .strip();
    }

    /**
     * @return the value, without characters that no database keeps; empty for null
     * @throws ScriptLiteral.NoLiteralException when the text is none
     */
    static Optional<Object> read(String text, Cleaner cleaner) throws ScriptLiteral.NoLiteralException {
        Optional<Object> strict = JsonText.value(text, cleaner);
        return strict.isPresent() ? strict : ScriptLiteral.whole(text).map(value -> JsonText.clean(value, cleaner));
    }
}
