package dev.gannet.crawl;

import dev.gannet.job.Plan;
import java.time.Duration;

/**
 * What a run's speed was bound by.
 *
 * @param idle time that workers had nothing they were allowed to visit, all together
 * @param workers how many there were
 * @param ladder what brought the pages
 */
record Bound(Duration idle, int workers, Ladder ladder) {
    /** @return one sentence about a run of so many pages */
    String sentence(Plan plan, Duration elapsed, long pages) {
        double waited = idle.toNanos() / (double) Math.max(1, elapsed.toNanos()) / workers;
        String used = ladder.used();
        if (pages <= ladder.width()) {
            return used + ": there were only a few pages";
        }
        if (waited > 0.5
                && (plan.politeness().parallel() < ladder.width()
                        || !plan.politeness().delay().isZero())) {
            return used + ": the pace (delay " + words(plan.politeness().delay()) + ", parallel "
                    + plan.politeness().parallel() + " per host) was the bound";
        }
        if (waited > 0.5) {
            return used + ": there were not enough pages to keep them busy";
        }
        return used + ": " + ladder.work() + " was the bound";
    }

    private static String words(Duration time) {
        long millis = time.toMillis();
        return millis % 1000 == 0 ? millis / 1000 + "s" : millis + "ms";
    }
}
