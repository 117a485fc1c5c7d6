package dev.gannet.extract;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/**
 * What a document's own scripts hold: elements of JSON that have an id, and values that are written out where a script
 * assigns them to a variable. No script is run. For one thread.
 */
final class ScriptState {
    /** A variable may be one of an object's. */
    private static final int LONGEST_NAME = 4;

    private static final Pattern BEFORE = Pattern.compile(
            "(?s)(?:|.*[^\\w$.\"'\\[]\\s*)(?:(?:window|self|globalThis|this)\\s*(?:\\.|\\[\\s*[\"'])\\s*)?");
    private static final Pattern AFTER = Pattern.compile("[\"']?\\s*]?\\s*=(?!=)\\s*(?:[\\w$.]+\\s*\\|\\|\\s*)?");
    private static final int AROUND = 40;

    private final Document document;
    private final Cleaner cleaner;
    private final Map<String, Optional<Object>> held = new HashMap<>();
    private final List<String> broken = new ArrayList<>();

    ScriptState(Document document, Cleaner cleaner) {
        this.document = document;
        this.cleaner = cleaner;
    }

    /** @return what is wrong with values that were sought and could not be read */
    List<String> broken() {
        return broken;
    }

    /** @return what the path leads to, its first names being those of a variable or the id of an element */
    List<Object> find(DataPath path) {
        for (int names = Math.min(path.length(), LONGEST_NAME); names > 0; names--) {
            Optional<Object> value = path.head(names).flatMap(name -> held.computeIfAbsent(name, this::held));
            if (value.isPresent()) {
                return path.inValue(value.get(), names);
            }
        }
        return List.of();
    }

    private Optional<Object> held(String name) {
        Element script = document.getElementById(name);
        if (script != null
                && script.normalName().equals("script")
                && script.attr("type").contains("json")) {
            try {
                return EmbeddedJson.read(EmbeddedJson.bare(script.data()), cleaner);
            } catch (ScriptLiteral.NoLiteralException none) {
                broken.add("the script " + name + " is no JSON: " + none.getMessage());
                return Optional.empty();
            }
        }
        Optional<Object> last = Optional.empty();
        String why = "";
        for (Element running : document.select("script:not([src])")) {
            String text = running.data();
            for (int at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
                var after = AFTER.matcher(text).region(at + name.length(), text.length());
                String before = text.substring(Math.max(0, at - AROUND), at);
                if (!BEFORE.matcher(before).matches() || !after.lookingAt()) {
                    continue;
                }
                try {
                    Optional<Object> value = ScriptLiteral.read(text, after.end());
                    last = value.isPresent() ? value : last;
                } catch (ScriptLiteral.NoLiteralException none) {
                    why = name + " is not written out: " + none.getMessage();
                }
            }
        }
        if (last.isEmpty() && !why.isEmpty()) {
            broken.add(why);
        }
        return last.map(value -> JsonText.clean(value, cleaner));
    }
}
