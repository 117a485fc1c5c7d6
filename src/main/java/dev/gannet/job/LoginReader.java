package dev.gannet.job;

import dev.gannet.flow.Step;
import dev.gannet.login.LoginSpec;
import dev.gannet.web.PageUrl;
import dev.gannet.web.Selector;
import java.util.List;
import java.util.Optional;

/** Reads how sessions are logged in. */
final class LoginReader {
    private LoginReader() {}

    static Optional<LoginSpec> read(Section job, Optional<PageUrl> first) {
        return job.get("login")
                .flatMap(node -> Section.of(JobKeys.LOGIN, node, job.reading()))
                .flatMap(login -> {
                    List<Step> steps = StepReader.read(login, "steps");
                    Optional<Selector> in = Selectors.shown(login, "logged-in");
                    Optional<Selector> out = Selectors.shown(login, "logged-out");
                    share(login);
                    return start(login, first).flatMap(start -> in.map(seen -> new LoginSpec(start, steps, seen, out)));
                });
    }

    private static Optional<PageUrl> start(Section login, Optional<PageUrl> first) {
        return login.scalar("start").flatMap(scalar -> {
            String text = scalar.text().strip();
            try {
                if (text.matches("[A-Za-z][A-Za-z0-9+.-]*:.*")) {
                    return Optional.of(PageUrl.of(text));
                }
            } catch (IllegalArgumentException refused) {
                login.reading().problem(scalar, String.valueOf(refused.getMessage()), "as in /login, or a whole URL");
                return Optional.empty();
            }
            if (first.isEmpty()) {
                return Optional.empty();
            }
            Optional<PageUrl> url = first.get().resolve(text);
            if (url.isEmpty()) {
                login.reading().problem(scalar, "not a URL: " + text, "as in /login, or a whole URL");
            }
            return url;
        });
    }

    private static void share(Section login) {
        login.scalar("share")
                .filter(scalar -> !scalar.text().equals("per-session"))
                .ifPresent(scalar -> {
                    String hint = scalar.text().equals("state") ? "write per-session, or leave it out" : "";
                    login.reading()
                            .problem(
                                    scalar,
                                    scalar.text().equals("state")
                                            ? "share: state is not in this version"
                                            : "not known here: " + scalar.text(),
                                    hint.isEmpty() ? "known here: per-session" : hint);
                });
    }
}
