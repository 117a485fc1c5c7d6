package dev.gannet.politeness;

import crawlercommons.robots.SimpleRobotRules;
import crawlercommons.robots.SimpleRobotRules.RobotRule;
import crawlercommons.robots.SimpleRobotRules.RobotRulesMode;
import crawlercommons.robots.SimpleRobotRulesParser;
import dev.gannet.web.OneLine;
import dev.gannet.web.PageUrl;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** A robots.txt as it concerns us. Immutable and thread-safe. */
final class RobotsFile {
    /** The product token that rules are looked up by. */
    static final String TOKEN = "gannet";

    /** RFC 9309 section 2.5 asks for at least this much. */
    static final int MOST_BYTES = 500 * 1024;

    private static final int WARNINGS = 5;

    private final SimpleRobotRules rules;

    private RobotsFile(SimpleRobotRules rules) {
        this.rules = rules;
    }

    static RobotsFile parse(String origin, byte[] body) {
        // Crawl-delays of any length are let through here; the longest that is kept is ours to say.
        SimpleRobotRulesParser parser = new SimpleRobotRulesParser(Long.MAX_VALUE, WARNINGS);
        return new RobotsFile(parser.parseContent(origin + "/robots.txt", cut(body), "text/plain", List.of(TOKEN)));
    }

    static RobotsFile allowAll() {
        return new RobotsFile(new SimpleRobotRules(RobotRulesMode.ALLOW_ALL));
    }

    /** Cuts a long body behind a whole line: half a rule is another rule. */
    private static byte[] cut(byte[] body) {
        if (body.length <= MOST_BYTES) {
            return body;
        }
        int end = MOST_BYTES;
        while (end > 0 && body[end - 1] != '\n' && body[end - 1] != '\r') {
            end--;
        }
        return Arrays.copyOf(body, end);
    }

    Optional<Duration> crawlDelay() {
        return rules.getCrawlDelay() > 0 ? Optional.of(Duration.ofMillis(rules.getCrawlDelay())) : Optional.empty();
    }

    /** @return the sitemaps that it names, in order */
    List<PageUrl> sitemaps() {
        return rules.getSitemaps().stream()
                .flatMap(text -> PageUrl.parse(text).stream())
                .toList();
    }

    /** @return the rule that forbids the URL, or empty when it is allowed */
    Optional<String> forbids(PageUrl url) {
        String asked = url.origin() + url.pathAndQuery();
        if (rules.isAllowed(asked)) {
            return Optional.empty();
        }
        String rule = rules.getRobotRules().stream()
                .filter(one -> !one.isAllow() && forbids(one, asked))
                .map(RobotRule::getPrefix)
                .max(Comparator.comparingInt(String::length))
                .orElse("/");
        return Optional.of(OneLine.of("Disallow: " + rule));
    }

    private static boolean forbids(RobotRule rule, String url) {
        SimpleRobotRules alone = new SimpleRobotRules(RobotRulesMode.ALLOW_SOME);
        alone.addRule(rule.getPrefix(), false);
        return !alone.isAllowed(url);
    }
}
