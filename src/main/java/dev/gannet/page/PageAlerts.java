package dev.gannet.page;

import dev.gannet.web.Deadline;
import dev.gannet.web.OneLine;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a page says to who filled in its form. Immutable.
 *
 * @param aloud visible alerts, as by {@code role=alert} or {@code aria-live=assertive} (WAI-ARIA 1.2, 5.4 and 6.6)
 * @param looks visible texts that look like alerts by their classes, polite announcements, and short texts beside the form
 * @param form whether a form with a field for a text or a password is visible
 */
public record PageAlerts(Set<String> aloud, Set<String> looks, boolean form) {
    private static final PageAlerts NONE = new PageAlerts(Set.of(), Set.of(), false);

    /**
     * Reads them from a page and its same-origin frames as they are now.
     *
     * @return nothing where the document goes away meanwhile
     */
    public static PageAlerts of(LivePage page, Deadline limit) {
        World.Reply reply = page.world().ask("alerts", limit);
        return reply.state() == World.State.ANSWERED && reply.value().get("form") instanceof Boolean form
                ? new PageAlerts(texts(reply.value(), "aloud"), texts(reply.value(), "looks"), form)
                : NONE;
    }

    /** @return the first alert that is not among those of before */
    public Optional<String> newAloud(PageAlerts before) {
        return aloud.stream().filter(text -> !before.aloud.contains(text)).findFirst();
    }

    /** @return the first text that is one by its looks at least, and is not among those of before */
    public Optional<String> newest(PageAlerts before) {
        return newAloud(before)
                .or(() -> looks.stream()
                        .filter(text -> !before.looks.contains(text))
                        .findFirst());
    }

    private static Set<String> texts(Map<?, ?> answer, String name) {
        Set<String> texts = new LinkedHashSet<>();
        if (answer.get(name) instanceof List<?> list) {
            list.forEach(text -> texts.add(OneLine.of(String.valueOf(text))));
        }
        return texts;
    }
}
