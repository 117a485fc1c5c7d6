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
                    Optional<Selector> in = Selectors.of(login, "logged-in");
                    Optional<Selector> out = Selectors.of(login, "logged-out");
                    LoginSpec.Share share = share(login);
                    return start(login, first)
                            .flatMap(start ->
                                    in.map(seen -> new LoginSpec(start, steps, seen, out, share, Optional.empty())));
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

    private static LoginSpec.Share share(Section login) {
        return login.word("share", List.of("state", "per-session"))
                .filter("per-session"::equals)
                .map(word -> LoginSpec.Share.PER_SESSION)
                .orElse(LoginSpec.Share.STATE);
    }
}
