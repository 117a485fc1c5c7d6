package dev.gannet.extract;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Element;

/**
 * What items of one kind have in common: the places that hold a text, a link, a picture or a date of their own. Two places
 * are the same where the way from the item is, by tags and by classes that many of the items have. For one thread.
 */
final class Slots {
    private static final String STEP = " > ";
    private static final int DEEPEST = 40;
    private static final int MOST = 300;
    private static final int LONGEST_ATTRIBUTE = 120;
    private static final int MOST_NUMBERED = 6;
    private static final int MOST_COMPARED = 60;

    static final Set<String> SKIPPED = Set.of(
            "script",
            "style",
            "noscript",
            "template",
            "svg",
            "math",
            "option",
            "select",
            "textarea",
            "input",
            "iframe",
            "canvas",
            "object",
            "video",
            "audio",
            "head",
            "datalist",
            "slot",
            "map");
    private static final Set<String> NUMBERED =
            Set.of("span", "p", "a", "td", "th", "div", "b", "strong", "em", "small", "dd", "code", "i");
    /** Also parts of an item, where they differ; else one part several times. */
    private static final Set<String> BLOCKS = Set.of("li", "section", "article");

    private static final Pattern OF_THE_PROGRAM = Pattern.compile(
            "data-(v-.*|react.*|toggle|target|bs-.*|testid|test|test-id"
                    + "|cy|qa|src|srcset|lazy.*|original|index|key|position|pos|idx|track.*|gtm.*|ga.*|analytics.*|event.*|action|controller"
                    + "|component.*|hydrat.*|radix.*|state|side|align|orientation|slot|aos.*|wow.*|theme|n-head|ssr.*|styled.*|emotion.*"
                    + "|ng-.*|turbo.*|ajax.*|hover|focus.*|tooltip.*|placement|container|trigger|animation|delay|width|height|sizes)");

    private final List<ElementPart> items;
    private final boolean whole;
    private final CommonClasses common;
    private final Map<String, Set<Integer>> plainSiblings = new HashMap<>();
    private final Map<String, Slot> slots = new LinkedHashMap<>();
    private final Map<String, List<List<ElementPart>>> places = new LinkedHashMap<>();
    private final Map<String, Set<String>> mixed = new HashMap<>();
    private final Map<String, Boolean> different = new HashMap<>();

