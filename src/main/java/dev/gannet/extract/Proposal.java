package dev.gannet.extract;

import dev.gannet.web.PageUrl;
import dev.gannet.web.Selector;
import java.util.List;

/**
 * What a job for a page could say, as far as the page shows it.
 *
 * @param kinds the kinds of items, the likeliest first; a list's and its details' share a table
 * @param follow the links to more pages of the list and to the pages of its items
 * @param frames whether the items stand in frames of the page
 * @param scroll whether there are more of them once the page is scrolled
 * @param dismiss buttons of banners that lie over the page
 * @param details pages of the items, of which some can be looked at to learn what they have in common
 * @param also what repeats on the page, too, and is in no kind: one line each
 */
public record Proposal(
        List<Suggestion> kinds,
        List<Selector> follow,
        boolean frames,
        boolean scroll,
        List<Selector> dismiss,
        List<PageUrl> details,
        List<String> also) {
    /** Nothing that repeats. */
    static final Proposal NOTHING = of(List.of(), List.of());

    public Proposal {
        kinds = List.copyOf(kinds);
        follow = List.copyOf(follow);
        dismiss = List.copyOf(dismiss);
        details = List.copyOf(details);
        also = List.copyOf(also);
    }

    static Proposal of(List<Suggestion> kinds, List<Selector> follow) {
        return new Proposal(kinds, follow, false, false, List.of(), List.of(), List.of());
    }

    Proposal withKinds(List<Suggestion> others, List<Selector> links) {
        return new Proposal(others, links, frames, scroll, dismiss, details, also);
    }

    /** @return the same, scrolled */
    Proposal scrolling() {
        return new Proposal(kinds, follow, frames, true, dismiss, details, also);
    }
}
