package dev.gannet.http;

import dev.gannet.web.PageUrl;

/** Asked before a redirect is followed. */
@FunctionalInterface
public interface RedirectCheck {
    /** Lets every redirect pass. */
    RedirectCheck NONE = (from, to) -> {};

    /** @throws dev.gannet.web.ScrapeException when the redirect is not to be followed */
    void pass(PageUrl from, PageUrl to);
}
