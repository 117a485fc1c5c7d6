package dev.gannet.login;

import dev.gannet.flow.Step;
import dev.gannet.web.PageUrl;
import dev.gannet.web.Secret;
import dev.gannet.web.Selector;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * How a job is logged in.
 *
 * @param start the page of the login form
 * @param steps what is done there
 * @param loggedIn what is seen only when logged in
 * @param loggedOut what is seen only when logged out, such as the form itself
 * @param share what sessions have in common
 * @param keep where the login is kept between runs; empty where it is not
 */
public record LoginSpec(
        PageUrl start,
        List<Step> steps,
        Selector loggedIn,
        Optional<Selector> loggedOut,
        Share share,
        Optional<Keep> keep) {
    public LoginSpec {
        steps = List.copyOf(steps);
    }

    /** What sessions have in common. */
    public enum Share {
        /** One login for all: what it left in one browser is put into the others and into the HTTP client. */
        STATE,
        /** Each session logs in by itself. */
        PER_SESSION
    }

    /**
     * A login that outlives its run.
     *
     * @param file holds it
     * @param account all that the login types, by which another account is told from this one
     */
    public record Keep(Path file, Secret account) {}

    /** @return whether one login is enough for all sessions */
    public boolean shared() {
        return share == Share.STATE;
    }

    /** @return whether the login starts there; what comes after a question mark is where the form leads on to */
    public boolean startsAt(PageUrl url) {
        return url.origin().equals(start.origin()) && url.path().equals(start.path());
    }
}
