package dev.gannet.session;

import dev.gannet.web.Deadline;
import dev.gannet.web.FailureKind;
import dev.gannet.web.ScrapeException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * Follows the files that a browser saves and the documents that it requests meanwhile: a file that a frame or a window asks
 * for is such a document until its answer shows that it is a file. Thread-safe.
 *
 * <p>Its connection lasts as long as the browser: Chrome would save files where it likes once the connection that allowed
 * them is closed.
 */
public final class DownloadEvents {
    private static final Duration SET_UP = Duration.ofSeconds(5);
    private static final int MAX_DOWNLOADS = 1000;

    private final DevToolsSocket socket;
    private final Set<Long> unanswered = new HashSet<>();
    private final Map<String, Download> downloads = new LinkedHashMap<>();
    private final Map<String, String> documents = new LinkedHashMap<>();
    private final List<Unread> refused = new ArrayList<>();
    private long ids;
    private long last = System.nanoTime();
    private boolean following;
    private boolean broken;
    private Path folder = Path.of("");
    private String refusal = "";

    private DownloadEvents(HttpClient http, DevToolsSocket.Place place, Deadline deadline) {
        socket = new DevToolsSocket(http, place, deadline, this::heard, failure -> lost());
    }

    /** @throws ScrapeException {@link FailureKind#SESSION_LOST} when the browser does not say where it listens */
    static DownloadEvents of(CdpDriver driver, Deadline deadline) {
        try {
            HttpClient http = DevToolsSocket.client();
            DevToolsSocket.Place place = DevToolsSocket.address(driver, http, "download", deadline)
                    .map(address -> new DevToolsSocket.Place(address, Optional.empty()))
                    .orElseThrow(() -> new ScrapeException(
                            FailureKind.STEP, "", "a download is not possible: this browser reports none"));
            return new DownloadEvents(http, place, deadline);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ScrapeException(FailureKind.STOPPED, "", "interrupted", e);
        }
    }

    /**
     * A file that the browser began to save.
     *
     * @param file where; under a name of the browser's own
     * @param name as the site calls it
     * @param url where it comes from
     * @param state what became of it
     */
    public record Download(Path file, String name, String url, State state) {
        /** What becomes of a file. */
        public enum State {
            /** It still comes. */
            IN_PROGRESS,
            /** All of it is there. */
            WHOLE,
            /** It broke off. */
            FAILED
        }
    }

    /**
     * What happened since the browser was allowed to save files.
     *
     * @param downloads the files, in the order in which they began
     * @param documents the URLs of documents of windows and frames whose answers have not come
     * @param refused documents that were answered with an error, or not at all
     * @param since how long ago the last of this happened
     */
    public record Seen(List<Download> downloads, List<String> documents, List<Unread> refused, Duration since) {
        /** @return the files in that state */
        public List<Download> in(Download.State state) {
            return downloads.stream().filter(one -> one.state() == state).toList();
        }

        /** @return the documents that did not come, those whose answers are still awaited among them */
        public List<Unread> unread() {
            return Stream.concat(
                            refused.stream(),
                            documents.stream().map(url -> new Unread(url, "was not answered in time")))
                    .toList();
        }
    }

    /**
     * A document that was asked for and did not come.
     *
     * @param url its URL
     * @param why what became of it
     */
    public record Unread(String url, String why) {}

    /**
     * Has the browser save files from now on.
     *
     * @throws ScrapeException {@link FailureKind#SESSION_LOST} when it does not agree in time
     */
    synchronized void allow(Path folder, Deadline deadline) {
        downloads.clear();
        documents.clear();
        refused.clear();
        this.folder = folder;
        following = true;
        last = System.nanoTime();
        ask(
                "Browser.setDownloadBehavior",
                Map.of("behavior", "allowAndName", "downloadPath", folder.toString(), "eventsEnabled", true),
                Optional.empty());
        ask("Target.setAutoAttach", attach(true), Optional.empty());
        await(() -> unanswered.isEmpty() || broken, deadline.atMost(SET_UP));
        if (broken || !refusal.isEmpty()) {
            throw new ScrapeException(
                    FailureKind.SESSION_LOST, "", "the browser does not report its downloads " + refusal);
        }
    }

    /** Follows nothing from now on. */
    synchronized void end() {
        following = false;
        ask("Target.setAutoAttach", attach(false), Optional.empty());
    }

    /** @return whether the browser still reports */
    synchronized boolean intact() {
        return !broken;
    }

    private static Map<String, Object> attach(boolean attach) {
        return Map.of("autoAttach", attach, "waitForDebuggerOnStart", false, "flatten", true);
    }

