package dev.gannet.crawl;

import dev.gannet.web.Incident;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Words for what pages tried to do to their visitor. */
final class Incidents {
    private Incidents() {}

    /** @return such as {@code 3 dialog, 30 popup}: for the page's row and the log; empty when there was nothing */
    static Optional<String> told(Map<Incident, Integer> incidents) {
        return Optional.of(incidents.entrySet().stream()
                        .filter(entry -> entry.getValue() > 0)
                        .sorted(Map.Entry.comparingByKey())
                        .map(entry -> entry.getValue() + " " + entry.getKey().label())
                        .collect(Collectors.joining(", ")))
                .filter(text -> !text.isEmpty());
    }

    /** @return such as {@code dialogs dismissed on 3 pages, pop-ups blocked on 1 page}, from how many pages did what */
    static Optional<String> note(Map<Incident, Long> pages) {
        return Optional.of(pages.entrySet().stream()
                        .sorted(Comparator.comparing(Map.Entry::getKey))
                        .map(entry -> words(entry.getKey()) + " on " + entry.getValue()
                                + (entry.getValue() == 1 ? " page" : " pages"))
                        .collect(Collectors.joining(", ")))
                .filter(text -> !text.isEmpty());
    }

    private static String words(Incident incident) {
        return switch (incident) {
            case DIALOG -> "dialogs dismissed";
            case POPUP -> "pop-ups blocked";
            case PRINT -> "printing ignored";
            case LEAVE_QUESTION -> "questions before leaving ignored";
            case DOWNLOAD -> "downloads refused";
            case SERVICE_WORKER -> "service workers refused";
            case PERMISSION -> "permissions refused";
        };
    }
}
