package dev.gannet.crawl;

import dev.gannet.extract.Extraction;
import dev.gannet.job.Plan;
import dev.gannet.web.PageUrl;
import dev.gannet.web.Visit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Which links of a page are queued: those in scope, the first of them only where there are too many (R63). */
final class LinkIntake {
    private final Plan plan;
    private final Scope scope;

    LinkIntake(Plan plan, Scope scope) {
        this.plan = plan;
        this.scope = scope;
    }

    /**
     * The links of one page.
     *
     * @param queued those that are queued, in document order
     * @param leftOut how many more the job would take in
     */
    record Taken(List<PageUrl> queued, int leftOut) {
        static final Taken NONE = new Taken(List.of(), 0);
    }

    Taken of(Visit visit, Extraction extraction) {
        OptionalInt depth = plan.crawl().depth();
        if (extraction.noFollow() || (depth.isPresent() && visit.depth() >= depth.getAsInt())) {
            return Taken.NONE;
        }
        int most = plan.limits().links();
        List<PageUrl> queued = new ArrayList<>();
        int leftOut = 0;
        for (String link : extraction.links()) {
            Optional<PageUrl> url = PageUrl.parse(link).filter(scope::takesIn);
            if (url.isPresent() && queued.size() < most) {
                queued.add(url.get());
            } else if (url.isPresent()) {
                leftOut++;
            }
        }
        return new Taken(queued, leftOut);
    }
}
