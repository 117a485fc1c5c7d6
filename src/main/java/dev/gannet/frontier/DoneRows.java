package dev.gannet.frontier;

import dev.gannet.db.Transaction;
import dev.gannet.extract.Announced;
import dev.gannet.web.FailureKind;
import dev.gannet.web.OneLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes what a page that was read says about itself. */
final class DoneRows {
    private DoneRows() {}

    /** @return whether the page was there */
    static boolean write(Transaction tx, long page, PageEnd.Done done) {
        PageEnd.Document document = done.document();
        boolean truncated = document.extent().truncated();
        int changed = tx.update(
                "UPDATE gannet_page SET status = ?, final_url = ?, redirects = ?, rung = ?, canonical = ?,"
                        + " truncated = ?, length = ?, told = ?, ready = ?, row_count = ?, links = ?,"
                        + " links_left_out = ?, kind = ?, etag = ?, last_modified = ?, recipe = ?, link_list = ?,"
                        + " verdict = ?, waited_ms = ?, pending = ?"
                        + " WHERE id = ?",
                document.status(),
                document.finalUrl(),
                document.redirects(),
                document.rung().label(),
                document.canonical().orElse(null),
                truncated,
                document.extent().length(),
                document.told().map(OneLine::of).orElse(null),
                done.ready(),
                done.rows(),
                done.links().found(),
                done.links().leftOut(),
                truncated ? FailureKind.TOO_LARGE.label() : null,
                done.validator().flatMap(PageEnd.Validator::etag).orElse(null),
                done.validator().flatMap(PageEnd.Validator::lastModified).orElse(null),
                done.validator().map(PageEnd.Validator::recipe).orElse(null),
                done.validator().map(one -> String.join("\n", one.links())).orElse(null),
                done.judgement().verdict().label(),
                done.judgement().waited().toMillis(),
                done.judgement().pending().isEmpty()
                        ? null
                        : String.join("\n", done.judgement().pending()),
                page);
        new Verdicts(tx).ofPage(page, done.judgement());
        tx.update("DELETE FROM gannet_page_item WHERE page = ?", page);
        if (!done.items().isEmpty()) {
            List<@Nullable Object[]> rows = new ArrayList<>();
            for (PageEnd.Items items : done.items()) {
                String missing = items.missing().isEmpty() ? null : String.join(" ", items.missing());
                Optional<Announced> announced = items.account().announced();
                rows.add(new @Nullable Object[] {
                    page,
                    items.kind(),
                    items.valid(),
                    items.invalid(),
                    missing,
                    Verdicts.written(items.account().lacking()),
                    announced.map(Announced::count).orElse(null),
                    announced.map(Announced::least).orElse(null),
                    announced.map(Announced::by).orElse(null)
                });
            }
            tx.batch(
                    "INSERT INTO gannet_page_item (page, kind, valid, invalid, missing, lacking, announced,"
                            + " announced_least, announced_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    rows);
        }
        return changed == 1;
    }
}
