package dev.gannet.cli;

import dev.gannet.crawl.RunSummary;

/** One run of a plan. {@link #run} is called once; {@link #stop} from any thread, as often as one likes. */
interface Crawling {
    /** @return what the run came to; returns soon after {@link #stop} */
    RunSummary run();

    /** @param now whether pages under way are given back instead of finished */
    void stop(boolean now);
}