    /**
     * @param items elements of one kind, at least one
     * @param whole whether each is a document of its own, of which only the main part counts
     */
    Slots(List<ElementPart> items, boolean whole) {
        this.items = List.copyOf(items);
        this.whole = whole;
        List<Element> starts = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            starts.add(start(i));
        }
        common = new CommonClasses(starts);
        for (int i = 0; i < items.size(); i++) {
            countSiblings(start(i), "", 0);
        }
        for (int i = 0; i < items.size(); i++) {
            walk(i, start(i), "", 0, false);
        }
        // What stands between the parts of a text, the same in all items, is no data.
        mixed.forEach((path, texts) -> {
            if (texts.size() < 2) {
                slots.remove(path + "@");
            }
        });
    }

    private Element start(int item) {
        Element element = items.get(item).element();
        return whole ? Optional.ofNullable(element.selectFirst("body")).orElse(element) : element;
    }

    List<ElementPart> items() {
        return items;
    }

    /** @return those that stand at most once in an item, in the order of the document */
    List<Slot> single() {
        Set<String> repeated = repeated();
        return slots.values().stream()
                .filter(slot -> once(slot) || repeated.stream().noneMatch(path -> inside(slot.path(), path)))
                .toList();
    }

    /** What has a name and is once in almost every item is a part of it, wherever it stands. */
    private boolean once(Slot slot) {
        boolean named = slot.path().lastIndexOf('.') > slot.path().lastIndexOf(STEP.strip());
        return named && !slot.several() && slot.items() * 10 >= items.size() * 9 && items.size() > 2;
    }

    /**
     * What stands in an item several times: outermost parts, each with its slots.
     *
     * @param path the way to it
     * @param parts the elements of each item
     * @param slots the texts and attributes in them
     */
    record Several(String path, List<List<ElementPart>> parts, List<Slot> slots) {}

    List<Several> several() {
        return repeated().stream()
                .map(path -> new Several(
                        path,
                        places.getOrDefault(path, List.of()),
                        slots.values().stream()
                                .filter(slot -> inside(slot.path(), path) && !once(slot))
                                .toList()))
                .filter(several -> !several.slots().isEmpty())
                .toList();
    }

    private static boolean inside(String path, String outer) {
        return path.equals(outer) || path.startsWith(outer + STEP);
    }

    private Set<String> repeated() {
        Set<String> repeated = new java.util.LinkedHashSet<>();
        places.forEach((path, parts) -> {
            boolean often = parts.stream().anyMatch(list -> list.size() > 1);
            if (often && repeated.stream().noneMatch(outer -> inside(path, outer))) {
                repeated.add(path);
            }
        });
        return repeated;
    }

    private void countSiblings(Element element, String path, int depth) {
        if (depth > DEEPEST || passedOver(element)) {
            return;
        }
        Map<String, Integer> counts = new HashMap<>();
        for (Element child : element.children()) {
            if (child.hasText()) {
                counts.merge(common.step(child), 1, Integer::sum);
            }
            countSiblings(child, path + STEP + common.step(child), depth + 1);
        }
        counts.forEach((step, count) -> plainSiblings
                .computeIfAbsent(path + STEP + step, key -> new HashSet<>())
                .add(count));
    }

    private boolean passedOver(Element element) {
        return SKIPPED.contains(element.normalName()) || element.hasAttr("hidden") || whole && Zones.aside(element);
    }

    private void walk(int item, Element element, String path, int depth, boolean told) {
        if (depth > DEEPEST || slots.size() > MOST || passedOver(element)) {
            return;
        }
        places.computeIfAbsent(path, key -> lists()).get(item).add(part(item, element));
        attributes(item, element, path, depth == 0);
        boolean taken = told;
        if (!told && depth + (whole ? 0 : 1) > 0 && element.normalName().equals("meta")) {
            add(item, element, path, "");
        } else if (!told && element.hasText()) {
            if (!common.partsInside(element)) {
                add(item, element, path, "");
                taken = true;
            } else if (!element.ownText().isBlank() && depth > 0) {
                add(item, element, path, "");
                mixed.computeIfAbsent(path, key -> new HashSet<>()).add(element.ownText());
            }
        }
        if (taken && (common.prose(element) || element.normalName().matches("pre|code"))) {
            return;
        }
        Map<String, Integer> numbers = new HashMap<>();
        for (Element child : element.children()) {
            String step = common.step(child);
            String plain = path.replaceAll("#\\d+", "") + STEP + step;
            boolean numbered = child.hasText() && numbered(child, step, plain);
            int number = numbered ? numbers.merge(step, 1, Integer::sum) : 0;
            walk(item, child, path + STEP + step + (numbered ? "#" + number : ""), depth + 1, taken);
        }
    }

    /** Parts without a class of their own are told apart by their place, where there are as many in each item. */
    private boolean numbered(Element child, String step, String plain) {
        Set<Integer> counts = plainSiblings.getOrDefault(plain, Set.of());
        boolean cell = child.normalName().equals("td") || child.normalName().equals("th");
        if (cell && child.parent() != null && child.parent().childrenSize() > 1) {
            return common.kind(child).isEmpty() || counts.stream().anyMatch(count -> count > 1);
        }
        boolean always = counts.size() == 1 && items.size() > 1;
        if (!cell && (step.indexOf('.') < 0 || always) && different(child, step, plain)) {
            return true;
        }
        return step.indexOf('.') < 0
                && NUMBERED.contains(step)
                && counts.size() == 1
                && counts.iterator().next() > 1
                && counts.iterator().next() <= MOST_NUMBERED
                && items.size() > 1
                && !common.partsInside(child);
    }

    /** Siblings with other things in them are not the same thing twice, whatever their classes do not say. */
    private boolean different(Element child, String step, String plain) {
        return different.computeIfAbsent(plain, key -> {
            List<Set<String>> contents = new ArrayList<>();
            for (Element sibling :
                    child.parent() == null ? List.of(child) : child.parent().children()) {
                if (common.step(sibling).equals(step)) {
                    Set<String> content = new HashSet<>();
                    sibling.getAllElements().stream()
                            .skip(1)
                            .limit(MOST_COMPARED)
                            .forEach(inner -> content.add(common.step(inner)));
                    contents.add(content);
                }
            }
            boolean part = NUMBERED.contains(child.normalName()) || BLOCKS.contains(child.normalName());
            boolean all = contents.size() > 1 && contents.size() <= MOST_NUMBERED && part;
            for (int i = 0; all && i < contents.size(); i++) {
                for (int j = 0; j < i; j++) {
                    Set<String> both = new HashSet<>(contents.get(i));
                    both.retainAll(contents.get(j));
                    int larger =
                            Math.max(contents.get(i).size(), contents.get(j).size());
                    all &= larger > 0 && (both.size() * 2 <= larger || parted(contents.get(i), contents.get(j)));
                }
            }
            return all;
        });
    }

    /** One has headings or tables, and the other has none of what the one has. */
    private static boolean parted(Set<String> one, Set<String> other) {
        return headed(one) != headed(other)
                && (one.contains("table") || other.contains("table") || one.size() + other.size() > 6);
    }

    private static boolean headed(Set<String> content) {
        return content.stream().anyMatch(step -> step.matches("h[1-6](\\..*)?"));
    }

    private List<List<ElementPart>> lists() {
        List<List<ElementPart>> lists = new ArrayList<>();
        items.forEach(item -> lists.add(new ArrayList<>()));
        return lists;
    }

    private ElementPart part(int item, Element element) {
        return new ElementPart(items.get(item).document(), element);
    }

    private void add(int item, Element element, String path, String attribute) {
        slots.computeIfAbsent(
                        path + "@" + attribute,
                        key -> new Slot(
                                path, attribute.isEmpty() ? Optional.empty() : Optional.of(attribute), items.size()))
                .add(item, part(item, element));
    }

    private void attributes(int item, Element element, String path, boolean own) {
        if (element.normalName().equals("img")) {
            boolean late = element.attr("src").isBlank() || element.attr("src").startsWith("data:");
            List.of("src", "data-src", "data-lazy-src", "data-original", "data-srcset").stream()
                    .filter(name -> !element.attr(name).isBlank() && !(late && name.equals("src")))
                    .findFirst()
                    .ifPresent(name -> add(item, element, path, name));
            return;
        }
        for (Attribute attribute : element.attributes()) {
            String name = attribute.getKey().toLowerCase(Locale.ROOT);
            String value = attribute.getValue().strip();
            if (!value.isEmpty() && telling(element, name, value, own)) {
                add(item, element, path, name);
            }
        }
    }

    private static boolean telling(Element element, String name, String value, boolean own) {
        return switch (name) {
            case "href" ->
                (element.normalName().equals("a") || element.hasAttr("itemprop"))
                        && !value.matches("(?i)#|#?$|javascript:.*|#[^/!].*");
            case "id" -> own && value.length() <= LONGEST_ATTRIBUTE;
            case "datetime" -> element.normalName().equals("time") && !element.hasText();
            case "title" -> !value.equals(element.text()) && value.length() <= 500;
            case "value" -> element.normalName().matches("data|meter|progress");
            default ->
                name.startsWith("data-")
                        && value.length() <= LONGEST_ATTRIBUTE
                        && !OF_THE_PROGRAM.matcher(name).matches()
                        && !value.matches("(?s)[\\[{].*|[#.].*|(?i)true|false|auto|none|null|undefined");
        };
    }
}
