package dev.gannet.extract;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;

/**
 * Tells the words of class attributes apart: those that say what an element is, those that only lay it out, those that
 * change with its state, and those that a tool makes anew with each build, which no selector outlives.
 */
final class ClassWords {
    private static final int MOST_KNOWN = 20_000;
    private static final Map<String, Worth> KNOWN = new ConcurrentHashMap<>();

    /** What a word is good for. */
    private enum Worth {
        NONE,
        LASTS,
        SPEAKS
    }

    private static final Pattern SIMPLE = Pattern.compile("[A-Za-z][A-Za-z0-9_-]*");

    private static final Pattern STATE = Pattern.compile(
            "(is|has|js|ng|no|was)-.*|active|selected|current|checked|open|opened|closed|collapsed?|collapsing|expanded|show|shown"
                    + "|hide|hidden|visible|invisible|disabled|enabled|loading|loaded|lazy|lazyload(ed|ing)?|visited|hover|focus(ed)?"
                    + "|first|last|odd|even|alt|fade|in|out|animated|highlight(ed)?|new|unread|even-row|odd-row");

    /** Grids and the words of Bootstrap and Tailwind; each says how an element looks, none what it is. */
    private static final Pattern LAYOUT = Pattern.compile(
            "(col|row|offset|order|g|gx|gy|gap|d|w|h|m[trblxyse]?|p[trblxyse]?|min|max|float|pull|push|flex|grid|items|justify"
                    + "|align|self|place|space|z|top|left|right|bottom|inset|overflow|leading|tracking|font|fw|fs|lh|bg|border"
                    + "|rounded|shadow|opacity|cursor|transition|duration|ease|sm|md|lg|xl|xs|xxl|object|aspect|ring|btn|clearfix"
                    + "|whitespace|break|select|pointer|line|divide|fill|stroke|basis|grow|shrink|visually)-.+"
                    + "|text-(xs|sm|base|lg|[2-9]?xl|left|right|center|justify|muted|primary|secondary|success|danger|warning"
                    + "|info|light|dark|body|white|black|truncate|nowrap|wrap|uppercase|lowercase|capitalize|end|start|[a-z]+-\\d+)"
                    + "|rows?|cols?|columns?|container|container-fluid|clearfix|flex|grid|block|inline|inline-block|inline-flex"
                    + "|relative|absolute|fixed|sticky|static|truncate|uppercase|lowercase|capitalize|italic|bold|underline"
                    + "|wrapper|wrap|inner|outer|left|right|center|centered|middle|small|large|medium|big|full|half|rounded|border"
                    + "|shadow|antialiased|table-responsive|hstack|vstack|stack|group|btn|ltr|rtl|sr-only|size-.+|u-.+|l-.+"
                    + "|(Mui|ant-|el-|mat-|mdc-|chakra-|v-|p-|bp\\d-|ui-|k-|slds-|pf-|euiX?|cds--|bx--|rc-|react-|swiper-|slick-).*");

    private static final Pattern MADE = Pattern.compile(
            "(css|sc|emotion|tss|svelte|astro|ember|styled|makeStyles|v|data-v|_ng[a-z]*|chakra|mantine)-[a-z]*[0-9A-Z][A-Za-z0-9_-]*"
                    + "|(jss|ember|css)\\d+|css-[a-z0-9]{4,}|\\d.*|.*\\d{4,}.*|.*__\\w*\\d\\w*|.*__(?=[a-z]*[A-Z])[A-Za-z0-9]{5}"
                    + "|.*_[A-Za-z0-9]{5}_\\d+");

    private static final Set<String> VAGUE = Set.of(
            "item",
            "items",
            "card",
            "cards",
            "box",
            "boxes",
            "tile",
            "cell",
            "entry",
            "element",
            "content",
            "contents",
            "body",
            "main",
            "panel",
            "media",
            "section",
            "module",
            "component",
            "widget",
            "block",
            "list",
            "details",
            "info",
            "data",
            "value",
            "node",
            "link",
            "text",
            "label",
            "title",
            "wrapper",
            "container",
            "row",
            "col",
            "column",
            "grid",
            "root",
            "pod",
            "area",
            "view",
            "page",
            "app",
            "default",
            "primary",
            "secondary",
            "tr",
            "td",
            "li",
            "div",
            "span");

    private ClassWords() {}

    /** @return the element's classes that a selector may name: first those that say what it is, then those of layout */
    static List<String> lasting(Element element) {
        List<String> speaking = new ArrayList<>();
        List<String> others = new ArrayList<>();
        for (String word : element.classNames()) {
            if (lasts(word)) {
                (speaks(word) ? speaking : others).add(word);
            }
        }
        speaking.addAll(others);
        return speaking;
    }

    /** @return whether a selector with this class is likely to hold next month */
    static boolean lasts(String word) {
        return worth(word) != Worth.NONE;
    }

    /** @return whether the word says what an element is, and not only how it looks */
    static boolean speaks(String word) {
        return worth(word) == Worth.SPEAKS;
    }

    /** A page uses few words, each of them often. */
    private static Worth worth(String word) {
        Worth known = KNOWN.get(word);
        if (known == null) {
            if (KNOWN.size() > MOST_KNOWN) {
                KNOWN.clear();
            }
            known = judged(word);
            KNOWN.put(word, known);
        }
        return known;
    }

    private static Worth judged(String word) {
        boolean lasts = word.length() <= 50
                && SIMPLE.matcher(word).matches()
                && !STATE.matcher(word).matches()
                && !MADE.matcher(word).matches()
                && !shuffled(word);
        return !lasts ? Worth.NONE : LAYOUT.matcher(word).matches() ? Worth.LASTS : Worth.SPEAKS;
    }

    /** @return whether the word, in lower case, could stand on any element */
    static boolean vague(String word) {
        return VAGUE.contains(word) || word.length() < 2;
    }

    /** @return whether a name is no word but a hash: letters of both sizes in turn, or no vowel where there should be one */
    static boolean shuffled(String word) {
        if (word.length() < 5 || word.indexOf('-') >= 0 || word.indexOf('_') >= 0) {
            return false;
        }
        String low = word.toLowerCase(Locale.ROOT);
        if (low.matches("[^aeiouy]{5,}") || low.matches("[^aeiouy]{4,}") && !low.equals(word)) {
            return true;
        }
        if (word.length() > 8 || word.substring(1).equals(low.substring(1))) {
            return word.length() <= 8 && word.matches("[a-z]+\\d+[a-z]+\\d*[a-z]*");
        }
        // Words in a row, as in navBar, can be spoken; what a hash begins anew with cannot.
        return !word.matches("[A-Z]?[a-z]*[aeiouy][a-z]*([A-Z][a-z]*[aeiouy][a-z]*)*\\d?")
                || !word.matches("[A-Za-z][a-z]{2,}([A-Z][a-z]{2,}|[A-Z][aeiou][a-z]|[IO][a-z])*\\d?");
    }

    /** @return whether an id was written by a person: a word without a number of its own */
    static boolean lastingId(String id) {
        return SIMPLE.matcher(id).matches() && !id.matches(".*\\d.*") && !shuffled(id) && id.length() <= 40;
    }

    /** @return whether a text can stand in an attribute selector without escapes */
    static boolean simple(String text) {
        return SIMPLE.matcher(text).matches();
    }
}
