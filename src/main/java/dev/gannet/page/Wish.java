package dev.gannet.page;

import dev.gannet.web.Deadline;
import dev.gannet.web.Selector;
import dev.gannet.web.UrlGlob;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What is asked of the script in the page. */
final class Wish {
    /** The document must have been still for so long. */
    static final Duration QUIET = Duration.ofMillis(100);
    /** So much longer a page is given when it is not known whether it has any item at all. */
    static final Duration PATIENCE = Duration.ofSeconds(2);

    /** Rows that are not of header cells alone, of tables made of whatever elements. */
    private static final String ROWS =
            ":is(TABLES) tr:has(> td), :is(TABLES) [role=row]:has([role=cell], [role=gridcell])";

    private Wish() {}

    /** @param scripts that are in flight, and that no element of the document may name */
    static Map<String, Object> of(
            PageSpec spec,
            Awaited awaited,
            Optional<Selector> loggedOut,
            boolean take,
            List<String> scripts,
            Deadline deadline) {
        Map<String, Object> wish = new HashMap<>();
        wish.put("statuses", List.copyOf(spec.statuses()));
        wish.put("certain", awaited.certain().stream().map(Wish::kind).toList());
        wish.put("patient", awaited.patient());
        wish.put("possible", awaited.possible().stream().map(Wish::kind).toList());
        wish.put("links", awaited.links().stream().map(Wish::selector).toList());
        spec.ready().ifPresent(ready -> {
            wish.put("ready", selector(ready));
            wish.put("readyName", ready.toString());
        });
        spec.blocked().ifPresent(sign -> wish.put("blocked", selector(sign)));
        loggedOut.ifPresent(form -> wish.put("loggedOut", selector(form)));
        if (take) {
            wish.put(
                    "sought",
                    awaited.sought().stream()
                            .map(one -> Map.of("name", one.name(), "selector", selector(one.selector())))
                            .toList());
        }
        wish.put("dismiss", spec.dismiss().stream().map(Wish::selector).toList());
        reach(wish, spec);
        wish.put("known", List.copyOf(awaited.quiet().requests()));
        wish.put("wary", awaited.quiet().checked());
        wish.put("quiet", QUIET.toMillis());
        wish.put("patience", PATIENCE.toMillis());
        wish.put("cap", deadline.left().toMillis());
        wish.put("take", take);
        wish.put("scripts", scripts);
        wish.put("mayFail", scripts(spec.mayFail()));
        wish.put("size", spec.size());
        return wish;
    }

    /** What is asked of the script that scrolls. */
    static Map<String, Object> scroll(PageSpec page, ScrollSpec spec, Awaited awaited, Deadline deadline) {
        Map<String, Object> wish = list(page, awaited, deadline);
        spec.item().ifPresent(item -> {
            wish.put("items", List.of(kind(new Awaited.Kind("", Optional.of(item), List.of()))));
            wish.remove("links");
        });
        wish.put("size", page.size());
        spec.in().ifPresent(box -> wish.put("in", selector(box)));
        if (spec.until() instanceof ScrollSpec.Until.Count count) {
            wish.put("count", count.items());
        }
        if (spec.until() instanceof ScrollSpec.Until.Seen seen) {
            wish.put("seen", selector(seen.marker()));
        }
        wish.put("scrolls", spec.scrolls());
        return wish;
    }

    /** What is asked about the items of a list. */
    static Map<String, Object> list(PageSpec page, Awaited awaited, Deadline deadline) {
        Map<String, Object> wish = new HashMap<>();
        List<Awaited.Kind> kinds = Stream.concat(awaited.certain().stream(), awaited.possible().stream())
                .filter(kind -> kind.each().isPresent())
                .toList();
        wish.put("items", kinds.stream().map(Wish::kind).toList());
        // Where no kind has a list, it is there for what the job follows.
        wish.put(
                "links",
                awaited.links().stream()
                        .map(link -> kind(new Awaited.Kind("", Optional.of(link), List.of())))
                        .toList());
        wish.put("dismiss", page.dismiss().stream().map(Wish::selector).toList());
        reach(wish, page);
        wish.put("quiet", QUIET.toMillis());
        wish.put("cap", deadline.left().toMillis());
        return wish;
    }

