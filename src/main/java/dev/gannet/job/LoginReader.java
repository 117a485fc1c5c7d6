package dev.gannet.job;

import dev.gannet.flow.Step;
import dev.gannet.login.LoginSpec;
import dev.gannet.web.PageUrl;
import dev.gannet.web.PrivateFile;
import dev.gannet.web.Secret;
import dev.gannet.web.Selector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Reads how sessions are logged in. */
final class LoginReader {
    private LoginReader() {}

    /** @return whether the job says that its pages are for who is not logged in */
    static boolean none(Section job) {
        return job.get("login").filter(LoginReader::isNone).isPresent();
    }

    private static boolean isNone(Yaml node) {
        return node instanceof Yaml.Scalar scalar && scalar.text().equals("none");
    }

    static Optional<LoginSpec> read(Section job, String name, Optional<PageUrl> first) {
        return job.get("login")
                .filter(node -> !isNone(node))
                .flatMap(node -> Section.of(JobKeys.LOGIN, node, job.reading()))
                .flatMap(login -> {
                    List<Step> steps = StepReader.read(login, "steps");
                    Optional<Selector> in = Selectors.shown(login, "logged-in");
                    Optional<Selector> out = Selectors.shown(login, "logged-out");
                    LoginSpec.Share share = share(login);
                    Optional<LoginSpec.Keep> keep = keep(login, name, share);
                    return start(login, first)
                            .flatMap(start -> in.map(seen -> new LoginSpec(start, steps, seen, out, share, keep)));
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

    private static Optional<LoginSpec.Keep> keep(Section login, String name, LoginSpec.Share share) {
        Optional<Yaml.Scalar> keep = login.scalar("keep").filter(scalar -> !isPlain(scalar, "false"));
        if (keep.isEmpty()) {
            return Optional.empty();
        }
        Reading reading = login.reading();
        if (share != LoginSpec.Share.STATE) {
            reading.problem(
                    keep.get(),
                    "a login that cannot be shared cannot be kept",
                    "leave out keep, or share: per-session");
            return Optional.empty();
        }
        Path file = file(keep.get(), name, reading);
        try {
            PrivateFile kept = new PrivateFile(file);
            if (Files.exists(file) && kept.exposed()) {
                reading.problem(keep.get(), "others can read or write " + file, kept.remedy());
            }
        } catch (IOException e) {
            reading.problem(keep.get(), "the permissions of " + file + " cannot be read", "");
        }
        StringBuilder typed = new StringBuilder();
        login.get("steps").ifPresent(steps -> texts(steps, typed, reading));
        return Optional.of(new LoginSpec.Keep(file, new Secret(typed.toString())));
    }

    private static Path file(Yaml.Scalar keep, String name, Reading reading) {
        try {
            return isPlain(keep, "true")
                    ? reading.file().resolveSibling(".gannet/login").resolve(name + ".json")
                    : reading.file().resolveSibling(keep.text()).normalize();
        } catch (InvalidPathException e) {
            reading.problem(keep, "not the name of a file: " + YamlTraps.quote(keep.text()), "keep: true");
            return reading.file();
        }
    }

    private static boolean isPlain(Yaml.Scalar scalar, String word) {
        return scalar.plain() && scalar.text().equals(word);
    }

    /** All texts below a node, filled: another user name or password makes another text of it. */
    private static void texts(Yaml node, StringBuilder texts, Reading reading) {
        if (node instanceof Yaml.Scalar scalar) {
            // What is filled in only when a step runs says nothing of the account.
            texts.append(
                            scalar.text().contains("${env:") || scalar.text().contains("${secret:")
                                    ? reading.words(scalar)
                                            .map(words -> words.whole().reveal())
                                            .orElse("")
                                    : scalar.text())
                    .append('\n');
        } else if (node instanceof Yaml.Sequence list) {
            list.values().forEach(each -> texts(each, texts, reading));
        } else if (node instanceof Yaml.Mapping mapping) {
            mapping.entries().forEach(entry -> {
                texts.append(entry.key().text()).append(": ");
                texts(entry.value(), texts, reading);
            });
        }
    }
}
