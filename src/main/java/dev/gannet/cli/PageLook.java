package dev.gannet.cli;

import dev.gannet.web.ReadyVerdict;
import java.util.List;

/**
 * What one page looks like to Gannet.
 *
 * @param url where the browser ended up
 * @param status HTTP status of the document
 * @param title its title
 * @param verdict why it was ready, or was not
 * @param matches what each selector found
 * @param draft a job for the page; without a text when nothing repeats on it
 */
record PageLook(String url, int status, String title, ReadyVerdict verdict, List<Match> matches, JobDraft draft) {
    PageLook {
        matches = List.copyOf(matches);
    }

    /**
     * What one selector found.
     *
     * @param selector the selector
     * @param count how many elements match
     * @param samples the text of the first ones; or, with no match, what is wrong with the selector
     */
    record Match(String selector, int count, List<String> samples) {}
}
