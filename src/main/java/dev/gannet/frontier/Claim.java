package dev.gannet.frontier;

import dev.gannet.web.Visit;
import java.time.Duration;

/** What a worker gets when it asks for work. */
public sealed interface Claim {
    /** A page that is now this worker's, and its host's pace was taken for it. */
    record Page(Visit visit) implements Claim {}

    /** Nothing may be visited yet; asking again is worth it after this time, or as soon as a page is finished. */
    record Wait(Duration time) implements Claim {}

    /** No page of the run is pending or in flight anywhere: the run is over, or was given up by another process. */
    record Drained() implements Claim {}
}
