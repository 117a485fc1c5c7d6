package dev.gannet.page;

import dev.gannet.web.Deadline;
import dev.gannet.web.FailureKind;
import dev.gannet.web.Gate;
import dev.gannet.web.OneLine;
import dev.gannet.web.ReadyVerdict;
import dev.gannet.web.ScrapeException;
import dev.gannet.web.Snapshot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.openqa.selenium.ElementNotInteractableException;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;

/**
 * Goes through the pages of a list by clicks, one view for each page that takes the place of the one before; what is added
 * to a page makes no other view of it. Not thread-safe; belongs to the lease.
 */
public final class Paging {
    /** What covers the way on is given so long to go away. */
    private static final Duration COVERED = Duration.ofSeconds(10);
    /** The longest that the click's own doing is watched before the page's readiness is asked for. */
    private static final Duration TURN = Duration.ofSeconds(60);

    /** So often a page is read again because its rows changed without a click: some never rest. */
    private static final int MOST_CHANGES = 2;

    private static final Duration GRACE = Duration.ofSeconds(3);
    private static final Set<FailureKind> REFUSALS =
            EnumSet.of(FailureKind.REFUSED, FailureKind.ROBOTS, FailureKind.OUT_OF_SCOPE, FailureKind.TIMEOUT);
    private static final String TIME = "its time was up";
    private static final String TOO_LONG = "there was more than limits.size allows";
    /** So often a click may bring rows of the same key anew: perhaps pages that say the same. */
    private static final int MOST_AGAIN = 4;

    private static final String KEY = ": a key on the kind tells them apart";

    private final LivePage page;
    private final NextSpec spec;
    private final Awaited awaited;
    private final Runnable scroll;
    private final List<Snapshot> views = new ArrayList<>();
    private Deadline limit;
    private int clicks;
    private int changes;
    private int earlier;
    private int items;
    private long length;
    private boolean finished;
    private int idle;
    private int again;
    private boolean late;
    private boolean keyed;
    private String failure = "";
    private final Set<String> doubts = new LinkedHashSet<>();

    /**
     * @param page that is up, its list scrolled if it is to be
     * @param scroll brings up the list of each page that comes
     */
    public Paging(LivePage page, NextSpec spec, Awaited awaited, Runnable scroll) {
        this.page = page;
        this.spec = spec;
        this.awaited = awaited;
        this.scroll = scroll;
        limit = page.deadline();
    }

    /**
     * @return the pages in order, one at least; the verdict of the last tells how it ended, and of all of them
     * @throws dev.gannet.web.ScrapeException as {@link LivePage#snapshot(Awaited)}
     */
    public List<Snapshot> through() {
        keep(page.shortly(awaited));
        limit = page.deadline().atMost(spec.time());
        String end = turn(ask("page"));
        Snapshot last = views.get(views.size() - 1);
        String words = String.format(
                Locale.ROOT, "clicked %s %d times, to %d pages, until %s; ", spec.click(), clicks, views.size(), end);
        List<String> pending = new ArrayList<>(finished ? List.of() : List.of(end));
        pending.addAll(doubts);
        for (int i = 0; i < views.size(); i++) {
            String which = i == views.size() - 1 ? "" : "page " + (i + 1) + ": ";
            views.get(i).verdict().pending().forEach(one -> pending.add(which + one));
        }
        boolean ready = finished
                && doubts.isEmpty()
                && views.stream().allMatch(view -> view.verdict().ready());
        views.set(
                views.size() - 1,
                last.with(new ReadyVerdict(
                        ready,
                        words + last.verdict().reason(),
                        pending,
                        last.verdict().waited(),
                        // What one of several pages awaited in vain says nothing of pages that are read alone.
                        ReadyVerdict.Requests.NONE.with(
                                last.verdict().requests().calls()))));
        return List.copyOf(views);
    }

    /** @return why it ended */
    private String turn(Map<?, ?> leaf) {
        Map<?, ?> shown = leaf;
        while (true) {
            items = number(shown, "items");
            keyed = Boolean.TRUE.equals(shown.get("keyed"));
            Optional<String> enough = enough(shown);
            if (enough.isPresent()) {
                finished = true;
                return enough.get();
            }
            if (!text(shown, "off").isEmpty()) {
                shown = ask("usable");
                failure = text(shown, "failure");
                if (!text(shown, "how").equals("same") && ++changes <= MOST_CHANGES) {
                    // Without a click whose effect is still due, it is the same page that has changed.
                    boolean instead = text(shown, "how").equals("grown") || idle == 0;
                    if (!read(page.shortly(awaited), shown, instead)) {
                        return TOO_LONG;
                    }
                    shown = ask("page");
                    continue;
                }
            }
            String off = text(shown, "off");
            if (!off.isEmpty()) {
                boolean loads = Boolean.TRUE.equals(shown.get("loads"));
                // A page that takes its control away because a part did not come is not at its end.
                finished = failure.isEmpty() && !loads;
                return spec.click() + " was " + off + (loads ? " and still shows that it is loading" : "")
                        + (failure.isEmpty() ? "" : ", after " + failure);
            }
            Optional<String> unable = step(text(shown, "link"));
            if (unable.isPresent()) {
                return unable.get();
            }
            Map<?, ?> turned = ask("turned");
            failure = text(turned, "failure");
            late = Boolean.TRUE.equals(turned.get("late"));
            scroll.run();
            Snapshot next = page.shortly(awaited);
            shown = ask("page");
            if (text(shown, "how").equals("same")) {
                if (vain(Boolean.TRUE.equals(turned.get("again")))) {
                    return unchanged();
                }
                continue;
            }
            if (!read(next, shown, text(shown, "how").equals("grown"))) {
                return TOO_LONG;
            }
        }
    }

