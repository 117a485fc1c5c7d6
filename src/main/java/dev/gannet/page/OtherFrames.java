package dev.gannet.page;

import dev.gannet.session.Session;
import dev.gannet.web.Deadline;
import dev.gannet.web.Snapshot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.JavascriptException;
import org.openqa.selenium.NoSuchFrameException;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The documents of frames of other origins, which nothing in the page can read: the driver goes into each, wherever it
 * stands. For one snapshot.
 */
final class OtherFrames {
    private static final Logger LOG = LoggerFactory.getLogger(OtherFrames.class);
    private static final Duration GRACE = Duration.ofSeconds(3);
    /** Frames in frames without an end are a page's own doing. */
    private static final int DEPTH = 5;
    /** A frame may be sent elsewhere while it is read. */
    private static final int TRIES = 3;

    private final Session session;
    private final List<Awaited.Kind> away;
    private final Deadline limit;
    private final List<Snapshot.Frame> frames = new ArrayList<>();
    private final Set<String> found = new HashSet<>();
    private long room;
    private long length;

    /**
     * @param away kinds that are not in the document itself
     * @param limit when waiting for them ends
     * @param room the most characters that are taken
     */
    OtherFrames(Session session, List<Awaited.Kind> away, Deadline limit, long room) {
        this.session = session;
        this.away = away;
        this.limit = limit;
        this.room = room;
    }

    /** @param answer of the document that the frames stand in */
    void read(Map<?, ?> answer) {
        try {
            add(answer, 0);
        } finally {
            session.call(
                    "frame", Deadline.in(GRACE), driver -> driver.switchTo().defaultContent());
        }
    }

    /** @return every frame's document, each at the number that its frame has */
    List<Snapshot.Frame> frames() {
        return frames;
    }

    /** @return the kinds that were found in them */
    Set<String> found() {
        return found;
    }

    /** @return the full length of what was read in other frames */
    long length() {
        return length;
    }

    private void add(Map<?, ?> answer, int depth) {
        int first = frames.size();
        List<?> told = answer.get("frames") instanceof List<?> list ? list : List.of();
        for (Object one : told) {
            Map<?, ?> frame = (Map<?, ?>) one;
            frames.add(new Snapshot.Frame(String.valueOf(frame.get("url")), String.valueOf(frame.get("html"))));
        }
        for (int at = 0; at < told.size(); at++) {
            if (((Map<?, ?>) told.get(at)).get("other") instanceof List<?> way && depth < DEPTH) {
                enter(
                        first + at,
                        way.stream().map(number -> ((Number) number).intValue()).toList(),
                        depth);
            }
        }
    }

    /** @param way the numbers of the frames of the same origin that it stands in, from here on, and its own */
    private void enter(int number, List<Integer> way, int depth) {
        for (int tries = 0; tries < TRIES && !limit.passed(); tries++) {
            int entered = 0;
            try {
                while (entered < way.size() && step(way.get(entered), entered == way.size() - 1)) {
                    entered++;
                }
                if (entered == way.size()) {
                    take(number, depth);
                    return;
                }
            } catch (NoSuchFrameException | StaleElementReferenceException | JavascriptException moved) {
                LOG.debug("frame {} of {} was put elsewhere: {}", number, way, moved.getRawMessage());
            } finally {
                for (; entered > 0; entered--) {
                    session.call(
                            "frame",
                            Deadline.in(GRACE),
                            driver -> driver.switchTo().parentFrame());
                }
            }
        }
    }

    /** @param other whether it is of another origin */
    private boolean step(int at, boolean other) {
        if (session.script(PageScript.OTHERS, Deadline.in(GRACE), at, other) instanceof WebElement frame) {
            session.call(
                    "frame", Deadline.in(GRACE), driver -> driver.switchTo().frame(frame));
            return true;
        }
        return false;
    }

    private void take(int number, int depth) {
        List<Map<String, Object>> kinds = away.stream()
                .filter(kind -> !found.contains(kind.name()))
                .map(Wish::kind)
                .toList();
        Deadline time = limit.passed() ? Deadline.in(GRACE) : limit;
        Map<String, Object> wish = Map.of(
                "kinds",
                kinds,
                "first",
                frames.size(),
                "quiet",
                Wish.QUIET.toMillis(),
                "patience",
                Wish.PATIENCE.toMillis(),
                "cap",
                time.left().toMillis(),
                "size",
                room);
        @Nullable
        Object got =
                session.asyncScript(PageScript.OTHER, Deadline.in(time.left().plus(GRACE)), wish);
        if (!(got instanceof Map<?, ?> answer) || !(answer.get("frames") instanceof List<?> all) || all.isEmpty()) {
            return;
        }
        Map<?, ?> own = (Map<?, ?>) all.get(0);
        frames.set(number, new Snapshot.Frame(String.valueOf(own.get("url")), String.valueOf(own.get("html"))));
        room -= all.stream()
                .mapToLong(one -> String.valueOf(((Map<?, ?>) one).get("html")).length())
                .sum();
        length += answer.get("length") instanceof Number characters ? characters.longValue() : 0;
        if (answer.get("there") instanceof List<?> names) {
            names.forEach(name -> found.add(String.valueOf(name)));
        }
        add(Map.of("frames", all.subList(1, all.size())), depth + 1);
    }
}
