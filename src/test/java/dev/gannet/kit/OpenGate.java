package dev.gannet.kit;

import dev.gannet.web.Deadline;
import dev.gannet.web.Gate;
import dev.gannet.web.PageUrl;

/** Lets everything pass. */
public final class OpenGate implements Gate {
    @Override
    public void pass(String url, Purpose purpose, Deadline deadline) {}

    @Override
    public void answered(String url) {}

    @Override
    public void admit(PageUrl requested, String finalUrl) {}
}
