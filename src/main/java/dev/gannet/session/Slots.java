package dev.gannet.session;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The book of the pool: N places, each in one state; the sum is checked at every change. Thread-safe. */
final class Slots {
    enum State {
        EMPTY,
        STARTING,
        IDLE,
        LEASED,
        RETIRING
    }

    /** One place; changed only by the book. */
    static final class Slot {
        private State state = State.EMPTY;
        private @Nullable Browser browser;
        private long idleSince;

        Optional<Browser> browser() {
            return Optional.ofNullable(browser);
        }
    }

    /** A place that was just taken, and what it needs: a lease, a launch, or the end of the browser that holds it. */
    record Taken(Slot slot, State state) {}

    private final List<Slot> all = new ArrayList<>();
    private int peak;

    Slots(int size) {
        for (int i = 0; i < size; i++) {
            all.add(new Slot());
        }
    }

    /**
     * Takes a place for the holder of a permit: the browser that served the key last, else an empty place, else that of
     * the browser that is idle for the longest.
     */
    synchronized Taken take(LeaseKey key) {
        Optional<Slot> warm = all.stream()
                .filter(slot -> slot.state == State.IDLE && slot.browser != null && slot.browser.key.equals(key))
                .max(Comparator.comparingLong(slot -> slot.idleSince));
        if (warm.isPresent()) {
            return taken(warm.get(), State.LEASED);
        }
        Optional<Slot> empty =
                all.stream().filter(slot -> slot.state == State.EMPTY).findFirst();
        if (empty.isPresent()) {
            return taken(empty.get(), State.STARTING);
        }
        return all.stream()
                .filter(slot -> slot.state == State.IDLE)
                .min(Comparator.comparingLong(slot -> slot.idleSince))
                .map(slot -> taken(slot, State.RETIRING))
                .orElseThrow(() -> new IllegalStateException("a permit without a place: " + state(0)));
    }

    private Taken taken(Slot slot, State state) {
        change(slot, slot.state, state);
        return new Taken(slot, state);
    }

    /** @return an idle place, now retiring; empty when none is idle */
    synchronized Optional<Slot> takeIdle() {
        Optional<Slot> idle =
                all.stream().filter(slot -> slot.state == State.IDLE).findFirst();
        idle.ifPresent(slot -> change(slot, State.IDLE, State.RETIRING));
        return idle;
    }

    /** @return the place of that browser, now retiring; empty when it is not idle */
    synchronized Optional<Slot> takeIdle(Browser browser) {
        Optional<Slot> idle = all.stream()
                .filter(slot -> slot.state == State.IDLE && slot.browser == browser)
                .findFirst();
        idle.ifPresent(slot -> change(slot, State.IDLE, State.RETIRING));
        return idle;
    }

    synchronized void started(Slot slot, Browser browser) {
        slot.browser = browser;
        change(slot, State.STARTING, State.LEASED);
    }

    synchronized void returned(Slot slot) {
        slot.idleSince = System.nanoTime();
        change(slot, State.LEASED, State.IDLE);
    }

    synchronized void retiring(Slot slot) {
        change(slot, slot.state, State.RETIRING);
    }

    synchronized void emptied(Slot slot) {
        slot.browser = null;
        change(slot, State.RETIRING, State.EMPTY);
    }

    private void change(Slot slot, State from, State to) {
        if (slot.state != from) {
            throw new IllegalStateException("a place that is " + slot.state + " cannot go from " + from + " to " + to);
        }
        slot.state = to;
        peak = Math.max(peak, state(0).leased());
    }

    synchronized List<Browser> leased() {
        return all.stream()
                .filter(slot -> slot.state == State.LEASED)
                .flatMap(slot -> slot.browser().stream())
                .toList();
    }

    /** @return those that have been idle for longer than they may be */
    synchronized List<Browser> idleTooLong() {
        long now = System.nanoTime();
        return all.stream()
                .filter(slot -> slot.state == State.IDLE)
                .filter(slot -> slot.browser()
                        .flatMap(browser -> browser.launched.mostIdle())
                        .filter(most -> now - slot.idleSince > most.toNanos())
                        .isPresent())
                .flatMap(slot -> slot.browser().stream())
                .toList();
    }

    /** @return those that are leased or idle */
    synchronized List<Browser> browsers() {
        return all.stream()
                .filter(slot -> slot.state == State.LEASED || slot.state == State.IDLE)
                .flatMap(slot -> slot.browser().stream())
                .toList();
    }

    synchronized int peak() {
        return peak;
    }

    synchronized PoolState state(int waiting) {
        return new PoolState(
                all.size(),
                count(State.EMPTY),
                count(State.STARTING),
                count(State.IDLE),
                count(State.LEASED),
                count(State.RETIRING),
                waiting);
    }

    private int count(State state) {
        return (int) all.stream().filter(slot -> slot.state == state).count();
    }
}
