package dev.gannet.flow;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * What a text is held against. Immutable.
 *
 * @param how the way
 * @param text what it is held against, as the job file has it
 */
public record Sample(How how, Words text) {
    /** How two texts are compared; white space is folded. */
    public enum How {
        /** The whole text. */
        IS,
        /** The text contains it: {@code ~T} in a job file. */
        CONTAINS,
        /** A regular expression finds something in the text: {@code re:T} in a job file. */
        MATCHES;

        /**
         * @param wanted with the variables filled in
         * @throws PatternSyntaxException when it is to be a regular expression and is none
         */
        boolean takes(String wanted, String actual) {
            String folded = fold(actual);
            return switch (this) {
                case IS -> folded.equals(fold(wanted));
                case CONTAINS -> folded.contains(fold(wanted));
                case MATCHES -> Pattern.compile(wanted).matcher(folded).find();
            };
        }

        private static String fold(String text) {
            return text.replaceAll("[\\s\\u00a0]+", " ").strip();
        }
    }

    /** As {@link How#takes}. */
    boolean takes(String wanted, String actual) {
        return how.takes(wanted, actual);
    }

    @Override
    public String toString() {
        return switch (how) {
            case IS -> '"' + text.toString() + '"';
            case CONTAINS -> "a text with \"" + text + '"';
            case MATCHES -> "a text that matches " + text;
        };
    }
}
