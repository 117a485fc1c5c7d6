package dev.gannet.crawl;

import dev.gannet.extract.ItemSpec;
import dev.gannet.extract.Source;
import dev.gannet.frontier.Breach;
import dev.gannet.frontier.VisitedPages;
import dev.gannet.job.Plan;
import dev.gannet.web.Completeness;
import dev.gannet.web.PageUrl;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds the pages of a run that have no item of a kind although they should: none that {@code at} names, or some of many. */
final class UnmatchedPages {
    private static final int MOST_PATHS = 3;
    private static final int SEVERAL = 2;

    private final Plan plan;
    private final VisitedPages visited;
    private final Map<String, RunTally.Gap> gaps;

    UnmatchedPages(Plan plan, VisitedPages visited, Map<String, RunTally.Gap> gaps) {
        this.plan = plan;
        this.visited = visited;
        this.gaps = gaps;
    }

    /** @return why a kind has no item in the whole run; empty where its pages are known and beyond a bound of the run */
    Optional<Breach> nothing(ItemSpec item) {
        Set<String> paths = new LinkedHashSet<>();
        long[] pages = {0};
        visited.each(item.kind(), page -> {
            if (on(item, page.url()) || on(item, page.finalUrl())) {
                pages[0]++;
            } else if (paths.size() < MOST_PATHS) {
                PageUrl.parse(page.url()).map(PageUrl::pathAndQuery).ifPresent(paths::add);
            }
        });
        String expect = "; if that is right, say so with expect: {min: 0}";
        if (pages[0] == 0 && !item.at().isEmpty()) {
            if (beyond(item)) {
                return Optional.empty();
            }
            return Optional.of(Breach.ofKind(
                    Completeness.SUSPECT,
                    Rules.NOTHING,
                    item.kind(),
                    "no item of this kind was found: at: " + at(item) + " matches none of the pages that were visited"
                            + (paths.isEmpty() ? "" : ", such as " + String.join(", ", paths)) + bound() + expect));
        }
        Optional<RunTally.Gap> gap = Optional.ofNullable(gaps.get(item.kind()));
        Breach breach = Breach.ofKind(
                Completeness.SUSPECT,
                Rules.NOTHING,
                item.kind(),
                "no item of this kind was found on " + Rules.count(pages[0], "page")
                        + gap.map(one -> ": on " + one.url() + " " + one.told()).orElse("")
                        + bound() + expect);
        return Optional.of(
                gap.map(one -> breach.seenOn(one.url(), Optional.empty())).orElse(breach));
    }

    private boolean beyond(ItemSpec item) {
        boolean[] some = {false};
        visited.beyond(url -> some[0] |= on(item, url));
        return some[0];
    }

    private static String at(ItemSpec item) {
        return item.at().stream().map(glob -> "\"" + glob + "\"").collect(Collectors.joining(", "));
    }

    private String bound() {
        List<String> bounds = new ArrayList<>();
        plan.crawl().depth().ifPresent(depth -> bounds.add("depth: " + depth));
        plan.crawl().pages().ifPresent(pages -> bounds.add("pages: " + pages));
        return bounds.isEmpty()
                ? ""
                : "; the pages that have them may be beyond crawl: {" + String.join(", ", bounds) + "}";
    }

    private static boolean on(ItemSpec item, String url) {
        return PageUrl.parse(url).filter(item::on).isPresent();
    }

    /** Pages of one form: how many there are, how many of them lack the item, and the first of those. */
    private static final class Sisters {
        private long pages;
        private long without;
        private String example = "";
        private String last = "";
        private boolean lastWithout;
        private boolean started;

        void add(Sisters others) {
            pages += others.pages;
            without += others.without;
            example = example.isEmpty() ? others.example : example;
        }

        void add(VisitedPages.Page page, boolean lacks) {
            String url = page.url();
            pages++;
            started |= page.start();
            if (lacks) {
                without++;
                example = example.isEmpty() ? url : example;
            }
            if (url.length() > last.length() || url.length() == last.length() && url.compareTo(last) > 0) {
                last = url;
                lastWithout = lacks;
            }
        }

        /** Some lists lead to a page behind their last one. */
        Sisters withoutEnd() {
            if (lastWithout && without == 1) {
                without = 0;
            }
            return this;
        }
    }

