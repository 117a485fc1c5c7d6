package dev.gannet.cli;

import dev.gannet.web.FailureKind;

/** What a person can do about pages that failed: one sentence for each kind, in one place. */
final class Remedies {
    private Remedies() {}

    static String of(FailureKind kind) {
        return switch (kind) {
            case REFUSED -> "Gannet never asks for such an address; take it out of the job.";
            case ROBOTS -> "The site asks robots not to visit it; ask its owner, or leave it out with exclude.";
            case ROBOTS_UNAVAILABLE -> "The site's robots.txt could not be had; try again later.";
            case DNS -> "Check the spelling of the host, and this machine's name server.";
            case CONNECTION -> "Check that the site is up and that this machine may reach it; then retry.";
            case TLS -> "The site's certificate is not to be trusted; tell its owner, there is no way around it.";
            case REDIRECT_LOOP -> "The site sends the browser in circles; a login or a cookie may be missing.";
            case NAVIGATION -> "The browser refused where the page led; leave it out with exclude.";
            case OUT_OF_SCOPE -> "The page leads out of the job's scope; widen scope, or leave it out with exclude.";
            case HTTP_CLIENT_ERROR ->
                "The page is gone or closed; leave it out with exclude, or list its status under page.status.";
            case HTTP_SERVER_ERROR -> "The site had an error of its own; retry later.";
            case RATE_LIMITED -> "The site asks for fewer requests; raise politeness.delay and retry later.";
            case PACED ->
                "The host's delay leaves no room for the job's steps or login; raise limits.page or use fewer --sessions.";
            case BLOCKED ->
                "The site takes the visits for a robot's and says so; raise politeness.delay or ask its owner.";
            case DOWNLOAD -> "The address is a file, not a page; leave it out with exclude.";
            case NOT_HTML ->
                "The document is XML or JSON, which is read over plain HTTP; share: per-session logs that in nowhere.";
            case UNSUPPORTED -> "The answer is not a web page; leave it out with exclude.";
            case TOO_LARGE -> "The page is larger than limits.size; raise it if you want such pages.";
            case TIMEOUT -> "The site was too slow; raise limits.page or politeness.delay, then retry.";
            case UNSTABLE -> "The page never showed a document of its own; look at it with gannet try.";
            case DIALOG -> "A dialog blocked the page; look at it with gannet try.";
            case HUNG -> "The page's own script ran without end; look at it with gannet try, or leave it out.";
            case CRASHED -> "The browser died under the page: give it more memory or fewer --sessions, then retry.";
            case MEMORY ->
                "The page needs more memory than a session may have; see memory in drivers-config/chrome.yaml.";
            case LETHAL -> "Gannet itself died under the page each time; leave it out with exclude, and tell us of it.";
            case STEP -> "A step of the job found no element to act on; the message names its line.";
            case LOGIN ->
                "Check the account, and login.steps and login.logged-in of the job; run again, it goes on where it was.";
            case LOGGED_OUT ->
                "The site ended the login twice for one page; fewer --sessions or a longer delay may keep it alive.";
            case BROWSER_LAUNCH -> "Run gannet doctor; it names what is missing.";
            case NO_SESSION -> "All browsers were busy; use fewer --sessions, or see gannet doctor.";
            case SESSION_LOST -> "The browser went away, often for want of memory; use fewer --sessions and retry.";
            case DATABASE -> "Check that the database is up; then run the job again.";
            case DISK -> "Make room on the disk, then run the job again; it goes on where it was.";
            case STOPPED -> "The run was stopped; run the job again to go on.";
            case BUG -> "A mistake of Gannet's own; please report it with the log.";
        };
    }

    /** @return whether another run may bring pages that failed so */
    static boolean worthRetry(FailureKind kind) {
        return kind.retry() != FailureKind.Retry.NO;
    }
}
