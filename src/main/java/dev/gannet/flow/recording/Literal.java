package dev.gannet.flow.recording;

/** Texts that a recorder means as they stand, as conditions and globs write them. */
final class Literal {
    private Literal() {}

    /** @return a condition's text that matches this text alone */
    static String text(String text) {
        return text.startsWith("~") || text.startsWith("re:") ? "re:^" + quoted(text.strip()) + "$" : text;
    }

    /** @return a glob that matches this URL alone; what stands after # is no part of it unless it is a route */
    static String glob(String url) {
        int hash = url.indexOf('#');
        boolean route = hash >= 0 && (url.startsWith("#/", hash) || url.startsWith("#!", hash));
        String whole = hash < 0 || route ? url : url.substring(0, hash);
        return whole.indexOf('*') < 0 ? whole : "re:^" + quoted(whole.replaceFirst("^https?://", "")) + "$";
    }

    /** @return a regular expression for this text, as both Java and JavaScript read it */
    static String quoted(String text) {
        return text.replaceAll("[\\\\^$.*+?()\\[\\]{}|/]", "\\\\$0");
    }
}
