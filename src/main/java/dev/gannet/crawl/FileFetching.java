package dev.gannet.crawl;

import dev.gannet.files.FileFolder;
import dev.gannet.files.IncomingFile;
import dev.gannet.files.KnownFiles;
import dev.gannet.http.CookieJar;
import dev.gannet.http.FetchLimits;
import dev.gannet.http.Fetched;
import dev.gannet.http.FileTransfer;
import dev.gannet.http.HttpFetcher;
import dev.gannet.http.PublicAddress;
import dev.gannet.job.Plan;
import dev.gannet.page.PageSpec;
import dev.gannet.web.Artefact;
import dev.gannet.web.Deadline;
import dev.gannet.web.FailureKind;
import dev.gannet.web.FileName;
import dev.gannet.web.Gate;
import dev.gannet.web.PageUrl;
import dev.gannet.web.ScrapeException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Fetches one file that an item names, by the rules of a run: robots.txt, no private addresses but the job's own, no more
 * requests to a host than it may have, the job's headers to its own origins alone. What broke off is taken up again.
 * Thread-safe; to be closed.
 */
final class FileFetching implements AutoCloseable {
    private static final Pattern NAME = Pattern.compile("(?i)\\bfilename=\"?([^\";]+)");
    private static final int UNCHANGED = 304;
    private static final int MOST_REDIRECTS = 10;
    private static final int MOST_BYTES_OF_A_REDIRECT = 1 << 20;
    /** Tries that brought something are not counted among {@code limits.attempts}; these are all that there are. */
    private static final int MOST_TRIES = 30;
    /** A site that asks for more patience does not get it from a page that waits for its files. */
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);

    private final Plan plan;
    private final Courtesy courtesy;
    private final HostSlots slots;
    private final Stop stop;
    private final FileFolder folder;
    private final FileBudget budget;
    private final HttpFetcher http;

    FileFetching(Plan plan, Courtesy courtesy, HostSlots slots, Stop stop, Path folder, long spent) {
        this.plan = plan;
        this.courtesy = courtesy;
        this.slots = slots;
        this.stop = stop;
        this.folder = new FileFolder(folder, plan.limits().file(), "limits.file");
        budget = new FileBudget(plan.limits().files(), spent);
        http = HttpFetcher.ofFiles(plan.browser().proxy(), addresses(plan));
    }

    /** With a proxy only the proxy's own address is asked about, and that is the job's choice. */
    private static Predicate<InetAddress> addresses(Plan plan) {
        if (plan.browser().proxy().isPresent()) {
            return address -> true;
        }
        Set<String> homes = Stream.of(
                        plan.starts().stream(),
                        plan.sitemaps().stream(),
                        plan.login().map(login -> login.start()).stream())
                .flatMap(urls -> urls)
                .map(PageUrl::host)
                .collect(Collectors.toSet());
        return address -> PublicAddress.is(address) || homes.stream().anyMatch(host -> named(host, address));
    }

    private static boolean named(String host, InetAddress address) {
        try {
            return Arrays.asList(InetAddress.getAllByName(host)).contains(address);
        } catch (UnknownHostException none) {
            return false;
        }
    }

    /**
     * @param text the URL
     * @param page where it stands
     * @throws ScrapeException why it cannot be had
     */
    Artefact fetch(String text, String page, Optional<CookieJar> cookies) throws InterruptedException {
        PageUrl url = PageUrl.parse(text)
                .orElseThrow(() -> new ScrapeException(FailureKind.REFUSED, text, "only http and https are fetched"));
        Optional<KnownFiles.Known> known = folder.known().of(url.text());
        try (IncomingFile file = folder.incoming(url.text());
                FileBudget.Share share = budget.share(file)) {
            FileTransfer transfer = new FileTransfer(
                    http, url, share, known.map(KnownFiles.Known::conditions).orElse(Map.of()));
            Fetched answer = whole(url, file, transfer, asked -> limits(asked, page, cookies));
            if (answer.status() == UNCHANGED) {
                share.known(known.orElseThrow().file().bytes());
                share.spend();
                return known.get().file();
            }
            Artefact kept = folder.keepByContent(name(answer), answer.header("content-type"), file);
            folder.known().note(url.text(), kept, answer.header("etag"), answer.header("last-modified"));
            share.spend();
            return kept;
        }
    }

    private Fetched whole(PageUrl url, IncomingFile file, FileTransfer transfer, Function<PageUrl, FetchLimits> limits)
            throws InterruptedException {
        int inVain = 0;
        for (int tries = 1; ; tries++) {
            long before = file.length();
            ScrapeException failure;
            try {
                return slots.during(url, () -> attempt(url, transfer, limits));
            } catch (ScrapeException e) {
                failure = e;
            }
            if (failure.kind() == FailureKind.STOPPED) {
                file.leave();
            }
            boolean further = transfer.resumes() && file.length() > before;
            inVain = further ? 0 : inVain + 1;
            Duration pause = further ? Duration.ZERO : Retries.pause(failure.kind(), inVain);
            if (failure.kind().retry() != FailureKind.Retry.YES
                    || inVain >= plan.limits().attempts()
                    || tries >= MOST_TRIES
                    || pause.compareTo(LONGEST_PAUSE) > 0) {
                throw failure;
            }
            if (!stop.pause(pause)) {
                file.leave();
                throw new ScrapeException(FailureKind.STOPPED, url.text(), "stopped before a file was tried again");
            }
        }
    }

    private Fetched attempt(PageUrl url, FileTransfer transfer, Function<PageUrl, FetchLimits> limits) {
        Deadline deadline = Deadline.in(plan.limits().page());
        courtesy.pass(url.text(), Gate.Purpose.FILE, deadline);
        Fetched answer = transfer.attempt(limits, (from, to) -> courtesy.pass(to.text(), Gate.Purpose.FILE, deadline));
        courtesy.turnedAway(
                answer.finalUrl().text(), answer.status(), answer.header("retry-after"), answer.header("date"));
        boolean here = answer.status() == UNCHANGED && transfer.conditional();
        if (answer.status() != 200 && answer.status() != 206 && !here) {
            throw PageSpec.noData(url.text(), answer.status(), answer.header("retry-after"));
        }
        return answer;
    }

    private FetchLimits limits(PageUrl url, String page, Optional<CookieJar> cookies) {
        Map<String, String> headers = new HashMap<>(plan.browser().headers().to(url));
        PageUrl.parse(page).flatMap(from -> referrer(from, url)).ifPresent(from -> headers.put("Referer", from));
        return new FetchLimits(
                plan.limits().page(),
                MOST_BYTES_OF_A_REDIRECT,
                MOST_REDIRECTS,
                plan.browser().userAgentSuffix(),
                "*/*",
                headers,
                cookies);
    }

    /** As browsers tell it (W3C Referrer Policy, {@code strict-origin-when-cross-origin}). */
    private static Optional<String> referrer(PageUrl page, PageUrl url) {
        if (page.scheme().equals("https") && !url.scheme().equals("https")) {
            return Optional.empty();
        }
        return Optional.of(page.origin() + (page.origin().equals(url.origin()) ? page.pathAndQuery() : "/"));
    }

    /** What the server calls it, else the last part of where it was found. */
    private static String name(Fetched answer) {
        Matcher named = NAME.matcher(answer.header("content-disposition").orElse(""));
        String path = answer.finalUrl().pathAndQuery().replaceFirst("[?].*", "");
        return FileName.safe(named.find() ? named.group(1) : path);
    }

    @Override
    public void close() {
        http.close();
    }

    /** Breaks off what is under way. */
    void stop() {
        http.stop();
    }
}
