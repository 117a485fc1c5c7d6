package dev.gannet.cli;

import dev.gannet.capture.CaptureSpec;
import dev.gannet.extract.Expectation;
import dev.gannet.extract.FieldSpec;
import dev.gannet.extract.FieldType;
import dev.gannet.extract.ItemSpec;
import dev.gannet.extract.Source;
import dev.gannet.job.ApiSpec;
import dev.gannet.job.Plan;
import dev.gannet.job.Plan.CrawlSpec;
import dev.gannet.job.Plan.LimitsSpec;
import dev.gannet.job.Since;
import dev.gannet.login.LoginSpec;
import dev.gannet.notify.Event;
import dev.gannet.notify.NotifySpec;
import dev.gannet.politeness.PolitenessSpec;
import dev.gannet.schedule.ScheduleSpec;
import dev.gannet.session.BrowserSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The parts of a plan as sentences. */
final class PlanWords {
    private PlanWords() {}

    static String follows(CrawlSpec crawl) {
        if (crawl.follow().isEmpty() && crawl.clicks().isEmpty()) {
            return "no links";
        }
        List<String> ways = new ArrayList<>();
        if (!crawl.follow().isEmpty()) {
            ways.add("links " + Words.list(crawl.follow()));
        }
        crawl.clicks()
                .forEach(click -> ways.add("clicks on " + click.target() + " (at most " + click.most() + " a page)"));
        StringBuilder text = new StringBuilder(String.join(", ", ways));
        text.append(" within the same ").append(Words.lower(crawl.scope()));
        if (!crawl.include().isEmpty()) {
            text.append(", only ").append(Words.list(crawl.include()));
        }
        if (!crawl.exclude().isEmpty()) {
            text.append(", not ").append(Words.list(crawl.exclude()));
        }
        crawl.depth()
                .ifPresent(depth -> text.append(", at most ")
                        .append(Amounts.of(depth, "link"))
                        .append(" deep"));
        crawl.pages().ifPresent(pages -> text.append(", at most ").append(Amounts.of(pages, "page")));
        crawl.since().ifPresent(since -> text.append(", changed since ").append(since(since)));
        crawl.time().ifPresent(time -> text.append(", for at most ").append(Amounts.of(time)));
        return text.toString();
    }

    private static String since(Since since) {
        if (since instanceof Since.Day day) {
            return day.day().toString();
        }
        return since instanceof Since.Ago ago ? Amounts.of(ago.time()) + " ago" : "the last visit";
    }

    /** How the pages of an API are gone through. */
    static String paging(ApiSpec api) {
        if (api.next().isEmpty()) {
            return ", one page";
        }
        ApiSpec.Next next = api.next().get();
        String how = "by the Link header";
        if (next instanceof ApiSpec.Named named) {
            how = "by " + named.value()
                    + named.into().map(into -> " into " + into).orElse("");
        } else if (next instanceof ApiSpec.Counted counted) {
            how = "counted by " + counted.parameter();
        }
        return ", page after page " + how + ", at most " + Amounts.of(api.max(), "page");
    }

    static String schedule(ScheduleSpec spec) {
        return spec.when() + (spec.jitter().isZero() ? "" : ", up to " + Amounts.of(spec.jitter()) + " later")
                + "; next at " + spec.after(Instant.now());
    }

    static String notice(NotifySpec spec) {
        return "a webhook of "
                + String.join(
                        ", ", spec.when().stream().sorted().map(Event::label).toList())
                + (spec.key().isPresent() ? ", signed" : ", not signed");
    }

    static String capture(CaptureSpec spec) {
        return spec.wanted().stream()
                        .map(wanted -> wanted.shot() + " as " + wanted.name().template())
                        .collect(Collectors.joining(", "))
                + (spec.at().isEmpty() ? "" : ", on pages " + Words.list(spec.at())) + "; kept " + kept(spec.keep());
    }

    private static String kept(CaptureSpec.Keep keep) {
        List<String> rules = new ArrayList<>();
        keep.last().ifPresent(last -> rules.add("the last " + last + " of each"));
        keep.time().ifPresent(time -> rules.add("for " + Amounts.of(time)));
        return rules.isEmpty() ? "for ever" : String.join(", ", rules);
    }

    static String login(LoginSpec login) {
        return login.start() + ", " + Amounts.of(login.steps().size(), "step")
                + (login.shared() ? ", once for all sessions" : ", by each session")
                + login.keep().map(keep -> ", kept in " + keep.file()).orElse("");
    }

