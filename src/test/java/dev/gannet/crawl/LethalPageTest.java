package dev.gannet.crawl;

import dev.gannet.kit.LocalSite;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static dev.gannet.kit.Answer.html;
import static dev.gannet.kit.Answer.slow;
import static org.assertj.core.api.Assertions.assertThat;

/** A page that kills the program each time it is visited; FrontierContract has the rule in the fast tier. */
@Tag("soak")
class LethalPageTest {
    private static final int OTHERS = 20;

    @TempDir
    Path folder;

    /** What a page's bytes could do to a process, the site does by a signal the moment that it is asked. */
    @Test
    void R20_aPageThatKillsTheProgramEachTimeIsGivenUpAndEveryOtherIsReadOnce() throws Exception {
        AtomicReference<Program> running = new AtomicReference<>();
        AtomicInteger underWay = new AtomicInteger();
        List<Integer> beside = Collections.synchronizedList(new ArrayList<>());
        try (LocalSite site = LocalSite.open()) {
            StringBuilder list = new StringBuilder("<h1>List</h1><a class=item href=/lethal>x</a>");
            for (int i = 1; i <= OTHERS; i++) {
                list.append("<a class=item href=/p/")
                        .append(i)
                        .append(">")
                        .append(i)
                        .append("</a>");
            }
            site.on("/list", html(list.toString()))
                    .on("/p/*", (request, wire) -> {
                        underWay.incrementAndGet();
                        slow(Duration.ofMillis(30), html("<h1>page</h1>")).give(request, wire);
                        underWay.decrementAndGet();
                    })
                    .on("/lethal", (request, wire) -> {
                        int heard = site.heard().size();
                        int before = underWay.get();
                        pause(Duration.ofMillis(300));
                        beside.add(before + site.heard().size() - heard);
                        end(running.get());
                        underWay.set(0);
                    });
            JobOnDisk job = new JobOnDisk(folder, "lethal", """
                    start: %s
                    crawl: {follow: a.item}
                    items: {page: {at: "**", fields: {title: {select: h1, required: true}}}}
                    politeness: {delay: 0s, parallel: 4, robots: ignore}
                    ladder: static
                    """.formatted(site.url("/list")));

            List<Integer> ends = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                running.set(Program.in(folder).start("run", "lethal.yaml", "--no-progress"));
                ends.add(running.get().end());
            }

            assertThat(ends).containsOnly(137);
            assertThat(job.run().end()).isEqualTo(RunSummary.End.INCOMPLETE);
            assertThat(site.heard("/lethal")).hasSize(6);
            assertThat(job.rows("SELECT url, state, kind, attempts, lost FROM gannet_page WHERE state <> 'done'"))
                    .containsExactly(site.url("/lethal") + "|failed|lethal|0|6");
            assertThat(job.value("SELECT COUNT(*), COUNT(DISTINCT _url) FROM page"))
                    .isEqualTo((OTHERS + 1) + "|" + (OTHERS + 1));
            assertThat(beside.subList(0, 3)).as("beside others at first").anyMatch(others -> others > 0);
            assertThat(beside.subList(3, 6)).as("alone the last three times").containsOnly(0);
        }
    }

    private static void pause(Duration time) throws IOException {
        try {
            TimeUnit.MILLISECONDS.sleep(time.toMillis());
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private static void end(Program running) throws IOException {
        try {
            running.close();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }
}
