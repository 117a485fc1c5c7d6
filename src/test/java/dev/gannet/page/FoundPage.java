package dev.gannet.page;

import dev.gannet.kit.Browsers;
import dev.gannet.kit.LocalSite;
import dev.gannet.kit.OpenGate;
import dev.gannet.session.Session;
import dev.gannet.web.Deadline;
import dev.gannet.web.Gate;
import dev.gannet.web.PageUrl;
import dev.gannet.web.Selector;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

import static dev.gannet.kit.Answer.html;

/** A page in a real browser that elements are sought in. */
final class FoundPage implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    final LocalSite site = LocalSite.open();

    /** Serves the page and opens it. */
    <T> T on(String html, BiFunction<Session, LivePage, T> look) {
        return on(html, List.of(), LIMIT, look);
    }

    <T> T on(String html, List<Selector> dismiss, Duration limit, BiFunction<Session, LivePage, T> look) {
        site.on("/", html(html));
        return Browsers.lease(session -> {
            LivePage page = new Renderer(new OpenGate())
                    .open(
                            session,
                            PageUrl.of(site.url("/")),
                            new PageSpec(
                                    Optional.empty(), Optional.empty(), Set.of(), dismiss, false, limit, 1_000_000),
                            Gate.Purpose.PAGE,
                            Optional.empty(),
                            Deadline.in(limit));
            page.settle(Awaited.NOTHING, Deadline.in(Duration.ofSeconds(1)));
            return look.apply(session, page);
        });
    }

    /** @return what is found at most so many milliseconds later */
    Found find(String html, Selector selector, Wanted wanted, long millis) {
        return on(html, (session, page) -> page.find(selector, wanted, Deadline.in(Duration.ofMillis(millis))));
    }

    @Override
    public void close() {
        site.close();
    }
}
