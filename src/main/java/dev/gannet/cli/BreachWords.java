package dev.gannet.cli;

import dev.gannet.frontier.Breach;
import dev.gannet.web.OneLine;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Why a run is not complete, for people and for machines. */
final class BreachWords {
    private BreachWords() {}

    /** @return what is wrong, then where it can be seen, a line each */
    static List<String> lines(Breach breach) {
        List<String> lines = new ArrayList<>();
        String about = breach.kind()
                .map(kind -> kind + breach.field().map(field -> "." + field).orElse("") + ": ")
                .orElse("");
        String pages = breach.pages() > 1 ? " (on " + Amounts.of(breach.pages(), "page") + ")" : "";
        lines.add(OneLine.message(
                breach.verdict().label() + ", " + about + breach.message() + pages + " [" + breach.rule() + "]"));
        breach.example().ifPresent(url -> lines.add("  for example " + OneLine.of(url)));
        breach.evidence().ifPresent(file -> lines.add("  as it was read: " + OneLine.of(file)));
        return lines;
    }

    static Map<String, Object> json(Breach breach) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("verdict", breach.verdict().label());
        json.put("rule", breach.rule());
        breach.kind().ifPresent(kind -> json.put("kind", kind));
        breach.field().ifPresent(field -> json.put("field", field));
        json.put("message", breach.message());
        json.put("pages", breach.pages());
        breach.example().ifPresent(url -> json.put("example", url));
        breach.evidence().ifPresent(file -> json.put("evidence", file));
        return json;
    }
}
