package dev.gannet.page;

import dev.gannet.web.Deadline;
import dev.gannet.web.FailureKind;
import dev.gannet.web.Incident;
import dev.gannet.web.ReadyVerdict;
import dev.gannet.web.ScrapeException;
import dev.gannet.web.Snapshot;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.openqa.selenium.WebDriverException;

/**
 * Finds out where elements lead by clicking them, one after the other, on a page whose snapshot is taken already. Not
 * thread-safe; belongs to the lease.
 *
 * <p>No request for another document leaves: the navigation is told and cancelled. A route that the page went into is left
 * by going back; where that does not bring the elements back, the page is loaded again. An element is found anew by its
 * position for each click, because the page may have drawn everything again. Whatever comes in between ends the clicks and
 * never the page.
 */
public final class Clicking {
    /** The longest that one click is watched. */
    private static final Duration WATCHED = Duration.ofSeconds(3);
    /** After so many clicks it is looked whether the browser still takes their routes. */
    private static final int BEFORE_PAUSE = 25;
    /** The longest pause until it takes them again. */
    private static final Duration PAUSE = Duration.ofSeconds(11);
    /** What the answer may be late beyond that before the click counts as one that never ends. */
    private static final Duration GRACE = Duration.ofSeconds(3);
    /** The longest that the elements may take to be there again. */
    private static final Duration BACK = Duration.ofSeconds(2);
    /** So often in a row the page is loaded again without a click that leads anywhere. */
    private static final int MOST_VAIN = 3;

    /** The longest that an element of a list may take to come into view. */
    private static final Duration REACHED = Duration.ofSeconds(30);

    private static final String ABSENT = "they did not come back";
    private static final String UNREACHED = "the next did not come into view again";

    private final Supplier<LivePage> reload;
    private final Set<String> urls = new LinkedHashSet<>();
    private final Map<Incident, Integer> incidents = new EnumMap<>(Incident.class);
    private final StringBuilder words = new StringBuilder();
    private LivePage page;
    private boolean clean = true;
    private int leftOut;
    private int reloads;
    private int vain;
    private int pressed;

    /**
     * @param page whose snapshot is taken
     * @param reload brings the page up again, at the pace of its host
     */
    public Clicking(LivePage page, Supplier<LivePage> reload) {
        this.page = page;
        this.reload = reload;
    }

    /**
     * Clicks, and adds to the snapshot what came of it.
     *
     * @param specs what is clicked
     * @param snapshot of the page as it was before
     * @return the same snapshot, with where the clicks led
     * @throws ScrapeException {@link FailureKind#STOPPED} only
     */
    public Snapshot follow(List<ClickSpec> specs, Snapshot snapshot) {
        specs.forEach(this::follow);
        if (reloads > 0) {
            words.append("; loaded again for clicks, times: ").append(reloads);
        }
        snapshot.incidents().forEach((incident, times) -> incidents.merge(incident, times, Integer::sum));
        ReadyVerdict verdict = snapshot.verdict();
        return snapshot.with(
                new Snapshot.Clicks(List.copyOf(urls), leftOut),
                incidents,
                new ReadyVerdict(
                        verdict.ready(),
                        verdict.reason() + words,
                        verdict.pending(),
                        verdict.waited(),
                        verdict.requests()));
    }

    private void follow(ClickSpec spec) {
        Round round = new Round(spec);
        String end;
        try {
            end = round.clicks();
        } catch (ScrapeException e) {
            if (e.kind() == FailureKind.STOPPED) {
                throw e;
            }
            if (e.kind().session() == FailureKind.Session.RETIRE) {
                page.session().suspect("a click: " + e.kind().label());
            }
            end = e.kind().label() + ": " + e.getMessage();
        } catch (WebDriverException e) {
            end = "the browser refused it: " + e.getRawMessage();
        }
        // A round that broke off before its elements were counted has left out one at least.
        int rest = Math.max(round.found - round.done, round.found == 0 && !end.isEmpty() ? 1 : 0);
        leftOut += rest;
        if (round.found == 0 && end.isEmpty()) {
            return;
        }
        words.append("; clicked ").append(round.done).append(" of ").append(round.found);
        words.append(' ').append(spec.target()).append(", new places: ").append(round.led);
        words.append(end.isEmpty() ? "" : ", then " + end);
    }

    /** The clicks on what one selector finds. */
    private final class Round {
        private final ClickSpec spec;
        private int found;
        private int done;
        private int led;
        private boolean walking;

        Round(ClickSpec spec) {
            this.spec = spec;
        }

        /** @return why they ended early, or empty */
        String clicks() {
            if (!clean && !restored(1)) {
                return ABSENT;
            }
            Map<?, ?> first = back(0, Duration.ZERO);
            walking = number(first, "hidden") > 0;
            found = Math.max(number(first, "found"), number(first, "hidden"));
            while (done < Math.min(found, spec.most())) {
                if (page.deadline().passed()) {
                    return "the page's time was up";
                }
                if (!clean && !restored(walking ? 1 : found)) {
                    return ABSENT;
                }
                if (walking && !Boolean.TRUE.equals(reach(done).get("there"))) {
                    return UNREACHED;
                }
                Map<?, ?> answer = press(done);
                if (answer.get("absent") != null) {
                    return ABSENT;
                }
                done++;
                note(answer);
            }
            return "";
        }

        /** An answer that never came, because the document went away, leaves nothing as it was. */
        private void note(Map<?, ?> answer) {
            clean = Boolean.TRUE.equals(answer.get("whole"))
                    && number(answer, "pushes") == 0
                    && Boolean.FALSE.equals(answer.get("replaced"));
            LivePage.incidents(answer).forEach((incident, times) -> incidents.merge(incident, times, Integer::sum));
            if (answer.get("to") instanceof List<?> places) {
                for (Object place : places) {
                    if (urls.add(String.valueOf(place))) {
                        led++;
                        vain = 0;
                    }
                }
            }
        }

        /** @return whether the elements are there again, or the page was loaded again */
        private boolean restored(int least) {
            if (!Boolean.TRUE.equals(back(least, BACK).get("there"))) {
                if (++vain > MOST_VAIN) {
                    return false;
                }
                reloads++;
                page = reload.get();
            }
            clean = true;
            return true;
        }

        private Map<?, ?> back(int least, Duration most) {
            return ask("back", most, Map.of("least", least, "count", least == 0));
        }

        /** Only a few rows of the list are in the document at a time. */
        private Map<?, ?> reach(int index) {
            return ask("reach", REACHED, Map.of("index", index));
        }

        private Map<?, ?> press(int index) {
            if (++pressed % BEFORE_PAUSE == 0) {
                ask("paced", PAUSE, Map.of());
            }
            return ask("press", WATCHED, Map.of("index", index, "reached", walking, "found", found));
        }

        /** Asked once only: a document that came in between has not been clicked. */
        private Map<?, ?> ask(String method, Duration most, Map<String, Object> what) {
            Duration cap = page.deadline().atMost(most).left();
            Map<String, Object> wish = new HashMap<>(what);
            wish.put("target", Wish.selector(spec.target()));
            wish.put("cap", cap.toMillis());
            return page.world().ask(method, Deadline.in(cap.plus(GRACE)), wish).value();
        }

        private static int number(Map<?, ?> answer, String name) {
            return answer.get(name) instanceof Number number ? number.intValue() : 0;
        }
    }
}
