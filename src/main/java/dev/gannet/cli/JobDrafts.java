package dev.gannet.cli;

import dev.gannet.crawl.OnePage;
import dev.gannet.extract.Extraction;
import dev.gannet.extract.Extractor;
import dev.gannet.extract.Item;
import dev.gannet.extract.ItemSpec;
import dev.gannet.extract.Probe;
import dev.gannet.extract.Proposal;
import dev.gannet.job.JobReader;
import dev.gannet.job.NewJob;
import dev.gannet.session.LauncherSource;
import dev.gannet.web.DocumentKind;
import dev.gannet.web.PageUrl;
import dev.gannet.web.ScrapeException;
import dev.gannet.web.Selector;
import dev.gannet.web.Snapshot;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes jobs for pages, by looking at them. Stateless and thread-safe. */
final class JobDrafts {
    private static final int ROWS = 5;
    private static final int DETAILS = 3;

    private JobDrafts() {}

    /** @return the page as a browser shows it, or a server sends it */
    static Snapshot snapshot(PageUrl url, List<Selector> selectors, LauncherSource browsers) {
        try (OnePage page = OnePage.open(browsers)) {
            return page.render(url, selectors);
        }
    }

    /** @return a short job for a page that was looked at already */
    static JobDraft brief(PageUrl url, Snapshot snapshot, Probe probe) {
        Proposal proposal = probe.suggest();
        if (proposal.kinds().isEmpty()) {
            return new JobDraft("", List.of(), List.of());
        }
        String text = NewJob.brief(url, proposal);
        return new JobDraft(text, samples(text, url, List.of(snapshot)), List.of());
    }

    /** @return a commented job for a page, after a look at it and at some pages of its items */
    static JobDraft of(PageUrl url, LauncherSource browsers) {
        List<Snapshot> seen = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        Proposal proposal;
        try (OnePage page = OnePage.open(browsers)) {
            Snapshot snapshot = page.render(url, List.of());
            seen.add(snapshot);
            Probe probe = new Probe(snapshot);
            proposal = probe.suggest();
            if (snapshot.kind() == DocumentKind.HTML && !proposal.kinds().isEmpty()) {
                proposal = scrolled(page, url, probe, proposal, notes);
                List<Snapshot> details = details(page, proposal, notes);
                Proposal both = probe.suggest(proposal, details);
                if (!both.equals(proposal)) {
                    seen.addAll(details);
                }
                proposal = both;
            }
        }
        String text = NewJob.write(url, Optional.of(proposal));
        if (proposal.kinds().isEmpty()) {
            notes.add("Nothing repeats on this page that could be rows: the job takes one row a page, to be edited.");
            return new JobDraft(text, List.of(), notes);
        }
        return new JobDraft(text, samples(text, url, seen), notes);
    }

    private static Map<String, @Nullable Object> shown(Item item) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>(item.values());
        row.replaceAll((column, value) -> value instanceof Item.Json json ? json.text() : value);
        return row;
    }

    private static Proposal scrolled(OnePage page, PageUrl url, Probe probe, Proposal proposal, List<String> notes) {
        Optional<Selector> each = proposal.kinds().get(0).spec().each();
        if (each.isEmpty() || !proposal.follow().isEmpty()) {
            return proposal;
        }
        try {
            return probe.suggest(proposal, page.scrolled(url, each.get()));
        } catch (ScrapeException e) {
            notes.add("Whether the list grows when it is scrolled could not be seen: " + e.getMessage());
            return proposal;
        }
    }

    /** The first, the last and one between: what they have in common is no matter of their place in the list. */
    private static List<Snapshot> details(OnePage page, Proposal proposal, List<String> notes) {
        List<PageUrl> urls = proposal.details();
        List<Snapshot> details = new ArrayList<>();
        int[] chosen = {0, urls.size() / 2, urls.size() - 1};
        for (int i = 0; i < DETAILS && urls.size() >= DETAILS; i++) {
            try {
                details.add(page.render(urls.get(chosen[i]), List.of()));
            } catch (ScrapeException e) {
                notes.add("An item's own page could not be looked at: " + urls.get(chosen[i]) + ": " + e.getMessage());
            }
        }
        return details.size() < 2 ? List.of() : details;
    }

    /** What the job, read from its text like any other, takes from the pages. */
    private static List<JobDraft.Sample> samples(String text, PageUrl url, List<Snapshot> seen) {
        List<ItemSpec> kinds =
                JobReader.read(text, Path.of("new.yaml"), List.of()).items();
        Extractor extractor = new Extractor(kinds, List.of());
        List<Item> items = new ArrayList<>();
        for (Snapshot snapshot : seen) {
            PageUrl page = snapshot == seen.get(0) ? url : PageUrl.of(snapshot.requested());
            Extraction extraction = extractor.extract(page, snapshot);
            items.addAll(extraction.items());
        }
        List<JobDraft.Sample> samples = new ArrayList<>();
        for (ItemSpec kind : kinds) {
            List<Map<String, @Nullable Object>> rows = items.stream()
                    .filter(item -> item.kind().equals(kind.kind()))
                    .map(JobDrafts::shown)
                    .toList();
            if (!rows.isEmpty()) {
                samples.add(new JobDraft.Sample(
                        kind.kind(), rows.size(), rows.stream().limit(ROWS).toList()));
            }
        }
        return samples;
    }
}
