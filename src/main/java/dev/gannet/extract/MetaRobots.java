package dev.gannet.extract;

import java.util.Locale;
import java.util.Set;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** What a page asks of robots in its own head. */
final class MetaRobots {
    private static final Set<String> NAMES = Set.of("robots", "gannet");

    private MetaRobots() {}

    /** @return whether the page asks that its links are not followed */
    static boolean noFollow(Document document) {
        for (Element meta : document.select("meta[name][content]")) {
            if (NAMES.contains(meta.attr("name").strip().toLowerCase(Locale.ROOT))) {
                for (String word : meta.attr("content").toLowerCase(Locale.ROOT).split("[,\\s]+")) {
                    if (word.equals("nofollow") || word.equals("none")) {
                        return true;
                    }
                }
            }
        }
        return false;
    }
}
