package dev.gannet.crawl;

import dev.gannet.frontier.Frontier;
import dev.gannet.frontier.RunTicket;
import dev.gannet.page.Awaited;
import dev.gannet.web.PageUrl;
import dev.gannet.web.ReadyVerdict;
import dev.gannet.web.Snapshot;
import dev.gannet.web.Visit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Learns which requests, timers, messages and other sources of change pages of one form await in vain: nothing that the job
 * extracts changed after them. Later pages of that form do not await them. One page of ten awaits them all the same; when
 * one brings a change there after all, it is awaited again, and the pages that did not await it since the last that did are
 * read again: no record is given for the time. Thread-safe.
 */
final class QuietPatterns {
    private static final Logger LOG = LoggerFactory.getLogger(QuietPatterns.class);
    /** So many pages of a form must have waited in vain. */
    private static final int ENOUGH = 3;
    /** One page of so many waits all the same. */
    private static final int CHECKED = 10;

    private final Frontier frontier;
    private final String job;
    private final RunTicket run;
    private final Map<String, Form> forms = new ConcurrentHashMap<>();

    QuietPatterns(Frontier frontier, String job, RunTicket run) {
        this.frontier = frontier;
        this.job = job;
        this.run = run;
        frontier.quiet(job).forEach((place, requests) -> forms.put(place, new Form(requests)));
    }

    /** What is known of pages of one form. Used under its own lock. */
    private static final class Form {
        /** Request to the pages that waited for it in vain. */
        private final Map<String, Integer> vain;
        /** The pages that did not wait since the last one that did. */
        private final List<Long> hurried = new ArrayList<>();

        private int pages;

        Form(Map<String, Integer> vain) {
            this.vain = new HashMap<>(vain);
        }

        Set<String> known() {
            return vain.entrySet().stream()
                    .filter(entry -> entry.getValue() >= ENOUGH)
                    .map(Map.Entry::getKey)
                    .collect(Collectors.toUnmodifiableSet());
        }
    }

    /** @return what a page need not wait for */
    Awaited.Quiet at(PageUrl url) {
        Form form = forms.get(place(url));
        if (form == null) {
            return Awaited.Quiet.NOTHING;
        }
        synchronized (form) {
            Set<String> known = form.known();
            return known.isEmpty() ? Awaited.Quiet.NOTHING : new Awaited.Quiet(known, form.pages++ % CHECKED == 0);
        }
    }

    /** Learns from a page that was committed. */
    void learn(Visit visit, Snapshot snapshot) {
        ReadyVerdict.Requests requests = snapshot.verdict().requests();
        if (!snapshot.verdict().ready() || requests.equals(ReadyVerdict.Requests.NONE)) {
            return;
        }
        String place = place(visit.url());
        Form form = forms.computeIfAbsent(place, one -> new Form(Map.of()));
        synchronized (form) {
            for (String answered : requests.answered()) {
                if (form.vain.remove(answered) != null) {
                    LOG.info("{} matters after all at {}: it is awaited again", answered, visit.url());
                    frontier.quiet(job, place, answered, 0);
                    int pages = frontier.again(run, form.hurried);
                    LOG.info("{} pages that did not wait for it are read again", pages);
                    form.hurried.clear();
                }
            }
            for (String vain : requests.vain()) {
                frontier.quiet(job, place, vain, form.vain.merge(vain, 1, Integer::sum));
                form.hurried.clear();
            }
            if (!requests.passed().isEmpty()) {
                form.hurried.add(visit.page());
            }
        }
    }

    /** @return the form of a page's address: what numbers and long identifiers stand in is left open */
    static String place(PageUrl url) {
        return url.origin() + PageUrl.withoutNumbers(url.path());
    }
}
