package dev.gannet.crawl;

import dev.gannet.extract.Announced;
import dev.gannet.extract.Expectation;
import dev.gannet.extract.Extraction;
import dev.gannet.extract.FieldSpec;
import dev.gannet.extract.ItemSpec;
import dev.gannet.frontier.Breach;
import dev.gannet.frontier.FileCounts;
import dev.gannet.frontier.Found;
import dev.gannet.frontier.FrontierCounts;
import dev.gannet.frontier.Shortfall;
import dev.gannet.frontier.Told;
import dev.gannet.frontier.Verdict;
import dev.gannet.frontier.VisitedPages;
import dev.gannet.job.Plan;
import dev.gannet.web.Completeness;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * Judges whether a run that is over read all that is known to be there: by its pages, by what the job expects, by what pages
 * say of the number of their items, and by the medians of the last complete runs. Immutable.
 */
final class RunJudge {
    /** Less than this part of the usual number of items is suspect. */
    private static final double FEW = 0.5;
    /** A kind with fewer items may well come and go. */
    private static final int MANY = 10;
    /** A field may be empty in so many more items than it was, as a part of all, before that is suspect. */
    private static final double FALL = 0.2;

    /** What an announcement may be off by, as a part of it, before more items than announced are suspect. */
    private static final double SURPLUS = 0.1;

    private final Plan plan;
    private final Usual usual;

    RunJudge(Plan plan, Usual usual) {
        this.plan = plan;
        this.usual = usual;
    }

    /**
     * What a run came to.
     *
     * @param counts its pages
     * @param shortfall what its pages do not hold
     * @param files the files that items name
     * @param pages what is wrong with the pages
     * @param found what they gave
     * @param told how many items they say that there are
     * @param rows by kind, how many different items there are
     * @param bounded whether a bound of the job ended it: what is beyond is missing on purpose
     * @param visited the pages one by one
     * @param gaps why pages gave nothing, by the names of {@link RunTally#gap}
     * @param passwords which pages ask for a password
     */
    record Facts(
            FrontierCounts counts,
            Shortfall shortfall,
            FileCounts files,
            List<Breach> pages,
            List<Found> found,
            List<Told> told,
            Map<String, Long> rows,
            boolean bounded,
            VisitedPages visited,
            Map<String, RunTally.Gap> gaps,
            PasswordPages passwords) {}

    Verdict of(Facts facts) {
        List<Breach> breaches = new ArrayList<>();
        long tried = facts.counts().done() + facts.counts().failed();
        if (facts.counts().failed() > plan.limits().failed() * tried) {
            breaches.add(Breach.ofRun(
                    Completeness.PARTIAL,
                    Rules.FAILED,
                    facts.counts().failed() + " of " + Rules.count(tried, "page") + " failed"));
        }
        if (facts.counts().notReady() > 0
                && facts.pages().stream().noneMatch(page -> page.rule().equals(Rules.READY))) {
            // Of pages that were read by a version that did not judge them.
            breaches.add(Breach.ofRun(
                    Completeness.PARTIAL,
                    Rules.READY,
                    Rules.count(facts.counts().notReady(), "page") + " never ready"));
        }
        breaches.addAll(
                Shortcomings.of(facts.shortfall(), plan.limits(), plan.crawl().clicks()));
        Shortcomings.ofFiles(facts.files(), plan.limits()).ifPresent(breaches::add);
        facts.pages().stream()
                .filter(breach -> !Rules.WEIGHED.contains(breach.rule()))
                .forEach(breaches::add);
        breaches.addAll(new UnusedKeys(plan, usual.any(), facts.visited(), facts.gaps()).all());
        List<AnnouncedLists.Listed> lists = AnnouncedLists.of(facts.told());
        List<Verdict.Kind> kinds = new ArrayList<>();
        for (ItemSpec item : plan.items()) {
            kinds.add(kind(item, facts, lists, breaches));
        }
        Completeness worst = breaches.stream().map(Breach::verdict).reduce(Completeness.COMPLETE, Completeness::worst);
        return new Verdict(facts.bounded() ? worst.worst(beyond(lists)) : worst, breaches, kinds);
    }

    /** A job that takes in a part of a site reads a part of its lists, and that is no breach. */
    private static Completeness beyond(List<AnnouncedLists.Listed> lists) {
        return lists.stream().anyMatch(list -> !Announced.hint(list.by()) && list.items() < list.min())
                ? Completeness.PARTIAL
                : Completeness.COMPLETE;
    }