    private synchronized void ask(String method, Map<String, Object> parameters, Optional<String> target) {
        long id = ++ids;
        unanswered.add(id);
        socket.send(id, method, parameters, target);
    }

    /**
     * Waits for the next event.
     *
     * @return what happened so far
     * @throws ScrapeException {@link FailureKind#SESSION_LOST}, {@link FailureKind#STOPPED}
     */
    public synchronized Seen await(Duration max) {
        long before = last;
        await(() -> last != before || broken, Deadline.in(max));
        if (broken) {
            throw new ScrapeException(FailureKind.SESSION_LOST, "", "the browser no longer reports its downloads");
        }
        return new Seen(
                List.copyOf(downloads.values()),
                List.copyOf(documents.values()),
                List.copyOf(refused),
                Duration.ofNanos(System.nanoTime() - last));
    }

    private synchronized void await(BooleanSupplier done, Deadline deadline) {
        try {
            while (!done.getAsBoolean() && !deadline.passed()) {
                TimeUnit.MILLISECONDS.timedWait(
                        this, Math.max(1, deadline.left().toMillis()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ScrapeException(FailureKind.STOPPED, "", "interrupted", e);
        }
    }

    private synchronized void lost() {
        broken = true;
        notifyAll();
    }

    private synchronized void heard(Map<String, Object> message) {
        if (message.get("id") instanceof Number id) {
            unanswered.remove(id.longValue());
            // A page that is closed meanwhile answers with an error; only the browser itself must not.
            if (message.get("error") != null && message.get("sessionId") == null) {
                refusal = String.valueOf(message.get("error"));
            }
        } else if (following && message.get("params") instanceof Map<?, ?> event) {
            heed(String.valueOf(message.get("method")), event);
        }
        notifyAll();
    }

    private void heed(String method, Map<?, ?> event) {
        switch (method) {
            case "Target.attachedToTarget" -> attached(event);
            case "Browser.downloadWillBegin" -> began(event);
            case "Browser.downloadProgress" -> progressed(event);
            case "Network.requestWillBeSent" -> requested(event);
            case "Network.responseReceived" -> answered(event);
            case "Network.loadingFailed" -> failed(event);
            default -> {
                // Nothing about files.
            }
        }
    }

    private void attached(Map<?, ?> event) {
        if (event.get("targetInfo") instanceof Map<?, ?> target
                && List.of("page", "iframe").contains(String.valueOf(target.get("type")))) {
            Optional<String> session = Optional.of(String.valueOf(event.get("sessionId")));
            ask("Network.enable", Map.of(), session);
            ask("Target.setAutoAttach", attach(true), session);
        }
    }

    private void began(Map<?, ?> event) {
        String id = String.valueOf(event.get("guid"));
        if (downloads.size() < MAX_DOWNLOADS) {
            downloads.put(
                    id,
                    new Download(
                            folder.resolve(id),
                            String.valueOf(event.get("suggestedFilename")),
                            String.valueOf(event.get("url")),
                            Download.State.IN_PROGRESS));
        }
        last = System.nanoTime();
    }

    private void progressed(Map<?, ?> event) {
        Download.State state = switch (String.valueOf(event.get("state"))) {
            case "completed" -> Download.State.WHOLE;
            case "canceled" -> Download.State.FAILED;
            default -> Download.State.IN_PROGRESS;
        };
        downloads.computeIfPresent(
                String.valueOf(event.get("guid")), (id, one) -> new Download(one.file(), one.name(), one.url(), state));
        last = System.nanoTime();
    }

    private void requested(Map<?, ?> event) {
        if ("Document".equals(event.get("type")) && event.get("request") instanceof Map<?, ?> request) {
            documents.put(String.valueOf(event.get("requestId")), String.valueOf(request.get("url")));
            last = System.nanoTime();
        }
    }

    private void answered(Map<?, ?> event) {
        if (event.get("response") instanceof Map<?, ?> response
                && response.get("status") instanceof Number status
                && documents.remove(String.valueOf(event.get("requestId"))) != null) {
            if (status.intValue() >= 400) {
                refused.add(new Unread(String.valueOf(response.get("url")), "answered " + status.intValue()));
            }
            last = System.nanoTime();
        }
    }

    private void failed(Map<?, ?> event) {
        String url = documents.remove(String.valueOf(event.get("requestId")));
        if (url != null) {
            // What becomes a file is no document, and ends as one that was broken off.
            if (!Boolean.TRUE.equals(event.get("canceled"))) {
                refused.add(new Unread(url, "failed: " + event.get("errorText")));
            }
            last = System.nanoTime();
        }
    }
}
