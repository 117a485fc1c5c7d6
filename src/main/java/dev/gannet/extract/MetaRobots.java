package dev.gannet.extract;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** What a page asks of robots, in its own head or in the server's answer. */
final class MetaRobots {
    private static final Set<String> NAMES = Set.of("robots", "gannet");

    private MetaRobots() {}

    /** @return whether the page asks that its links are not followed */
    static boolean noFollow(Document document) {
        for (Element meta : document.select("meta[name][content]")) {
            if (NAMES.contains(meta.attr("name").strip().toLowerCase(Locale.ROOT))) {
                if (refuses(meta.attr("content").toLowerCase(Locale.ROOT))) {
                    return true;
                }
            }
        }
        return false;
    }

    /**
     * @param header the values of X-Robots-Tag, in lower case, a line each: {@code nofollow}, or {@code gannet: nofollow}
     * @return whether they ask us that links are not followed
     */
    static boolean noFollow(String header) {
        return header.lines().anyMatch(line -> {
            int colon = line.indexOf(':');
            String name = colon < 0 ? "" : line.substring(0, colon).strip();
            // "unavailable_after: DATE" has a colon too, and is no name.
            boolean named = name.matches("[a-z][a-z0-9_-]*") && !name.matches("unavailable_after|max-.*");
            return named ? NAMES.contains(name) && refuses(line.substring(colon + 1)) : refuses(line);
        });
    }

    private static boolean refuses(String words) {
        return Stream.of(words.split("[,\\s]+")).anyMatch(word -> word.equals("nofollow") || word.equals("none"));
    }
}
