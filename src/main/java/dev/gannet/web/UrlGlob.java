package dev.gannet.web;

import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * A pattern over {@code host/path?query}: {@code *} stops at {@code /}, {@code **} does not, every other character,
 * {@code ?} too, is itself; {@code re:} starts a regular expression that must be found in the same text. A pattern that
 * starts with {@code /} is matched against any host. Immutable and thread-safe.
 */
public final class UrlGlob {
    private final String text;
    private final Predicate<String> pattern;
    private final Optional<String> script;

    private UrlGlob(String text, Predicate<String> pattern, Optional<String> script) {
        this.text = text;
        this.pattern = pattern;
        this.script = script;
    }

    /**
     * @param text the pattern as the job file has it
     * @return the compiled pattern
     * @throws IllegalArgumentException with a sentence, when a regular expression is not one
     */
    public static UrlGlob of(String text) {
        if (text.startsWith("re:")) {
            return new UrlGlob(text, Regex.of(text.substring(3))::in, Optional.empty());
        }
        String rest = text.startsWith("/") ? "*" + text : text.replaceFirst("^https?://", "");
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < rest.length(); i++) {
            if (rest.charAt(i) != '*') {
                regex.append(rest.substring(i, i + 1).replaceAll("[\\\\^$.|?+()\\[\\]{}/]", "\\\\$0"));
            } else if (i + 1 < rest.length() && rest.charAt(i + 1) == '*') {
                regex.append("[\\s\\S]*");
                i++;
            } else {
                regex.append("[^/]*");
            }
        }
        return new UrlGlob(
                text, Pattern.compile(regex.toString()).asMatchPredicate(), Optional.of("^(?:" + regex + ")$"));
    }

    /** @return the pattern as an expression that scripts in pages know; empty where the job's author wrote one himself */
    public Optional<String> script() {
        return script;
    }

    /** @return whether the page's host, path and query match */
    public boolean matches(PageUrl url) {
        String site = url.text().contains("#/") || url.text().contains("#!")
                ? url.pathAndQuery() + url.text().substring(url.text().indexOf('#'))
                : url.pathAndQuery();
        return pattern.test(url.host() + portOf(url) + site) || pattern.test(url.host() + site);
    }

    private static String portOf(PageUrl url) {
        String origin = url.origin();
        int at = origin.lastIndexOf(':');
        return at > origin.indexOf("://") + 2 && !origin.endsWith("]") ? origin.substring(at) : "";
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof UrlGlob that && that.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
