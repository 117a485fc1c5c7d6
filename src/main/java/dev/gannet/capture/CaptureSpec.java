package dev.gannet.capture;

import dev.gannet.web.PageUrl;
import dev.gannet.web.ShotForm;
import dev.gannet.web.ShotSpec;
import dev.gannet.web.UrlGlob;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What pages are captured as, and how long it is kept. Immutable.
 *
 * @param at the pages; empty for every page
 * @param wanted the forms, each with the name of its files
 * @param keep how long
 */
public record CaptureSpec(List<UrlGlob> at, List<Wanted> wanted, Keep keep) {
    public CaptureSpec {
        at = List.copyOf(at);
        wanted = List.copyOf(wanted);
    }

    /**
     * A form, and what its files are called.
     *
     * @param shot the form
     * @param name the name
     */
    public record Wanted(ShotSpec shot, CaptureName name) {}

    /**
     * How long captures are kept; both rules hold where both are given.
     *
     * @param last so many of each page and form, the newest
     * @param time those that are younger
     */
    public record Keep(OptionalInt last, Optional<Duration> time) {
        /** For ever. */
        public static final Keep ALL = new Keep(OptionalInt.empty(), Optional.empty());
    }

    /** @return whether the page is captured */
    public boolean on(PageUrl url) {
        return at.isEmpty() || at.stream().anyMatch(glob -> glob.matches(url));
    }

    /** @return the forms that a browser makes */
    public List<ShotSpec> shots() {
        return wanted.stream()
                .map(Wanted::shot)
                .filter(shot -> shot.form() != ShotForm.HTML)
                .toList();
    }
}
