package dev.gannet.cli;

import java.net.URI;

/** The shop of {@code gannet demo}, served until it is closed. */
interface DemoSite extends AutoCloseable {
    URI base();

    /** @return the job that scrapes it, as YAML */
    String job();

    @Override
    void close();
}
