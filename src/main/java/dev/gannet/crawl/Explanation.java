package dev.gannet.crawl;

import dev.gannet.frontier.PageStory;
import dev.gannet.http.HttpFetcher;
import dev.gannet.job.Plan;
import dev.gannet.politeness.RobotsDecision;
import dev.gannet.web.PageUrl;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Why a job did or did not fetch a URL, or would or would not.
 *
 * @param url the URL
 * @param lines each rule that was looked at, in the order in which a run looks at them
 * @param verdict one sentence
 */
public record Explanation(PageUrl url, List<Line> lines, String verdict) {
    public Explanation {
        lines = List.copyOf(lines);
    }

    /**
     * What one rule says.
     *
     * @param rule its name, as in the job where it stands there
     * @param says what it says of the URL
     */
    public record Line(String rule, String says) {}

    /**
     * @param story what the job's last run knows of the URL
     * @param moved where the starts of that run led that were redirected
     * @param ask whether the site's robots.txt is fetched, the only request that is made
     */
    public static Explanation of(Plan plan, PageUrl url, Optional<PageStory> story, List<PageUrl> moved, boolean ask) {
        List<Line> lines = new ArrayList<>();
        Optional<String> against = Optional.empty();
        lines.add(new Line(
                "key", url.key() + (url.key().equals(url.text()) ? "" : ": URLs with the same key are one page")));
        boolean start = plan.startsAt(url);
        lines.add(new Line("start", start ? "the job starts here" : "no start of the job"));
        if (!start) {
            Scope scope = new Scope(plan);
            moved.forEach(scope::moved);
            boolean listed = !plan.sitemaps().isEmpty() && scope.lists(url);
            against = (listed ? Optional.<String>empty() : scope.leftOut(url))
                    .or(() -> Traps.named(url, 1, plan.crawl()));
            lines.add(new Line(
                    "crawl", against.orElse("in scope, as a link from a page or a sitemap" + included(plan, url))));
            bounds(plan).ifPresent(text -> lines.add(new Line("bounds", text)));
            if (plan.crawl().follow().isEmpty() && plan.sitemaps().isEmpty()) {
                lines.add(new Line("crawl.follow", "no links are followed: only the starts are read"));
                against = against.or(() -> Optional.of("nothing leads here: crawl.follow is empty"));
            }
        }
        lines.add(new Line("items", kinds(plan, url)));
        Optional<String> robots = robots(plan, url, ask, lines);
        story.ifPresent(known -> tell(known, lines));
        return new Explanation(url, lines, verdict(plan, story, against.or(() -> robots), start));
    }

    private static String included(Plan plan, PageUrl url) {
        return plan.crawl().include().stream()
                .filter(glob -> glob.matches(url))
                .findFirst()
                .map(glob -> "; include matches it: " + glob)
                .orElse("");
    }

    private static Optional<String> bounds(Plan plan) {
        List<String> bounds = new ArrayList<>();
        plan.crawl().depth().ifPresent(depth -> bounds.add("crawl.depth " + depth));
        plan.crawl().pages().ifPresent(pages -> bounds.add("crawl.pages " + pages));
        return bounds.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", bounds));
    }

    private static String kinds(Plan plan, PageUrl url) {
        List<String> kinds = plan.items().stream()
                .filter(item -> item.on(url))
                .map(item -> item.kind())
                .toList();
        return kinds.isEmpty() ? "no kind is read here" : String.join(", ", kinds) + " may be here";
    }

