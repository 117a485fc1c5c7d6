package dev.gannet.crawl;

import dev.gannet.flow.StepListener;
import dev.gannet.job.Plan;
import dev.gannet.login.LoginSpec;
import dev.gannet.web.PrivateFile;
import dev.gannet.web.Visit;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The traces of a run: one file for each flow, of pages and of logins, for its owner alone. Thread-safe. */
final class Traces {
    private static final Logger LOG = LoggerFactory.getLogger(Traces.class);
    private static final int MOST = 500;

    private final Plan plan;
    private final Path folder;
    private final Set<String> names = new HashSet<>();
    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicInteger written = new AtomicInteger();
    private final AtomicBoolean unwritten = new AtomicBoolean();

    /** @param folder where files go; made when the first is written */
    Traces(Plan plan, Path folder) {
        this.plan = plan;
        this.folder = folder;
    }

    /** @return what hears of the steps of a page */
    StepListener page(Visit visit) {
        return trace(
                "page-" + visit.page() + "-" + visit.attempt(),
                visit.url() + (visit.attempt() == 1 ? "" : " (attempt " + visit.attempt() + ")"));
    }

    /** @return what hears of the steps of a login */
    StepListener login() {
        String start = plan.login().map(LoginSpec::start).map(Object::toString).orElse("");
        return trace("login", "Login at " + start);
    }

    private StepListener trace(String name, String title) {
        if (begun.incrementAndGet() > MOST) {
            return StepListener.NONE;
        }
        TracePage page =
                new TracePage(plan.redaction(), String.valueOf(plan.file().getFileName()), plan.name() + ": " + title);
        return new Trace(plan.redaction(), shots -> keep(name, page.html(shots)));
    }

    private void keep(String name, String html) {
        Path file = free(name);
        try {
            new PrivateFile(file).write(html.getBytes(StandardCharsets.UTF_8));
            written.incrementAndGet();
        } catch (IOException e) {
            unwritten.set(true);
            LOG.warn("the trace {} cannot be written: {}", file, e.toString());
        }
    }

    /** A page's steps are carried out again where it is brought up again, a login's by each who logs in. */
    private synchronized Path free(String name) {
        for (int number = 1; ; number++) {
            String file = name + (number == 1 ? "" : "-" + number) + ".html";
            if (names.add(file) && !Files.exists(folder.resolve(file))) {
                return folder.resolve(file);
            }
        }
    }

    /** @return what a person should know of them */
    List<String> notes() {
        List<String> notes = new ArrayList<>();
        int count = written.get();
        notes.add(
                count == 0
                        ? "no steps were carried out that could be traced"
                        : (count == 1 ? "1 trace of steps is in " : count + " traces of steps are in ") + folder);
        if (begun.get() > MOST) {
            notes.add("only the first " + MOST + " of " + begun + " flows were traced");
        }
        if (unwritten.get()) {
            notes.add("some traces could not be written; the log says why");
        }
        return notes;
    }
}
