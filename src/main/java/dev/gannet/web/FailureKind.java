package dev.gannet.web;

/**
 * Every way in which work on a page can fail. The kind decides, in one place, whose fault the failure is, whether the page
 * is tried again, what becomes of the browser session that met it, and what the pacing of the host does.
 */
public enum FailureKind {
    /** The scheme, scope or address is one that Gannet never asks for. */
    REFUSED(Fault.JOB, Retry.NO, Session.KEEP, Pace.KEEP),
    /** robots.txt of the origin forbids the URL. */
    ROBOTS(Fault.SITE, Retry.NO, Session.KEEP, Pace.KEEP),
    /** robots.txt could not be had; the origin is left alone for now. */
    ROBOTS_UNAVAILABLE(Fault.SITE, Retry.YES, Session.KEEP, Pace.KEEP),
    /** The host name has no address. */
    DNS(Fault.SITE, Retry.YES, Session.KEEP, Pace.KEEP),
    /** The connection was refused, reset, or broke off. */
    CONNECTION(Fault.SITE, Retry.YES, Session.KEEP, Pace.KEEP),
    /** The certificate or handshake is not to be trusted. */
    TLS(Fault.SITE, Retry.NO, Session.KEEP, Pace.KEEP),
    /** Redirects that never end, by the server or by the page. */
    REDIRECT_LOOP(Fault.SITE, Retry.NO, Session.KEEP, Pace.KEEP),
    /** The browser refused the URL or where it led (blocked port, redirect to a local file). */
    NAVIGATION(Fault.SITE, Retry.NO, Session.KEEP, Pace.KEEP),
    /** A redirect led to a URL that the job does not take in. */
    OUT_OF_SCOPE(Fault.SITE, Retry.NO, Session.KEEP, Pace.KEEP),
    /** The server answered with a status whose document is not data: 4xx other than 429. */
    HTTP_CLIENT_ERROR(Fault.SITE, Retry.NO, Session.KEEP, Pace.KEEP),
    /** The server answered 5xx. */
    HTTP_SERVER_ERROR(Fault.SITE, Retry.YES, Session.KEEP, Pace.KEEP),
    /** The server asked for fewer requests: 429, or 503 with Retry-After. */
    RATE_LIMITED(Fault.SITE, Retry.YES, Session.KEEP, Pace.BACK_OFF),
    /** The pace of the host left no slot within the page's time for a step or a login. */
    PACED(Fault.JOB, Retry.YES, Session.KEEP, Pace.KEEP),
    /** The page is one that the job's {@code blocked} names: a captcha, "unusual traffic". */
    BLOCKED(Fault.SITE, Retry.YES, Session.KEEP, Pace.BACK_OFF),
    /** The answer is a file to download, not a document. */
    DOWNLOAD(Fault.PAGE, Retry.NO, Session.KEEP, Pace.KEEP),
    /** The document is XML or JSON, which is read over plain HTTP, and cannot be had there. */
    NOT_HTML(Fault.PAGE, Retry.NO, Session.KEEP, Pace.KEEP),
    /** The answer is a document of a kind that no rung reads. */
    UNSUPPORTED(Fault.PAGE, Retry.NO, Session.KEEP, Pace.KEEP),
    /** The page has more bytes than the job allows. */
    TOO_LARGE(Fault.PAGE, Retry.NO, Session.KEEP, Pace.KEEP),
    /** The server did not answer within the page's deadline. */
    TIMEOUT(Fault.SITE, Retry.YES, Session.RETIRE, Pace.KEEP),
    /** The page never came to hold a document of its own. */
    UNSTABLE(Fault.PAGE, Retry.YES, Session.KEEP, Pace.KEEP),
    /** The page blocked on a dialog that could not be put away. */
    DIALOG(Fault.PAGE, Retry.YES, Session.RETIRE, Pace.KEEP),
    /** The page's own script holds the renderer; it no longer answers. */
    HUNG(Fault.PAGE, Retry.YES, Session.RETIRE, Pace.KEEP),
    /** The tab or browser died under the page. */
    CRASHED(Fault.PAGE, Retry.YES, Session.RETIRE, Pace.KEEP),
    /** The page took more memory than a session may have; its browser was killed. */
    MEMORY(Fault.PAGE, Retry.YES, Session.RETIRE, Pace.KEEP),
    /** A step of the flow could not be carried out. */
    STEP(Fault.PAGE, Retry.YES, Session.KEEP, Pace.KEEP),
    /** The login did not lead to a logged-in page; the run pauses, for every other page would meet the same. */
    LOGIN(Fault.SITE, Retry.LATER, Session.RETIRE, Pace.KEEP),
    /** The page shows that the session's login has ended. */
    LOGGED_OUT(Fault.SITE, Retry.YES, Session.RETIRE, Pace.KEEP),
    /** No browser could be started. */
    BROWSER_LAUNCH(Fault.MACHINE, Retry.LATER, Session.RETIRE, Pace.KEEP),
    /** No session became free within the deadline. */
    NO_SESSION(Fault.MACHINE, Retry.LATER, Session.KEEP, Pace.KEEP),
    /** The session was lost between two commands. */
    SESSION_LOST(Fault.BROWSER, Retry.YES, Session.RETIRE, Pace.KEEP),
    /** The process that visited it died under it, again and again, also when nothing else was under way. */
    LETHAL(Fault.PAGE, Retry.NO, Session.RETIRE, Pace.KEEP),
    /** The database could not be reached or refused the write. */
    DATABASE(Fault.MACHINE, Retry.LATER, Session.KEEP, Pace.KEEP),
    /** The disk that rows are written to is full, or failed. */
    DISK(Fault.MACHINE, Retry.LATER, Session.KEEP, Pace.KEEP),
    /** The run was stopped while the page was under way. */
    STOPPED(Fault.US, Retry.LATER, Session.RETIRE, Pace.KEEP),
    /** A mistake of Gannet's own. */
    BUG(Fault.US, Retry.NO, Session.RETIRE, Pace.KEEP);

    /** Who is to blame. */
    public enum Fault {
        JOB,
        PAGE,
        SITE,
        BROWSER,
        MACHINE,
        US
    }

    /** Whether the page is tried again; LATER means without using up one of its attempts. */
    public enum Retry {
        NO,
        YES,
        LATER
    }

    /** What becomes of the session that was leased at the time. */
    public enum Session {
        KEEP,
        RETIRE
    }

    /** What the pacing of the host does; BACK_OFF leaves it alone for a while, longer each time. */
    public enum Pace {
        KEEP,
        BACK_OFF
    }

    private final Fault fault;
    private final Retry retry;
    private final Session session;
    private final Pace pace;

    FailureKind(Fault fault, Retry retry, Session session, Pace pace) {
        this.fault = fault;
        this.retry = retry;
        this.session = session;
        this.pace = pace;
    }

    /** @return who is to blame */
    public Fault fault() {
        return fault;
    }

    /** @return whether the page is tried again */
    public Retry retry() {
        return retry;
    }

    /** @return what becomes of the leased session */
    public Session session() {
        return session;
    }

    /** @return what the pacing of the host does */
    public Pace pace() {
        return pace;
    }

    /** @return the kind as people read it, for example {@code http-server-error} */
    public String label() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
}