    /**
     * @return what is wrong where some pages lack what other pages of their form have: the one item, as an error page that is
     *     answered as a page does; or all of several, and any of another kind, where addresses differ in numbers alone, or
     *     where the pages are the starts of a job that follows nothing
     */
    Optional<Breach> without(ItemSpec item) {
        boolean list = item.each().isPresent();
        boolean mayBeEmpty =
                list && item.expect().page().filter(range -> range.min() == 0).isPresent();
        if (!item.at().isEmpty() || mayBeEmpty) {
            return Optional.empty();
        }
        // What has items of another kind is a page of data, and may have none of this one.
        Set<String> others = new HashSet<>();
        plan.items().stream()
                .filter(other -> list && !other.equals(item))
                .forEach(other -> visited.each(other.kind(), page -> {
                    if (page.items() > 0) {
                        others.add(page.url());
                    }
                }));
        Map<String, Sisters> forms = new HashMap<>();
        visited.each(
                item.kind(),
                page -> forms.computeIfAbsent(list ? numbers(page) : form(page), form -> new Sisters())
                        .add(page, page.items() == 0 && !others.contains(page.url())));
        List<Sisters> mixed = (list ? lists(item, forms.values()) : forms.values())
                .stream()
                        .filter(sisters -> sisters.without > 0 && sisters.without < sisters.pages)
                        .toList();
        long all = mixed.stream().mapToLong(sisters -> sisters.pages).sum();
        long without = mixed.stream().mapToLong(sisters -> sisters.without).sum();
        if (without <= plan.limits().invalid() * all) {
            return Optional.empty();
        }
        String example = plan.redaction().redact(mixed.get(0).example);
        return Optional.of(Breach.ofKind(
                        Completeness.SUSPECT,
                        Rules.MISSING,
                        item.kind(),
                        without + " of " + Rules.count(all, "page") + " have no " + item.kind() + ": their "
                                + (list ? item.each().get() : sought(item)) + " was not found, such as " + example
                                + (list
                                        ? "; if a page may have none, say so with expect: {page: {min: 0}}"
                                        : "; if those are pages of another sort, name the pages of this kind with at"))
                .seenOn(example, Optional.empty()));
    }

    /**
     * Groups the pages of lists. The last of numbered pages may lie behind the end of its list. Pages with other names belong
     * together only if all of them are starts and several have items.
     */
    private Collection<Sisters> lists(ItemSpec item, Collection<Sisters> forms) {
        List<Sisters> all = new ArrayList<>();
        Sisters named = new Sisters();
        for (Sisters sisters : forms) {
            if (sisters.pages > 1) {
                all.add(sisters.withoutEnd());
            } else if (sisters.started && onlyStarts()) {
                named.add(sisters);
            }
        }
        // An API states explicitly that its list is empty.
        if (named.pages - named.without >= SEVERAL && !item.ofJson()) {
            all.add(named);
        }
        return all;
    }

    private boolean onlyStarts() {
        return plan.crawl().follow().isEmpty() && plan.crawl().clicks().isEmpty();
    }

    private static String sought(ItemSpec item) {
        return item.fields().stream()
                .filter(field -> field.source() instanceof Source.Select select
                        && select.selector().isPresent())
                .sorted((one, other) -> Boolean.compare(other.required(), one.required()))
                .findFirst()
                .map(field -> field.name() + " ("
                        + ((Source.Select) field.source()).selector().orElseThrow() + ")")
                .orElse("item");
    }

    /**
     * @return the same for pages that are made alike: all starts of a job that follows nothing, and otherwise those whose
     *     addresses differ in numbers, or in the last part of a path of several at the same distance from a start
     */
    private String form(VisitedPages.Page page) {
        if (onlyStarts() && page.start()) {
            return "start";
        }
        String rest = rest(page);
        int last = rest.lastIndexOf('/');
        boolean word = PageUrl.withoutNumbers(rest).equals(rest)
                && rest.indexOf('?') < 0
                && rest.indexOf('#') < 0
                && last > 0
                && PageUrl.parse(page.url()).isPresent();
        return word ? origin(page) + rest.substring(0, last + 1) + "* " + page.depth() : numbers(page);
    }

    /** @return the same for pages whose addresses differ in numbers alone */
    private static String numbers(VisitedPages.Page page) {
        return origin(page) + PageUrl.withoutNumbers(rest(page));
    }

    private static String origin(VisitedPages.Page page) {
        return PageUrl.parse(page.url()).map(PageUrl::origin).orElse("");
    }

    /** The key has the route of a page that is routed by its fragment, and its query, which may name another sort. */
    private static String rest(VisitedPages.Page page) {
        String key = PageUrl.parse(page.url()).map(PageUrl::key).orElse(page.url());
        String origin = origin(page);
        return (key.startsWith(origin) ? key.substring(origin.length()) : key).replaceAll("/+$", "");
    }
}
