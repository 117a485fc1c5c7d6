package dev.gannet.crawl;

import dev.gannet.frontier.Breach;
import dev.gannet.frontier.Frontier;
import dev.gannet.frontier.RunTicket;
import dev.gannet.web.Completeness;
import dev.gannet.web.ReadyVerdict;
import dev.gannet.web.Snapshot;
import dev.gannet.web.Visit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Judges failed requests of pages that already show some rows: other rows may be missing. The outcome of the same request on
 * other pages of the same form decides:
 *
 * <ul>
 *   <li>A call that broke off, or that the server failed to answer, makes its page suspect, unless the call succeeded on
 *       several other pages and never brought anything there.
 *   <li>A call that the server refused makes its page suspect only where the call brought items on another page. Where that
 *       shows later, the page is read again.
 * </ul>
 *
 * <p>What is known lasts as long as the process. Thread-safe.
 */
final class FailedCalls {
    private static final Logger LOG = LoggerFactory.getLogger(FailedCalls.class);
    /** On so many pages a call must have brought nothing. */
    private static final int SEVERAL = 3;
    /** So many pages are read once more because a call failed, without any that succeeded then. */
    private static final int MAX_VAIN = 3;

    private static final int MAX_WAITING = 1000;

    private final Frontier frontier;
    private final RunTicket run;
    private final Map<String, Known> known = new ConcurrentHashMap<>();

    FailedCalls(Frontier frontier, RunTicket run) {
        this.frontier = frontier;
        this.run = run;
    }

    /** What is known of one call on pages of one form. Used under its own lock. */
    private static final class Known {
        /** The pages where it failed, and that is not held against them yet, or is so far. */
        private final List<Long> pages = new ArrayList<>();

        private int fine;
        private int grew;
        private int again;

        boolean harmless() {
            return grew == 0 && fine >= SEVERAL;
        }

        boolean matters(ReadyVerdict.FailedCall call) {
            return call.refused() ? grew > 0 : !harmless();
        }
    }

    /** @return why the page is suspect */
    List<Breach> of(Visit visit, Snapshot snapshot) {
        return mattering(visit, snapshot)
                .map(call -> Breach.ofRun(
                        Completeness.SUSPECT,
                        Rules.CALL,
                        call.what()
                                + ", and what it brings may be missing; if nothing that is"
                                + " read comes from it, say so with page: {may-fail: …}"))
                .toList();
    }

    /** @return whether the page is worth another visit, because what failed may succeed then */
    boolean again(Visit visit, Snapshot snapshot) {
        boolean again = false;
        for (ReadyVerdict.FailedCall call : mattering(visit, snapshot).toList()) {
            Known one = of(visit, call.form());
            synchronized (one) {
                again |= one.fine > 0 || one.again++ < MAX_VAIN;
            }
        }
        return again;
    }

    /** Learns from a page that was committed. */
    void learn(Visit visit, Snapshot snapshot) {
        ReadyVerdict.Calls calls = snapshot.verdict().requests().calls();
        for (String form : calls.fine()) {
            Known one = of(visit, form);
            List<Long> pages = List.of();
            synchronized (one) {
                boolean before = one.harmless();
                boolean first = one.grew == 0 && calls.grew().contains(form);
                one.fine++;
                one.grew += calls.grew().contains(form) ? 1 : 0;
                if (first || !before && one.harmless()) {
                    pages = List.copyOf(one.pages);
                    one.pages.clear();
                }
            }
            if (!pages.isEmpty()) {
                LOG.info(
                        "{} succeeded at {}: {} pages on which it failed are read again",
                        form,
                        visit.url(),
                        frontier.again(run, pages));
            }
        }
        for (ReadyVerdict.FailedCall call : calls.failed()) {
            Known one = of(visit, call.form());
            synchronized (one) {
                if (one.pages.size() < MAX_WAITING && one.grew == 0 && !one.harmless()) {
                    one.pages.add(visit.page());
                }
            }
        }
    }

    private Stream<ReadyVerdict.FailedCall> mattering(Visit visit, Snapshot snapshot) {
        if (!snapshot.verdict().ready()) {
            return Stream.of();
        }
        return snapshot.verdict().requests().calls().failed().stream().filter(call -> {
            Known one = of(visit, call.form());
            synchronized (one) {
                return one.matters(call);
            }
        });
    }

    private Known of(Visit visit, String form) {
        return known.computeIfAbsent(QuietPatterns.place(visit.url()) + " " + form, key -> new Known());
    }
}
