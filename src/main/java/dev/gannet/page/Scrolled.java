package dev.gannet.page;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How the scrolling of a page ended (R59).
 *
 * @param document the observer's id of the document that was scrolled
 * @param finished whether what was asked for came, or the list came to its end
 * @param words how it ended, and after how much
 */
record Scrolled(String document, boolean finished, String words) {
    /** How a page that was replaced after it was scrolled is told. */
    static final String REPLACED = "the page was replaced after it was scrolled";

    /** @param answer of the observer's {@code scroll} */
    static Scrolled of(ScrollSpec spec, Map<?, ?> answer) {
        String how = String.valueOf(answer.get("how"));
        boolean marker = spec.until() instanceof ScrollSpec.Until.Seen;
        boolean whole = times(answer, "torn") == 0 && times(answer, "swapped") == 0 && times(answer, "gaps") == 0;
        boolean finished = switch (how) {
            case "count", "seen" -> whole;
            case "rest" -> whole && !marker;
            default -> false;
        };
        return new Scrolled(String.valueOf(answer.get("id")), finished, words(spec, how, answer));
    }

    private static String words(ScrollSpec spec, String how, Map<?, ?> answer) {
        String end = switch (how) {
            case "count" -> "enough items were there";
            case "seen" -> marker(spec) + " was seen";
            case "rest" ->
                spec.until() instanceof ScrollSpec.Until.Seen
                        ? "nothing more came, and " + marker(spec) + " was not seen"
                        : "nothing more came";
            case "scrolls" -> "the most scrolls, " + spec.scrolls() + ", were done";
            case "size" -> "there was more than limits.size allows";
            case "stuck" -> "the page kept putting it back";
            case "dropped" -> "rows were dropped while it was scrolled upward";
            case "nowhere" -> spec.in().map(Object::toString).orElse("the page") + " was not there to scroll";
            default -> "its time was up";
        };
        int shown = times(answer, "most");
        int torn = times(answer, "torn");
        return String.format(
                Locale.ROOT,
                "scrolled %s times, to %s items%s, in %s ms until %s%s%s%s",
                answer.get("scrolls"),
                answer.get("items"),
                shown > 0 ? " of which the page holds " + shown + " at a time" : "",
                answer.get("took"),
                end,
                torn > 0 ? ", and " + torn + " times the rows had nothing in common with those before" : "",
                times(answer, "swapped") > 0
                        ? ", and " + answer.get("swapped")
                                + " times the list showed other rows in the same place: a key on the kind tells them apart"
                        : "",
                times(answer, "gaps") > 0
                        ? ", and in " + answer.get("gaps") + " places no rows came where the list goes on"
                        : "");
    }

    private static int times(Map<?, ?> answer, String name) {
        return answer.get(name) instanceof Number number ? number.intValue() : 0;
    }

    private static String marker(ScrollSpec spec) {
        return spec.until() instanceof ScrollSpec.Until.Seen seen
                ? seen.marker().toString()
                : "";
    }

    /** @return what is missing from the document of this id */
    List<String> missing(String id) {
        return !finished ? List.of(words) : document.equals(id) ? List.of() : List.of(REPLACED);
    }
}