    private static Optional<String> robots(Plan plan, PageUrl url, boolean ask, List<Line> lines) {
        if (!plan.politeness().robots()) {
            lines.add(new Line("politeness.robots", "robots.txt is ignored"));
            return Optional.empty();
        }
        if (!ask) {
            lines.add(new Line("politeness.robots", "robots.txt was not asked for; --ask does"));
            return Optional.empty();
        }
        try (HttpFetcher http = new HttpFetcher(plan.browser().proxy())) {
            RobotsDecision decision =
                    RobotsFetching.rules(http, plan.browser().userAgentSuffix()).decide(url);
            String says = switch (decision.verdict()) {
                case ALLOWED -> "robots.txt allows it";
                case FORBIDDEN -> "robots.txt forbids it: " + decision.reason();
                case UNAVAILABLE -> "robots.txt could not be had, so nothing is asked for now: " + decision.reason();
                case UNTRUSTED -> "robots.txt is not to be trusted, so nothing is asked for: " + decision.reason();
            };
            lines.add(new Line("politeness.robots", says));
            return decision.verdict() == RobotsDecision.Verdict.ALLOWED ? Optional.empty() : Optional.of(says);
        }
    }

    private static void tell(PageStory story, List<Line> lines) {
        lines.add(new Line("run " + story.run(), state(story)));
        lines.add(new Line("depth", String.valueOf(story.depth())));
        story.finalUrl().ifPresent(reached -> lines.add(new Line("document", document(story, reached))));
        story.judgement().ifPresent(judged -> {
            lines.add(new Line(
                    "waited",
                    judged.waited().toMillis() + " ms"
                            + (judged.pending().isEmpty()
                                    ? ""
                                    : "; still awaited: " + String.join(", ", judged.pending()))));
            lines.add(new Line("completeness", judged.verdict().label()));
            judged.breaches()
                    .forEach(breach -> lines.add(new Line(
                            breach.rule(),
                            breach.kind()
                                            .map(kind -> kind
                                                    + breach.field()
                                                            .map(field -> "." + field)
                                                            .orElse("") + ": ")
                                            .orElse("")
                                    + breach.message()
                                    + breach.evidence()
                                            .map(file -> "; as it was read: " + file)
                                            .orElse(""))));
        });
        if (!story.foundOn().isEmpty()) {
            lines.add(new Line("found on", String.join(" from ", story.foundOn())));
        }
        for (PageStory.Attempt attempt : story.attempts()) {
            lines.add(new Line(
                    "attempt",
                    attempt.ended().map(at -> at + " ").orElse("")
                            + attempt.outcome()
                            + attempt.kind().map(kind -> " (" + kind + ")").orElse("")
                            + attempt.message().map(text -> ": " + text).orElse("")));
        }
        if (story.state().equals("pending") && !story.opens().isZero()) {
            lines.add(new Line("pace", "not before " + story.opens().toSeconds() + " s from now"));
        }
    }

    private static String document(PageStory story, String reached) {
        return (story.status().isPresent() ? "status " + story.status().getAsInt() + ", " : "")
                + reached
                + story.rung().map(rung -> ", by " + rung).orElse("");
    }

    private static String state(PageStory story) {
        String because = story.because().map(text -> ": " + text).orElse("");
        return switch (story.state()) {
            case "skipped" -> "left out" + because;
            case "pending" -> "waits to be visited" + because;
            case "leased" -> "is being visited";
            default ->
                story.state() + story.kind().map(kind -> " (" + kind + ")").orElse("") + because;
        };
    }

    private static String verdict(Plan plan, Optional<PageStory> story, Optional<String> against, boolean start) {
        if (story.isPresent()) {
            return switch (story.get().state()) {
                case "done" -> "fetched";
                case "failed" -> "tried and given up" + reason(story.get());
                case "skipped" -> "not fetched" + reason(story.get());
                default -> "not fetched yet";
            };
        }
        return against.map(why -> "not fetched: " + why)
                .orElse(
                        start
                                ? "would be fetched"
                                : "would be fetched, once a page or a sitemap leads here"
                                        + bounds(plan)
                                                .map(text -> ", within " + text)
                                                .orElse(""));
    }

    private static String reason(PageStory story) {
        return story.kind().map(kind -> ", " + kind).orElse("")
                + story.because().map(text -> ": " + text).orElse("");
    }
}
