package dev.gannet.page;

import dev.gannet.files.FileFolder;
import dev.gannet.session.DownloadEvents;
import dev.gannet.session.DownloadEvents.Download;
import dev.gannet.session.Session;
import dev.gannet.web.Artefact;
import dev.gannet.web.Deadline;
import dev.gannet.web.FailureKind;
import dev.gannet.web.OneLine;
import dev.gannet.web.PageUrl;
import dev.gannet.web.ScrapeException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Files that a page sends when a step asks for them. At all other times the browser refuses them. Not thread-safe; belongs
 * to the lease.
 */
public final class Downloads {
    private static final Duration BREATH = Duration.ofMillis(100);
    private static final Duration GRACE = Duration.ofSeconds(3);
    /** So much longer after the last file the page is given whose timers or requests may bring a further one. */
    private static final Duration FURTHER = Duration.ofSeconds(8);

    private final LivePage page;
    private final Session session;
    private final FileFolder files;
    private @Nullable Expected expected;

    /** @param files where what came is kept */
    public Downloads(LivePage page, FileFolder files) {
        this.page = page;
        session = page.session();
        this.files = files;
    }

    private record Expected(Path folder, DownloadEvents events, Activity before) {}

    /**
     * What the click brought.
     *
     * @param files those that are kept, in the order in which they began; one at least
     * @param missing how many began, how many are kept and what became of the others; empty where all are kept
     */
    public record Received(List<Artefact> files, Optional<String> missing) {
        public Received {
            files = List.copyOf(files);
        }
    }

    /**
     * What the page is still about.
     *
     * @param document tells it apart from others
     * @param time of its clock, in milliseconds
     * @param left when it last asked for another document
     * @param asked how many files its scripts and links have asked for
     * @param windows the URLs of windows that it did not get since the click
     * @param busy whether a timer or a request that began since the click may ask for one
     */
    private record Activity(
            String document, double time, double left, long asked, List<String> windows, boolean busy) {}

    /**
     * From now on the browser takes files, until {@link #await} or the page is left. To be called before the step that
     * asks for them.
     *
     * @throws ScrapeException {@link FailureKind#STEP} over a Grid, whose browsers save on another machine; otherwise as
     *     {@link Session} says
     */
    public void expect(Deadline deadline) {
        if (session.remote()) {
            throw failure("a download is not possible over a Grid yet: its browser saves on another machine");
        }
        Path folder = session.newFolder();
        Allowances.of(session).undo("downloads", Session::refuseDownloads);
        DownloadEvents events = session.saveDownloads(folder, deadline);
        expected = new Expected(folder, events, activity("", 0, -1, deadline));
    }

    /**
     * Waits for all files that the click brings and keeps them: also those that its timers and requests ask for later. The
     * browser refuses files again afterwards.
     *
     * @param as what the first is to be called; the others, and all where it is empty, have the names that the site gives
     *     them
     * @throws ScrapeException {@link FailureKind#STEP} when none came whole in time, {@link FailureKind#TOO_LARGE},
     *     {@link FailureKind#DISK}; otherwise as {@link Session} says
     */
    public Received await(Optional<String> as, Deadline deadline) {
        Expected click = expected;
        if (click == null) {
            throw new IllegalStateException("no download is expected");
        }
        expected = null;
        Ended ended = ended(click, deadline);
        try {
            List<Artefact> kept = new ArrayList<>();
            for (Download one : ended.whole()) {
                kept.add(files.keep(kept.isEmpty() ? as.orElse(one.name()) : one.name(), one.file()));
            }
            return new Received(kept, ended.missing());
        } finally {
            session.refuseDownloads(Deadline.in(deadline.left().plus(GRACE)));
            empty(click.folder());
        }
    }

    /** What became of the files that a click brought. */
    private record Ended(List<Download> whole, Optional<String> missing) {}

