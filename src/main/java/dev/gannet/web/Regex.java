package dev.gannet.web;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A regular expression that a job's author wrote and that is run over what a stranger wrote: its time grows with the length
 * of the text and no faster (S24). The syntax is that of RE2, which is Perl's without what looks ahead, behind or back.
 * Immutable and thread-safe.
 */
public final class Regex {
    private static final String WANTED = "value";

    private final Pattern pattern;

    private Regex(Pattern pattern) {
        this.pattern = pattern;
    }

    /** @throws IllegalArgumentException with a sentence, when it is none */
    public static Regex of(String text) {
        try {
            return new Regex(Pattern.compile(text));
        } catch (PatternSyntaxException e) {
            boolean around = text.matches("(?s).*\\(\\?<?[=!].*|.*\\\\[1-9].*");
            throw new IllegalArgumentException(
                    "not a regular expression: " + e.getDescription() + ": " + e.getPattern()
                            + (around ? "; what looks ahead, behind or back is not known" : ""),
                    e);
        }
    }

    /** @return whether it is found in the text */
    public boolean in(String text) {
        return pattern.matcher(text).find();
    }

    /**
     * @param text where it is sought
     * @param most how many are wanted
     * @return each place that it fits: the group named {@code value} there, else the first group, else all that fits
     */
    public List<String> find(String text, int most) {
        int group = pattern.namedGroups().containsKey(WANTED)
                ? pattern.namedGroups().get(WANTED)
                : Math.min(1, pattern.groupCount());
        List<String> found = new ArrayList<>();
        Matcher matcher = pattern.matcher(text);
        while (found.size() < most && matcher.find()) {
            Optional.ofNullable(matcher.group(group)).ifPresent(found::add);
        }
        return found;
    }

    @Override
    public String toString() {
        return pattern.pattern();
    }
}
