package dev.gannet.web;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * One view of a page as the browser held it when it was ready; it belongs to its own navigation and to no other.
 *
 * @param requested the URL that was asked for, as it was written
 * @param finalUrl the URL of the document when it was taken
 * @param status the HTTP status of the main document
 * @param redirects how many redirects, by the server or by the page, led to the document
 * @param kind what the document is written in
 * @param html the document as text; of a browser the serialized document, live state included
 * @param frames the documents of same-origin frames, in document order; empty unless the job asks for them
 * @param truncated whether {@code html} or {@code frames} were cut at the job's size limit, which they share
 * @param length the full length of the document and its frames in characters
 * @param incidents what the page tried meanwhile, and how often
 * @param robotsTag what the server asks of robots in {@code X-Robots-Tag}, in lower case; empty where the rung does not
 *     see it
 * @param verdict why it was ready
 * @param rung how it was come by
 * @param takenAt when
 */
public record Snapshot(
        String requested,
        String finalUrl,
        int status,
        int redirects,
        DocumentKind kind,
        String html,
        List<Frame> frames,
        boolean truncated,
        long length,
        Map<Incident, Integer> incidents,
        String robotsTag,
        ReadyVerdict verdict,
        Rung rung,
        Instant takenAt) {
    public Snapshot {
        frames = List.copyOf(frames);
        incidents = Map.copyOf(incidents);
    }

    /** @return the same document with another verdict */
    public Snapshot with(ReadyVerdict other) {
        return new Snapshot(
                requested, finalUrl, status, redirects, kind, html, frames, truncated, length, incidents, robotsTag,
                other, rung, takenAt);
    }

    /**
     * The document of a frame.
     *
     * @param url its URL
     * @param html its serialized document
     */
    public record Frame(String url, String html) {}
}
