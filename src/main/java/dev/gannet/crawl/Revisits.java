package dev.gannet.crawl;

import dev.gannet.db.Database;
import dev.gannet.db.Transaction;
import dev.gannet.extract.ItemSpec;
import dev.gannet.frontier.Frontier;
import dev.gannet.frontier.Known;
import dev.gannet.frontier.PageEnd;
import dev.gannet.frontier.RunTicket;
import dev.gannet.job.Plan;
import dev.gannet.store.ItemStore;
import dev.gannet.web.PageUrl;
import dev.gannet.web.Snapshot;
import dev.gannet.web.Visit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Pages that the job has read before, with the same recipe: their servers are asked whether they are still the same (RFC
 * 9110 section 13.1). A page that is not sent again keeps its rows and leads where it led. Thread-safe.
 */
final class Revisits {
    /** Of a page with more links, or longer ones, nothing is kept: it is read anew each time. */
    private static final int MOST_LINKS = 1000;

    private static final int LONGEST_LINKS = 100_000;

    private final Plan plan;
    private final Database db;
    private final Frontier frontier;
    private final ItemStore store;
    private final RunTicket run;
    private final String recipe;

    Revisits(Plan plan, PageCommit.Ledger ledger) {
        this.plan = plan;
        this.db = ledger.db();
        this.frontier = ledger.frontier();
        this.store = ledger.store();
        this.run = ledger.run();
        this.recipe = Fingerprint.recipe(plan);
    }

    /** @return the headers that ask for the page only if it is another than the one that is known; none where none is */
    Map<String, String> condition(Visit visit) {
        Map<String, String> headers = new HashMap<>();
        db.read(tx -> known(tx, visit)).map(Known::validator).ifPresent(validator -> {
            validator.etag().ifPresent(etag -> headers.put("If-None-Match", etag));
            validator.lastModified().ifPresent(date -> headers.put("If-Modified-Since", date));
        });
        return headers;
    }

    /** @return what is known of the page, if its rows are still there as it left them */
    Optional<Known> known(Transaction tx, Visit visit) {
        PageUrl url = visit.url();
        List<ItemSpec> here = plan.items().stream().filter(kind -> kind.on(url)).toList();
        return frontier.known(tx, run, visit, recipe)
                .filter(known -> known.document().finalUrl().equals(url.text()))
                .filter(known -> ItemSpec.withInner(here).stream()
                        .allMatch(kind -> store.rowsOf(tx, kind, url.key()) == given(known, kind)));
    }

    private static long given(Known known, ItemSpec kind) {
        return known.items().stream()
                .filter(items -> items.kind().equals(kind.kind()))
                .mapToLong(PageEnd.Items::valid)
                .sum();
    }

    /** @return what the next run can ask by; empty where the server says nothing, or too much would have to be kept */
    Optional<PageEnd.Validator> validator(Snapshot snapshot, List<String> links) {
        Snapshot.Said said = snapshot.said();
        boolean named = said.etag().isPresent() || said.lastModified().isPresent();
        boolean small = links.size() <= MOST_LINKS
                && links.stream().mapToInt(String::length).sum() <= LONGEST_LINKS;
        boolean direct = snapshot.finalUrl().equals(snapshot.requested()) && snapshot.redirects() == 0;
        return named && small && direct && !snapshot.truncated()
                ? Optional.of(new PageEnd.Validator(said.etag(), said.lastModified(), recipe, links))
                : Optional.empty();
    }
}
