package dev.gannet.crawl;

import dev.gannet.flow.Step;
import dev.gannet.flow.StepListener;
import dev.gannet.flow.StepPlace;
import dev.gannet.page.LivePage;
import dev.gannet.page.StepCamera;
import dev.gannet.web.Redaction;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Keeps what was seen of each step of one flow. For one thread. It is bounded: of a flow that goes on and on the first
 * steps are kept, and those that failed.
 */
final class Trace implements StepListener {
    private static final int MOST_STEPS = 1_000;
    private static final int MOST_PICTURES = 200;
    private static final int MOST_BYTES = 20_000_000;
    private static final int MOST_SAID = 10;

    private final Redaction redaction;
    private final Consumer<Shots> over;
    private final long started = System.nanoTime();
    private final List<Shot> shots = new ArrayList<>();
    private final Deque<Shot> open = new ArrayDeque<>();
    private final Map<String, Integer> rounds = new HashMap<>();
    private int unshown;
    private int pictures;
    private int bytes;
    private boolean pictured = true;
    /** What looking took is no step's own time. */
    private long looking;

    /** @param over is given the whole when the flow has ended */
    Trace(Redaction redaction, Consumer<Shots> over) {
        this.redaction = redaction;
        this.over = over;
    }

    /**
     * A flow as it went.
     *
     * @param list its steps, each before those inside it
     * @param unshown how many more there were
     * @param pictured whether all pictures that were taken are there
     */
    record Shots(List<Shot> list, int unshown, boolean pictured, Duration time) {}

    /** A step as it went. */
    static final class Shot {
        private final StepPlace place;
        private final int depth;
        private final int round;
        private final long began = System.nanoTime();
        private final long lookedBefore;
        private final List<String> said = new ArrayList<>();
        private Duration took = Duration.ZERO;
        private Optional<String> failure = Optional.empty();
        private boolean inside;
        private StepCamera.Still still = new StepCamera.Still("", "", Optional.empty());

        private Shot(StepPlace place, int depth, int round, long lookedBefore) {
            this.place = place;
            this.depth = depth;
            this.round = round;
            this.lookedBefore = lookedBefore;
        }

        StepPlace place() {
            return place;
        }

        /** @return how many steps it is inside of */
        int depth() {
            return depth;
        }

        /** @return 1 for the first time that it was carried out */
        int round() {
            return round;
        }

        Duration took() {
            return took;
        }

        Optional<String> failure() {
            return failure;
        }

        /** @return whether it failed because a step inside it did */
        boolean failedInside() {
            return inside;
        }

        List<String> said() {
            return said;
        }

        /** @return whether it has others inside it, which have the pictures */
        boolean around() {
            Step step = place.step();
            return step instanceof Step.Group || step instanceof Step.If || step instanceof Step.Repeat;
        }

        StepCamera.Still still() {
            return still;
        }

        private void unpicture() {
            still = new StepCamera.Still(still.url(), still.title(), Optional.empty());
        }
    }

    @Override
    public void began(StepPlace place, LivePage page) {
        Shot shot = new Shot(place, open.size(), rounds.merge(place.number(), 1, Integer::sum), looking);
        open.push(shot);
        if (shots.size() < MOST_STEPS) {
            shots.add(shot);
        }
    }

    @Override
    public void said(StepPlace place, String text) {
        Shot shot = open.peek();
        if (shot != null && shot.said.size() < MOST_SAID && !shot.said.contains(text)) {
            shot.said.add(text);
        }
    }

    @Override
    public void ended(StepPlace place, LivePage page, Optional<String> failure) {
        Shot shot = open.pop();
        long now = System.nanoTime();
        shot.took = Duration.ofNanos(now - shot.began - (looking - shot.lookedBefore));
        shot.failure = failure;
        Shot outer = open.peek();
        if (outer != null && failure.isPresent() && !place.step().modifiers().keepGoing()) {
            outer.inside = true;
        }
        boolean kept = shots.contains(shot);
        if (!kept && failure.isEmpty()) {
            unshown++;
            return;
        }
        if (!kept) {
            shots.add(shot);
        }
        boolean full = pictures >= MOST_PICTURES || bytes >= MOST_BYTES;
        pictured &= !full;
        boolean wanted = shot.around() ? failure.isPresent() && !shot.inside : !full || failure.isPresent();
        if (!shot.around() || wanted) {
            look(shot, page, wanted, full);
            looking += System.nanoTime() - now;
        }
    }

    private void look(Shot shot, LivePage page, boolean wanted, boolean full) {
        shot.still = StepCamera.look(page, wanted, redaction.values());
        if (shot.still.picture().isEmpty()) {
            return;
        }
        if (full) {
            makeRoom(shot);
        }
        pictures++;
        bytes += length(shot);
    }

    /** What failed is worth more than what went well before it. */
    private void makeRoom(Shot but) {
        for (int i = shots.size() - 1; i >= 0; i--) {
            Shot shot = shots.get(i);
            if (shot != but && shot.still.picture().isPresent()) {
                pictures--;
                bytes -= length(shot);
                shot.unpicture();
                return;
            }
        }
    }

    private static int length(Shot shot) {
        return shot.still.picture().map(picture -> picture.length).orElse(0);
    }

    @Override
    public void over() {
        over.accept(new Shots(List.copyOf(shots), unshown, pictured, Duration.ofNanos(System.nanoTime() - started)));
    }
}