    static String item(ItemSpec item) {
        StringBuilder text = new StringBuilder(item.kind());
        text.append(item.each().map(each -> " from each " + each).orElse(", one a page"));
        if (!item.at().isEmpty()) {
            text.append(", on pages ").append(Words.list(item.at()));
        }
        text.append(", into table ").append(item.table());
        text.append(item.key().isEmpty() ? ", rows belong to their page" : ", key " + Words.list(item.key()));
        return text.append(expected(item.expect())).toString();
    }

    private static String expected(Expectation expect) {
        List<String> parts = new ArrayList<>();
        expect.run().ifPresent(range -> parts.add(range + " in a run"));
        expect.page().ifPresent(range -> parts.add(range + " on a page"));
        new TreeMap<>(expect.coverage()).forEach((field, part) -> parts.add(field + " in " + percent(part)));
        expect.counter().ifPresent(counter -> parts.add("as many as " + counter + " says"));
        return parts.isEmpty() ? "" : "; expected: " + String.join(", ", parts);
    }

    /** Column, type, and what is special about it. */
    static String field(FieldSpec field) {
        StringBuilder text = new StringBuilder(String.format(Locale.ROOT, "%-16s ", field.name()));
        Optional<Source.Rows> rows = field.source() instanceof Source.Nested nested ? nested.rows() : Optional.empty();
        if (rows.isPresent()) {
            return text.append("rows of table ").append(rows.get().table()).toString()
                    + (field.required() ? ", required" : "");
        }
        boolean json = field.many() || field.source() instanceof Source.Nested;
        text.append(json ? "json" : field.type().label());
        if (field.type() == FieldType.MONEY && !json) {
            text.append(" (columns ")
                    .append(field.name())
                    .append(" and ")
                    .append(field.name())
                    .append("_currency)");
        }
        if (field.type() == FieldType.FILE && !json) {
            text.append(" (columns ").append(field.name()).append(", _path, _sha256, _type and _size)");
        }
        if (field.many()) {
            text.append(", a list");
        }
        if (field.required()) {
            text.append(", required");
        }
        return text.toString();
    }

    static String pace(PolitenessSpec politeness) {
        StringBuilder text = new StringBuilder(pace(politeness.delay()));
        text.append(", ").append(politeness.parallel()).append(" at a time, per host; robots.txt is ");
        return text.append(politeness.robots() ? "obeyed" : "ignored").toString();
    }

    private static String pace(Duration delay) {
        long millis = delay.toMillis();
        if (millis == 0) {
            return "no pause between pages";
        }
        if (millis <= 1000 && 1000 % millis == 0) {
            return "at most " + Amounts.of(1000 / millis, "page") + " per second";
        }
        return "at most 1 page every " + Amounts.of(delay);
    }

    static String browser(BrowserSpec browser) {
        StringBuilder text = new StringBuilder("profile ").append(browser.profile());
        text.append(browser.full() ? ", full Chrome" : "");
        browser.grid().ifPresent(grid -> text.append(", on the grid at ").append(grid.place()));
        browser.proxy().ifPresent(proxy -> text.append(", through proxy ").append(proxy));
        return text.toString();
    }

    static String limits(LimitsSpec limits) {
        return "on a page after " + Amounts.of(limits.page()) + " or " + Amounts.of(limits.attempts(), "attempt")
                + "; the run is incomplete when more than "
                + percent(limits.failed()) + " of the pages fail or more than " + percent(limits.invalid())
                + " of a kind's items lack a required field";
    }

    private static String percent(double part) {
        return String.format(Locale.ROOT, "%.4g", part * 100).replaceAll("\\.?0+$", "") + "%";
    }

    /** What is allowed, but that a person may not have thought of. */
    static List<String> warnings(Plan plan) {
        List<String> warnings = new ArrayList<>();
        if (plan.politeness().terms().isEmpty()) {
            warnings.add("politeness.terms is empty: read the site's terms, and note where and when");
        }
        if (plan.politeness().contact().isEmpty()) {
            warnings.add("politeness.contact is empty: the site's owner cannot reach you");
        }
        if (!plan.politeness().robots()) {
            warnings.add("robots.txt is ignored: be sure that the site is yours, or agrees");
        }
        CrawlSpec crawl = plan.crawl();
        boolean bound = crawl.pages().isPresent()
                || crawl.depth().isPresent()
                || crawl.time().isPresent();
        if (!(crawl.follow().isEmpty() && crawl.clicks().isEmpty()) && !bound) {
            warnings.add("crawl.pages, depth and time are not set: the run ends when the links do");
        }
        return warnings;
    }
}