    /**
     * @param shown how the page is to the one before
     * @param instead whether it is the last page again, with more
     * @return whether there is room for it
     */
    private boolean read(Snapshot next, Map<?, ?> shown, boolean instead) {
        if (instead) {
            length -= views.remove(views.size() - 1).html().length();
        } else {
            earlier += items;
        }
        judge(text(shown, "unsure"));
        return keep(next);
    }

    /** What is not sure of the page that came last. */
    private void judge(String unsure) {
        String page = "page " + (views.size() + 1) + " ";
        if (!unsure.isEmpty()) {
            doubts.add(page + unsure + KEY);
        } else if (again > 0 && !keyed) {
            doubts.add("before " + page + again + " clicks brought rows that say the same" + KEY);
        }
        idle = 0;
        again = 0;
    }

    /**
     * A click may come before the page listens: the first that changes nothing is made again. With a key, the rows of pages
     * that say the same are those that are there already.
     *
     * @param anew whether the same rows were made anew
     */
    private boolean vain(boolean anew) {
        again += anew ? 1 : 0;
        idle++;
        return limit.passed() || late || idle > (keyed && again == idle ? MOST_AGAIN : 1);
    }

    /** @return why it ended at a control that is enabled and leads nowhere */
    private String unchanged() {
        if (limit.passed()) {
            return TIME;
        }
        if (late) {
            return "what " + spec.click() + " asked for was not answered in time";
        }
        String anew = again > 0 && !keyed ? ", and brought rows that say the same" + KEY : "";
        return spec.click() + " is enabled, and " + (idle == 2 ? "two" : idle) + " clicks changed nothing" + anew
                + (failure.isEmpty() ? "" : ": " + failure);
    }

    private Optional<String> enough(Map<?, ?> shown) {
        if (spec.until() instanceof ScrollSpec.Until.Count count && earlier + items >= count.items()) {
            return Optional.of("enough items were there");
        }
        if (spec.until() instanceof ScrollSpec.Until.Seen seen && Boolean.TRUE.equals(shown.get("seen"))) {
            return Optional.of(seen.marker() + " was seen");
        }
        return Optional.empty();
    }

    /** @return why it cannot be taken */
    private Optional<String> step(String link) {
        if (clicks >= spec.max()) {
            return Optional.of("the most clicks, " + spec.max() + ", were made");
        }
        if (limit.passed()) {
            return Optional.of(TIME);
        }
        if (!link.isEmpty()) {
            try {
                // It may be a script's or lead to another document: asked for as if it did.
                page.gate().pass(link, Gate.Purpose.STEP, limit);
            } catch (ScrapeException e) {
                if (!REFUSALS.contains(e.kind())) {
                    throw e;
                }
                return Optional.of("the way on was refused: " + e.getMessage());
            }
        }
        String obstacle = "";
        for (Deadline covered = limit.atMost(COVERED); !covered.passed(); ) {
            Found found = page.find(spec.click(), Wanted.ACTIONABLE, covered);
            if (found.element().isEmpty()) {
                obstacle = found.told();
                continue;
            }
            WebElement way = found.element().get();
            try {
                page.session().call("click", Deadline.in(page.deadline().left().plus(GRACE)), driver -> {
                    way.click();
                    return true;
                });
                clicks++;
                changes = 0;
                return Optional.empty();
            } catch (StaleElementReferenceException | ElementNotInteractableException late) {
                obstacle = String.valueOf(late.getRawMessage());
                page.dismiss(covered);
            }
        }
        return Optional.of(spec.click() + " could not be clicked: " + OneLine.of(obstacle));
    }

    /** @return whether there is room for it */
    private boolean keep(Snapshot view) {
        length += view.html().length();
        views.add(view);
        return length <= page.size() || views.size() == 1;
    }

    private Map<?, ?> ask(String method) {
        Deadline cap = page.deadline().atMost(TURN);
        Map<String, Object> wish = new HashMap<>(page.wish(awaited, cap));
        wish.put("click", Wish.selector(spec.click()));
        if (spec.until() instanceof ScrollSpec.Until.Seen seen) {
            wish.put("seen", Wish.selector(seen.marker()));
        }
        return page.ask(method, wish, cap);
    }

    private static String text(Map<?, ?> answer, String name) {
        return answer.get(name) instanceof String text ? text : "";
    }

    private static int number(Map<?, ?> answer, String name) {
        return answer.get(name) instanceof Number number ? number.intValue() : 0;
    }
}