    /**
     * Asks the page only once a file is there: while an answer has begun of which Chrome cannot tell yet what it is, its
     * page answers nothing (seen with 156). Where no file came whole, files are refused again when the page is left; a
     * browser with one that is still on its way is replaced after its lease.
     */
    private Ended ended(Expected click, Deadline deadline) {
        double gone = -1;
        boolean calm = false;
        while (true) {
            DownloadEvents.Seen seen =
                    click.events().await(deadline.atMost(BREATH).left());
            long heard = System.nanoTime();
            bound(click.folder());
            boolean moving = !seen.in(Download.State.IN_PROGRESS).isEmpty();
            boolean came = !seen.in(Download.State.WHOLE).isEmpty();
            boolean over = deadline.passed();
            if (over && !came) {
                throw late(moving);
            }
            boolean rests =
                    !seen.downloads().isEmpty() && !moving && seen.since().compareTo(BREATH) >= 0;
            boolean patient = !over && seen.since().compareTo(FURTHER) < 0;
            if (!over && !rests || patient && !seen.documents().isEmpty()) {
                calm = false;
                continue;
            }
            Activity now = activity(
                    click.before().document(),
                    click.before().time(),
                    gone,
                    Deadline.in(deadline.left().plus(GRACE)));
            long asked = now.document().equals(click.before().document())
                    ? now.asked() - click.before().asked()
                    : 0;
            // What the page asked for before the last event is that event's file.
            double ago = seen.since().toMillis() + (System.nanoTime() - heard) / 1e6;
            gone = seen.documents().isEmpty() && now.time() - now.left() > ago ? now.left() : -1;
            if (patient && (now.busy() || asked > seen.downloads().size())) {
                calm = false;
                continue;
            }
            // The browser's word of a request may be on its way: only who is calm twice is.
            if (patient && !calm) {
                calm = true;
                continue;
            }
            if (moving) {
                session.suspect("a download under way");
            }
            return ended(seen, asked, now.windows());
        }
    }

    private Ended ended(DownloadEvents.Seen seen, long asked, List<String> windows) {
        List<String> lost = new ArrayList<>();
        seen.in(Download.State.FAILED).forEach(one -> lost.add(one.name() + " broke off"));
        seen.in(Download.State.IN_PROGRESS).forEach(one -> lost.add(one.name() + " did not end in time"));
        List<DownloadEvents.Unread> unread =
                seen.unread().stream().filter(one -> own(one.url())).toList();
        unread.forEach(one -> lost.add(one.url() + " " + one.why()));
        List<String> refused = windows.stream().filter(this::own).toList();
        refused.forEach(url -> lost.add(url + " was to open in a window, which is refused"));
        long more = asked - seen.downloads().size();
        if (more > 0 && lost.size() - refused.size() < more) {
            lost.add(more + " never began");
        }
        List<Download> whole = seen.in(Download.State.WHOLE);
        String causes = OneLine.of(String.join(", ", lost));
        if (whole.isEmpty()) {
            throw failure("no download came: " + causes);
        }
        long all = Math.max(asked, seen.downloads().size() + unread.size()) + refused.size();
        return new Ended(
                whole,
                lost.isEmpty()
                        ? Optional.empty()
                        : Optional.of(
                                all + " files were asked for, " + whole.size() + " came and are kept: " + causes));
    }

    /** Frames of other hosts are mostly none of the page's files. */
    private boolean own(String url) {
        return PageUrl.parse(url)
                .filter(one -> one.host().equals(page.url().host()))
                .isPresent();
    }

    /**
     * @param document what the time is of
     * @param since when the click was
     * @param gone what was asked for at that time is no document any more; negative where nothing is known
     */
    private Activity activity(String document, double since, double gone, Deadline deadline) {
        World.Reply reply = page.world().ask("activity", deadline, document, since, gone);
        // A document that is replaced just now is busy, and its successor is asked next.
        return new Activity(
                String.valueOf(reply.value().get("id")),
                number(reply, "time"),
                number(reply, "left"),
                reply.value().get("asked") instanceof Number asked ? asked.longValue() : 0,
                reply.value().get("windows") instanceof List<?> urls
                        ? urls.stream().map(String::valueOf).toList()
                        : List.of(),
                !Boolean.FALSE.equals(reply.value().get("busy")));
    }

    private static double number(World.Reply reply, String name) {
        return reply.value().get(name) instanceof Number number ? number.doubleValue() : 0;
    }

    private void bound(Path folder) {
        try (Stream<Path> all = Files.list(folder)) {
            for (Path file : all.toList()) {
                if (Files.size(file) > files.most()) {
                    session.suspect("a download that does not end");
                    throw files.tooLarge();
                }
            }
        } catch (NoSuchFileException renamed) {
            // Looked at again in a moment; what is kept is measured once more.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ScrapeException late(boolean moving) {
        if (moving) {
            session.suspect("a download under way");
        }
        return failure(moving ? "the download did not end in time" : "no download came in time");
    }

    private static void empty(Path folder) {
        try (Stream<Path> all = Files.list(folder)) {
            for (Path file : all.toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            // It goes with the browser.
        }
    }

    private ScrapeException failure(String message) {
        return new ScrapeException(FailureKind.STEP, page.url().text(), message);
    }
}