    private Verdict.Kind kind(ItemSpec item, Facts facts, List<AnnouncedLists.Listed> lists, List<Breach> breaches) {
        Found found = facts.found().stream()
                .filter(one -> one.kind().equals(item.kind()))
                .findFirst()
                .orElse(new Found(item.kind(), 0, Map.of()));
        // Of kinds that share a table each has at most what its pages gave.
        long rows = Math.min(facts.rows().getOrDefault(item.kind(), 0L), found.items());
        List<Breach> own = new ArrayList<>();
        number(item, rows, found.items(), facts, own);
        for (FieldSpec field : item.fields()) {
            coverage(item, field.name(), found, facts.gaps(), own);
        }
        new EmptyFields(usual, facts.found(), facts.gaps())
                .of(item).stream()
                        .filter(breach -> Stream.concat(own.stream(), breaches.stream())
                                .noneMatch(other -> other.kind().equals(breach.kind())
                                        && other.field().equals(breach.field())))
                        .forEach(own::add);
        if (found.items() > 0) {
            new UnmatchedPages(plan, facts.visited(), facts.gaps())
                    .without(item)
                    .ifPresent(own::add);
        }
        lists.stream()
                .filter(list -> list.kind().equals(item.kind()))
                // Who says how many there are has no need of a hint.
                .filter(list ->
                        !Announced.hint(list.by()) || item.expect().run().isEmpty())
                .forEach(list -> list(list, facts, own));
        if (plan.login().isEmpty()
                && !plan.loginless()
                && facts.pages().stream().noneMatch(page -> page.rule().equals(Rules.LOGIN))) {
            facts.passwords().of(item.kind()).ifPresent(own::add);
        }
        boolean asked = item.expect().counter().isPresent();
        if (asked
                && found.items() > 0
                && lists.stream().noneMatch(list -> list.kind().equals(item.kind()))) {
            own.add(Breach.ofKind(
                    Completeness.SUSPECT,
                    Rules.COUNTER,
                    item.kind(),
                    "no page says how many there are: "
                            + item.expect().counter().get() + " was not found, or tells no number"));
        }
        own.stream().map(breach -> shown(breach, facts.pages())).forEach(breaches::add);
        Completeness verdict = breaches.stream()
                .filter(breach -> breach.kind().filter(item.kind()::equals).isPresent())
                .map(Breach::verdict)
                .reduce(Completeness.COMPLETE, Completeness::worst);
        return new Verdict.Kind(found, rows, usual.crawled(item.kind()), verdict);
    }

    /** @return the breach with a page that shows it, where one does */
    private static Breach shown(Breach breach, List<Breach> pages) {
        return pages.stream()
                .filter(page -> page.kind().equals(breach.kind())
                        && page.field().equals(breach.field())
                        && Rules.WEIGHED.contains(page.rule()))
                .findFirst()
                .flatMap(page -> page.example().map(url -> breach.seenOn(url, page.evidence())))
                .orElse(breach);
    }

    private void number(ItemSpec item, long rows, long items, Facts facts, List<Breach> breaches) {
        String are = Rules.count(rows, "different item");
        if (item.expect().run().isPresent()) {
            expected(item, rows, item.expect().run().get(), are, breaches);
            return;
        }
        OptionalDouble before = usual.rows(item.kind());
        boolean nothing = rows == 0 && facts.counts().done() > facts.counts().notReady() && usual.counts();
        if (before.isPresent() && before.getAsDouble() > 0) {
            compared(item, rows, before.getAsDouble(), are, facts.gaps(), breaches);
        } else if (nothing) {
            new UnmatchedPages(plan, facts.visited(), facts.gaps())
                    .nothing(item)
                    .ifPresent(breaches::add);
        }
        if (rows == 1 && !item.key().isEmpty() && items >= Rules.SEVERAL) {
            breaches.add(Breach.ofKind(
                    Completeness.SUSPECT,
                    Rules.KEY,
                    item.kind(),
                    items + " items were found and one row is stored: their key (" + String.join(", ", item.key())
                            + ") is the same; choose a key that tells them apart, or say with expect: {count: 1} that"
                            + " there is only one"));
        }
    }

