package dev.gannet.extract;

import dev.gannet.web.PageUrl;
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

    private final Snapshot snapshot;
    private final ParsedPage page;

    public Probe(Snapshot snapshot) {
        this.snapshot = snapshot;
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

    /** @return what a job for the page could take from it, tried on the page */
    public Proposal suggest() {
        return switch (snapshot.kind()) {
            case HTML -> html();
            case XML -> main().map(main -> new XmlProposal(page, main).make()).orElse(Proposal.NOTHING);
            case JSON ->
                page.whole().parts().stream()
                        .filter(JsonPart.class::isInstance)
                        .findFirst()
                        .map(root -> new JsonProposal(page, url(), (JsonPart) root).make())
                        .orElse(Proposal.NOTHING);
        };
    }

    /**
     * @param list what {@link #suggest} proposed for the page
     * @param details some of the pages that it names as those of its items
     * @return the same with a kind for these pages, which shares the list's table
     */
    public Proposal suggest(Proposal list, List<Snapshot> details) {
        return list.kinds().isEmpty() ? list : PageProposal.with(list, page, url(), details);
    }

    /**
     * @param list what was proposed for the page
     * @param scrolled the same page when it was scrolled
     * @return the same, scrolled, where that brought more items
     */
    public Proposal suggest(Proposal list, Snapshot scrolled) {
        if (list.kinds().isEmpty()) {
            return list;
        }
        Suggestion first = list.kinds().get(0);
        int more = new Recipe(first.spec())
                .read(new ParsedPage(scrolled, new Cleaner()), new Notes(), 0)
                .size();
        return more > first.count() ? list.scrolling() : list;
    }

    /** What the page itself has; or, where that is nothing, the first of its frames that has something. */
    private Proposal html() {
        List<ParsedDocument> documents = page.documents().toList();
        for (int i = 0; i < documents.size(); i++) {
            Proposal made = new PageProposal(page, documents.get(i), url(), i > 0).make();
            if (!made.kinds().isEmpty()) {
                return made;
            }
        }
        return Proposal.NOTHING;
    }

    private Optional<ParsedDocument> main() {
        return page.documents().findFirst();
    }

    private PageUrl url() {
        return PageUrl.parse(snapshot.finalUrl()).orElseGet(() -> PageUrl.of(snapshot.requested()));
    }
}
