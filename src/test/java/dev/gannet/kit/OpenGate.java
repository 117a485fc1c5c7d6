package dev.gannet.kit;

import dev.gannet.web.Deadline;
import dev.gannet.web.Gate;
import dev.gannet.web.PageUrl;
import java.util.Optional;

/** Lets everything pass. */
public final class OpenGate implements Gate {
    @Override
    public void pass(String url, Purpose purpose, Deadline deadline) {}

    @Override
    public void answered(String url) {}

    @Override
    public void turnedAway(String url, int status, Optional<String> retryAfter, Optional<String> date) {}

    @Override
    public void admit(PageUrl requested, String finalUrl) {}
}