    private static void expected(
            ItemSpec item, long rows, Expectation.Range expected, String are, List<Breach> breaches) {
        if (rows < expected.min()) {
            breaches.add(Breach.ofKind(Completeness.PARTIAL, Rules.MIN, item.kind(), are + ", expected: " + expected));
        } else if (rows > expected.max()) {
            breaches.add(Breach.ofKind(Completeness.SUSPECT, Rules.MAX, item.kind(), are + ", expected: " + expected));
        }
    }

    private static void compared(
            ItemSpec item,
            long rows,
            double median,
            String are,
            Map<String, RunTally.Gap> gaps,
            List<Breach> breaches) {
        if (rows == 0 && median > 0 || median >= MANY && rows < FEW * median) {
            breaches.add(Breach.ofKind(
                    Completeness.SUSPECT,
                    Rules.USUAL,
                    item.kind(),
                    are + ", and " + Math.round(median) + " in the last complete runs"
                            + (rows == 0 ? why(gaps, item.kind()) : "") + "; if that is right, say so with"
                            + " expect: {min: " + rows + "}"));
        }
    }

    private void coverage(
            ItemSpec item, String field, Found found, Map<String, RunTally.Gap> gaps, List<Breach> breaches) {
        if (found.items() == 0) {
            return;
        }
        double now = found.coverage(field);
        long with = found.items() - found.lacking().getOrDefault(field, 0L);
        String are = with + " of " + Rules.count(found.items(), "item") + " (" + Rules.percent(now)
                + ") have a value in " + field;
        Double expected = item.expect().coverage().get(field);
        if (expected != null) {
            if (now < expected) {
                breaches.add(Breach.ofField(
                        Completeness.PARTIAL,
                        Rules.COVERAGE,
                        item.kind(),
                        field,
                        are + ", expected: " + Rules.percent(expected)));
            }
            return;
        }
        OptionalDouble before = usual.coverage(item.kind(), field);
        if (before.isPresent() && now < before.getAsDouble() - FALL) {
            breaches.add(Breach.ofField(
                    Completeness.SUSPECT,
                    Rules.USUAL,
                    item.kind(),
                    field,
                    are + ", and " + Rules.percent(before.getAsDouble())
                            + " in the last complete runs" + (with == 0 ? why(gaps, item.kind() + "." + field) : "")
                            + "; if that is right, say so with expect: {coverage: {" + field
                            + ": " + Rules.percent(now) + "}}"));
        }
    }

    private static String why(Map<String, RunTally.Gap> gaps, String name) {
        return Optional.ofNullable(gaps.get(name))
                .map(gap -> ": on " + gap.url() + " " + gap.told())
                .orElse("");
    }

    private static void list(AnnouncedLists.Listed list, Facts facts, List<Breach> breaches) {
        if (Announced.hint(list.by())) {
            hinted(list, facts, breaches);
            return;
        }
        String read = Rules.count(list.items(), "item") + " read of a list of " + (list.least() ? "at least " : "")
                + list.min() + " (" + list.by() + "), on " + Rules.count(list.pages(), "page");
        boolean told = facts.pages().stream()
                .anyMatch(page -> page.kind().filter(list.kind()::equals).isPresent()
                        && page.rule().equals(list.by()));
        if (list.items() < list.min() && !facts.bounded() && !told) {
            breaches.add(Breach.ofKind(Completeness.PARTIAL, list.by(), list.kind(), read)
                    .seenOn(list.url(), Optional.empty()));
        } else if (!list.least() && list.items() > list.max() * (1 + SURPLUS)) {
            breaches.add(Breach.ofKind(Completeness.SUSPECT, list.by(), list.kind(), read)
                    .seenOn(list.url(), Optional.empty()));
        }
    }

    /** A text that nobody named as the number: where there is a way on, the rest may be behind it. */
    private static void hinted(AnnouncedLists.Listed list, Facts facts, List<Breach> breaches) {
        if (list.items() >= list.min() || facts.bounded() || !list.by().equals(Announced.WORDS_AND_MORE)) {
            return;
        }
        String text = Optional.ofNullable(facts.gaps().get(Extraction.written(list.kind())))
                .map(gap -> "\"" + gap.told() + "\"")
                .orElse("that there are " + list.min());
        breaches.add(Breach.ofKind(
                        Completeness.SUSPECT,
                        Rules.COUNTER,
                        list.kind(),
                        Rules.count(list.items(), "item") + " read, and the page says " + text
                                + " and leads on: follow it with next, scroll or crawl: {follow: …}; if that is right, say so"
                                + " with expect: {counter: none}")
                .seenOn(list.url(), Optional.empty()));
    }
}
