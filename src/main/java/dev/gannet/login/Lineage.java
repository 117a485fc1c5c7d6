package dev.gannet.login;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;

/** The logins of a run, one after the other. Thread-safe. */
final class Lineage {
    private static final int REMEMBERED = 4;
    /** Who is logged in elsewhere once may have been so by chance: the login may have ended in between. */
    private static final int MOST_STUCK = 2;

    private static final int MOST_MUTE = 3;

    private final Deque<Generation> last = new ArrayDeque<>();

    /** @param first what there is before any login: one of an earlier run, or none that ever held */
    Lineage(Generation first) {
        last.add(first);
    }

    /** @return the newest, whether or not it holds */
    synchronized Generation last() {
        return last.getLast();
    }

    synchronized void add(Generation next) {
        last.add(next);
        if (last.size() > REMEMBERED) {
            last.remove();
        }
    }

    /** @return why one more login would be in vain, as far as the last ones tell */
    synchronized Optional<String> doubt() {
        int stuck = 0;
        int mute = 0;
        for (Iterator<Generation> each = last.descendingIterator(); each.hasNext(); ) {
            Generation generation = each.next();
            if (generation.wasOfUse()) {
                break;
            }
            stuck += generation.stuck() ? 1 : 0;
            mute += generation.mute() ? 1 : 0;
        }
        if (stuck >= MOST_STUCK) {
            return Optional.of(
                    "the login works in the browser that made it, and what it left there (cookies and storage)"
                            + " does not work in others: write share: per-session");
        }
        return mute < MOST_MUTE
                ? Optional.empty()
                : Optional.of(
                        "the login does not hold over plain HTTP, which has its cookies and nothing else: leave such"
                                + " pages to the browser");
    }
}
