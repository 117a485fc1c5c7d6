package dev.gannet.session;

import dev.gannet.web.Deadline;
import dev.gannet.web.FailureKind;
import dev.gannet.web.ScrapeException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/** A browser whose requests to the job's own origins carry the job's headers; without headers it is the browser itself. */
final class InterceptedBrowser implements LaunchedBrowser {
    private final LaunchedBrowser browser;
    private final Interception interception;

    private InterceptedBrowser(LaunchedBrowser browser, Interception interception) {
        this.browser = browser;
        this.interception = interception;
    }

    /** As {@link #of(LaunchedBrowser, OwnHeaders, Optional, Deadline)}, of this machine's browser. */
    static LaunchedBrowser of(LaunchedBrowser browser, OwnHeaders headers, Deadline deadline)
            throws InterruptedException {
        return of(browser, headers, Optional.empty(), deadline);
    }

    /**
     * @param authorization what a Grid is told of who asks
     * @throws ScrapeException {@link FailureKind#SESSION_LOST} when the browser does not let itself be asked, {@link
     *     FailureKind#BROWSER_LAUNCH} when it never will
     */
    static LaunchedBrowser of(
            LaunchedBrowser browser, OwnHeaders headers, Optional<String> authorization, Deadline deadline)
            throws InterruptedException {
        if (headers.none()) {
            return browser;
        }
        HttpClient http = DevToolsSocket.client();
        URI address = DevToolsSocket.address(browser.driver(), http, "browser.headers", deadline)
                .orElseThrow(() -> new ScrapeException(
                        FailureKind.BROWSER_LAUNCH,
                        "",
                        "browser.headers: this browser gives no way to keep them to the job's own origins (se:cdp)"));
        DevToolsSocket.Place place = new DevToolsSocket.Place(address, authorization);
        return new InterceptedBrowser(browser, Interception.open(http, place, headers, browser::abort, deadline));
    }

    @Override
    public CdpDriver driver() {
        return browser.driver();
    }

    @Override
    public boolean alive() {
        return interception.intact() && browser.alive();
    }

    @Override
    public OptionalLong memory(long enough) {
        return browser.memory(enough);
    }

    @Override
    public Optional<Duration> mostIdle() {
        return browser.mostIdle();
    }

    @Override
    public void quit() {
        interception.close();
        browser.quit();
    }

    @Override
    public void abort() {
        interception.close();
        browser.abort();
    }

    @Override
    public boolean gone(Deadline deadline) {
        interception.close();
        return browser.gone(deadline);
    }

    @Override
    public boolean sandboxed() {
        return browser.sandboxed();
    }
}
