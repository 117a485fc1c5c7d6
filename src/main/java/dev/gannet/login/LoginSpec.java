package dev.gannet.login;

import dev.gannet.flow.Step;
import dev.gannet.web.PageUrl;
import dev.gannet.web.Selector;
import java.util.List;
import java.util.Optional;

/**
 * How a session is logged in.
 *
 * @param start the page of the login form
 * @param steps what is done there
 * @param loggedIn what is seen only when logged in
 * @param loggedOut what is seen only when logged out, such as the form itself
 */
public record LoginSpec(PageUrl start, List<Step> steps, Selector loggedIn, Optional<Selector> loggedOut) {
    public LoginSpec {
        steps = List.copyOf(steps);
    }
}
