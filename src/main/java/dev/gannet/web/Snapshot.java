package dev.gannet.web;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

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
 * @param fetched what the document's own requests were answered, where the job asks for it
 * @param truncated whether {@code html} or {@code frames} were cut at the job's size limit, which they share
 * @param length the full length of the document and its frames in characters
 * @param incidents what the page tried meanwhile, and how often
 * @param said what the server says of the document beside it
 * @param clicks where the clicks that the job follows led
 * @param flow what its steps took before, and what is to be told of them
 * @param shots what the browser made of it, where the job captures it
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
        Fetched fetched,
        boolean truncated,
        long length,
        Map<Incident, Integer> incidents,
        Said said,
        Clicks clicks,
        Flow flow,
        List<Shot> shots,
        ReadyVerdict verdict,
        Rung rung,
        Instant takenAt) {
    public Snapshot {
        frames = List.copyOf(frames);
        shots = List.copyOf(shots);
        incidents = Map.copyOf(incidents);
    }

    /** @return the same document with what was found out after it was taken */
    public Snapshot with(Clicks found, Map<Incident, Integer> tried, ReadyVerdict other) {
        return new Snapshot(
                requested, finalUrl, status, redirects, kind, html, frames, fetched, truncated, length, tried, said,
                found, flow, shots, other, rung, takenAt);
    }

    /** @return the same document with what its steps took */
    public Snapshot with(Flow told) {
        return new Snapshot(
                requested, finalUrl, status, redirects, kind, html, frames, fetched, truncated, length, incidents, said,
                clicks, told, shots, verdict, rung, takenAt);
    }

    /** @return the same document with what the browser made of it */
    public Snapshot with(List<Shot> made) {
        return new Snapshot(
                requested, finalUrl, status, redirects, kind, html, frames, fetched, truncated, length, incidents, said,
                clicks, flow, made, verdict, rung, takenAt);
    }

    /** @return the same document; not ready where there is a reason to doubt that it is the page's */
    public Snapshot doubted(Optional<String> why) {
        return why.map(reason ->
                        with(new ReadyVerdict(false, reason, verdict.pending(), verdict.waited(), verdict.requests())))
                .orElse(this);
    }

    /** @return the same document with another verdict */
    public Snapshot with(ReadyVerdict other) {
        return new Snapshot(
                requested, finalUrl, status, redirects, kind, html, frames, fetched, truncated, length, incidents, said,
                clicks, flow, shots, other, rung, takenAt);
    }

    /** @return whether the server says that the document is the one that is known already, and did not send it */
    public boolean unchanged() {
        return status == 304;
    }

    /**
     * What a server says of a document in its headers.
     *
     * @param headers by name in lower case, as they were sent; of a rendered page those alone that the browser tells
     */
    public record Said(Map<String, List<String>> headers) {
        /** The one header that is known of every page, rendered or not: what the server asks of robots. */
        public static final String ROBOTS = "x-robots-tag";

        public Said {
            headers = Map.copyOf(headers);
        }

        /** @return the header, in lower case or any other; of several that came, all, parted by commas (RFC 9110, 5.3) */
        public Optional<String> header(String name) {
            return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)))
                    .map(values -> String.join(", ", values));
        }

        /** @return what it asks of robots, a line for each header, in lower case */
        public String robotsTag() {
            return String.join("\n", headers.getOrDefault(ROBOTS, List.of())).toLowerCase(Locale.ROOT);
        }

        /** @return the document's entity tag */
        public Optional<String> etag() {
            return header("etag");
        }

        /** @return when the document was last changed */
        public Optional<String> lastModified() {
            return header("last-modified");
        }

        /** @return each {@code Link} header as it was sent */
        public List<String> links() {
            return headers.getOrDefault("link", List.of());
        }
    }

    /**
     * Where clicks led from this page. None of it was visited.
     *
     * @param urls absolute URLs of any scheme, in the order of the clicks, without repetition
     * @param leftOut how many elements that match were not clicked
     */
    public record Clicks(List<String> urls, int leftOut) {
        /** Nothing was clicked. */
        public static final Clicks NONE = new Clicks(List.of(), 0);

        public Clicks {
            urls = List.copyOf(urls);
        }
    }

    /**
     * What the steps on a page took and told.
     *
     * @param views the page as it was at {@code extract} steps, in order
     * @param notes what a person should know, such as a selector that stood in for another
     * @param unmet what was asserted, did not hold, and was gone over
     * @param files downloads and pictures that they kept
     */
    public record Flow(List<View> views, List<String> notes, List<String> unmet, List<Artefact> files) {
        /** No steps. */
        public static final Flow NONE = new Flow(List.of(), List.of(), List.of(), List.of());

        public Flow {
            views = List.copyOf(views);
            notes = List.copyOf(notes);
            unmet = List.copyOf(unmet);
            files = List.copyOf(files);
        }
    }

    /**
     * The page at one moment of its steps.
     *
     * @param kinds the kinds of items that are read out of it; all where empty
     * @param document it
     */
    public record View(List<String> kinds, Snapshot document) {
        public View {
            kinds = List.copyOf(kinds);
        }

        /** @return whether items of this kind are read out of it */
        public boolean of(String kind) {
            return kinds.isEmpty() || kinds.contains(kind);
        }
    }

    /**
     * Answers to requests that the page sent while it was rendered.
     *
     * @param bodies of each request the last answer, in the order of the requests
     * @param leftOut the URLs of answers for which there was no room
     */
    public record Fetched(List<Body> bodies, List<String> leftOut) {
        /** None. */
        public static final Fetched NOTHING = new Fetched(List.of(), List.of());

        public Fetched {
            bodies = List.copyOf(bodies);
            leftOut = List.copyOf(leftOut);
        }
    }

    /**
     * An answer.
     *
     * @param id tells it apart from every other of the same visit
     * @param url where from
     * @param text it
     */
    public record Body(String id, String url, String text) {}

    /**
     * The document of a frame.
     *
     * @param url its URL
     * @param html its serialized document
     */
    public record Frame(String url, String html) {
        /**
         * The attribute that a frame's element has in the document that it stands in: the number of its own document among
         * the frames, from 0 on. One without it stands nowhere.
         */
        public static final String MARK = "data-gannet-frame";
    }
}