    private static void reach(Map<String, Object> wish, PageSpec page) {
        wish.put("frames", page.reach().frames());
        wish.put("others", page.reach().others());
        wish.put("closed", page.reach().closed());
    }

    /** @return the patterns as scripts read them */
    static List<String> scripts(List<UrlGlob> globs) {
        return globs.stream().flatMap(glob -> glob.script().stream()).toList();
    }

    static Map<String, Object> kind(Awaited.Kind kind) {
        Map<String, Object> map = new HashMap<>();
        map.put("name", kind.name());
        kind.each().ifPresent(each -> map.put("each", selector(each)));
        map.put("required", kind.required().stream().map(Wish::selector).toList());
        if (!kind.fetched().isEmpty()) {
            map.put("bodies", scripts(kind.fetched()));
        }
        map.put(
                "values",
                kind.texts().fields().entrySet().stream()
                        .map(text -> text(text.getKey(), text.getValue()))
                        .toList());
        map.put("inItem", kind.texts().inItem());
        map.put("key", kind.key().stream().map(Wish::keyPart).toList());
        return map;
    }

    private static Map<String, Object> keyPart(Awaited.KeyPart part) {
        Map<String, Object> map = new HashMap<>();
        part.selector().ifPresent(selector -> map.put("selector", selector(selector)));
        part.attribute().ifPresent(attribute -> map.put("attribute", attribute));
        return map;
    }

    private static Map<String, Object> text(String name, Awaited.Text text) {
        Map<String, Object> map = new HashMap<>();
        map.put("name", name);
        text.selector().ifPresent(selector -> map.put("selector", selector(selector)));
        map.put("typed", text.typed());
        map.put("required", text.required());
        map.put("anyOf", text.anyOf());
        return map;
    }

    /** What is asked of the script that seeks an element for a step. */
    static Map<String, Object> seek(List<Selector> choices, Wanted wanted, Optional<Offset> at, Duration cap) {
        Map<String, Object> wish = new HashMap<>();
        wish.put("choices", choices.stream().map(Wish::selector).toList());
        wish.put("wanted", wanted.name().toLowerCase(Locale.ROOT));
        at.ifPresent(place -> wish.put("at", List.of(place.x(), place.y())));
        wish.put("cap", cap.toMillis());
        return wish;
    }

    /** @return the selector in the form that the script reads */
    static Map<String, Object> selector(Selector selector) {
        if (selector instanceof Selector.Css css) {
            return Map.of("css", css.css());
        }
        if (selector instanceof Selector.Text text) {
            return text(text);
        }
        if (selector instanceof Selector.Role role) {
            Map<String, Object> map = new HashMap<>();
            role.role().ifPresent(word -> map.put("role", word));
            role.name().ifPresent(name -> map.put("name", text(name)));
            return map;
        }
        if (selector instanceof Selector.Label label) {
            return Map.of("label", text(label.text()));
        }
        if (selector instanceof Selector.XPath path) {
            return Map.of("xpath", path.path());
        }
        if (selector instanceof Selector.Pierce pierce) {
            return Map.of("pierce", pierce.css());
        }
        if (selector instanceof Selector.Inside inside) {
            return Map.of("inside", selector(inside.outer()), "find", selector(inside.inner()));
        }
        if (selector instanceof Selector.Rows rows) {
            return Map.of("css", ROWS.replace("TABLES", rows.tables()));
        }
        if (selector instanceof Selector.Column) {
            // Which column a cell is in is found out when the table is read.
            return Map.of("css", "td, th, [role=cell], [role=gridcell], [role=rowheader]");
        }
        if (selector instanceof Selector.FirstOf list) {
            return Map.of("first", list.choices().stream().map(Wish::selector).toList());
        }
        // No live document has what a path into JSON names.
        return Map.of("css", ":not(*)");
    }

    private static Map<String, Object> text(Selector.Text text) {
        return Map.of("text", text.text(), "contains", text.contains());
    }
}
