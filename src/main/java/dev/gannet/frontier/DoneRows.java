package dev.gannet.frontier;

import dev.gannet.db.Transaction;
import dev.gannet.web.FailureKind;
import dev.gannet.web.OneLine;
import java.util.ArrayList;
import java.util.List;
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
                        + " links_left_out = ?, kind = ?, etag = ?, last_modified = ?, recipe = ?, link_list = ?"
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
                page);
        tx.update("DELETE FROM gannet_page_item WHERE page = ?", page);
        if (!done.items().isEmpty()) {
            List<@Nullable Object[]> rows = new ArrayList<>();
            for (PageEnd.Items items : done.items()) {
                String missing = items.missing().isEmpty() ? null : String.join(" ", items.missing());
                rows.add(new @Nullable Object[] {page, items.kind(), items.valid(), items.invalid(), missing});
            }
            tx.batch("INSERT INTO gannet_page_item (page, kind, valid, invalid, missing) VALUES (?, ?, ?, ?, ?)", rows);
        }
        return changed == 1;
    }
}
