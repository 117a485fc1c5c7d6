package dev.gannet.extract;

import dev.gannet.web.Selector;
import dev.gannet.web.Snapshot;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Looks at one snapshot for a person who is about to write a job: what selectors match there, and which items the page
 * seems to have. For one thread.
 */
public final class Probe {
    private static final int SAMPLES = 3;

    private final ParsedPage page;

    public Probe(Snapshot snapshot) {
        page = new ParsedPage(snapshot, new Cleaner());
    }

    /** @return whether the document is not what it says it is, and cannot be read */
    public boolean broken() {
        return page.broken();
    }

    /** @return the page's title */
    public String title() {
        return page.title();
    }

    /**
     * What a selector finds.
     *
     * @param selector the selector
     * @param count how many elements match, in the document and its frames
     * @param samples the first of them
     */
    public record Match(Selector selector, int count, List<Sample> samples) {
        public Match {
            samples = List.copyOf(samples);
        }
    }

    /**
     * One element that matches.
     *
     * @param tag its name
     * @param text the start of its text, on one line
     * @param attributes its attributes, their values on one line
     */
    public record Sample(String tag, String text, Map<String, String> attributes) {}

    /** @throws IllegalArgumentException with a sentence, when the selector cannot be compiled */
    public Match match(Selector selector) {
        List<Part> found = page.whole().find(Query.of(selector));
        return new Match(
                selector,
                found.size(),
                found.stream().limit(SAMPLES).map(Part::sample).toList());
    }

    /** @return the text of the first thing that a selector finds; a number or truth of JSON as it is written */
    public Optional<String> value(Selector selector) {
        return page.whole().find(Query.of(selector)).stream()
                .limit(1)
                .flatMap(part -> part.text(Optional.empty(), FieldType.TEXT).stream())
                .findFirst();
    }

    /** @return item blocks that fit the page, the likeliest first, three at most */
    public List<Suggestion> suggest() {
        return page.documents()
                .findFirst()
                .map(main -> new Repetitions(main).suggest())
                .orElse(List.of());
    }
}
