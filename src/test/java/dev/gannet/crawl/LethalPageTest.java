package dev.gannet.crawl;

import dev.gannet.kit.Heard;
import dev.gannet.kit.LocalSite;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static dev.gannet.kit.Answer.html;
import static org.assertj.core.api.Assertions.assertThat;

/** A page that kills the program each time it is visited. */
class LethalPageTest {
    private static final int OTHERS = 20;

    @TempDir
    Path folder;

    /** What a page's bytes could do to a process, the site does by a signal the moment that it is asked. */
    @Test
    void R20_aPageThatKillsTheProgramEachTimeIsGivenUpAndEveryOtherIsReadOnce() throws Exception {
        AtomicReference<Program> running = new AtomicReference<>();
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
                    .on("/p/*", html("<h1>page</h1>"))
                    .on("/lethal", (request, wire) -> end(running.get()));
            JobOnDisk job = new JobOnDisk(folder, "lethal", """
                    start: %s
                    crawl: {follow: a.item}
                    items: {page: {at: "**", fields: {title: {select: h1, required: true}}}}
                    politeness: {delay: 0s, parallel: 4, robots: ignore}
                    ladder: static
                    """.formatted(site.url("/list")));

            List<Integer> ends = new ArrayList<>();
            while (ends.size() < 10 && !ends.contains(1)) {
                running.set(Program.in(folder).start("run", "lethal.yaml", "--no-progress"));
                ends.add(running.get().end());
            }

            assertThat(ends).containsExactly(137, 137, 137, 137, 137, 137, 1);
            assertThat(site.heard("/lethal")).hasSize(6);
            assertThat(job.rows("SELECT url, state, kind, attempts, lost FROM gannet_page WHERE state <> 'done'"))
                    .containsExactly(site.url("/lethal") + "|failed|lethal|0|6");
            assertThat(job.value("SELECT COUNT(*), COUNT(DISTINCT _url) FROM page"))
                    .isEqualTo((OTHERS + 1) + "|" + (OTHERS + 1));
            List<String> asked = site.heard().stream().map(Heard::path).toList();
            int last = asked.lastIndexOf("/lethal");
            assertThat(asked.subList(last - 2, last + 1))
                    .as("alone the last three times")
                    .containsOnly("/lethal");
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
