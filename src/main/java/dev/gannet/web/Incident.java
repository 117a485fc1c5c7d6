package dev.gannet.web;

import java.util.Locale;

/** What a page tried to do to whoever looks at it. None of it holds a page up; all of it is counted and told. */
public enum Incident {
    /** {@code alert}, {@code confirm}, {@code prompt}: dismissed. */
    DIALOG,
    /** A window of its own: not opened, or closed again. */
    POPUP,
    /** {@code print()}: ignored. */
    PRINT,
    /** "Do you really want to leave?": left all the same. */
    LEAVE_QUESTION,
    /** A file that it wanted saved: refused. */
    DOWNLOAD,
    /** A service worker, which could answer for the site: not registered unless the job allows it. */
    SERVICE_WORKER,
    /** Notifications, location, camera and their like: refused. */
    PERMISSION;

    /** @return the incident as people read it, for example {@code leave-question} */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
