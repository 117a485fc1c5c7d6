package dev.gannet.crawl;

import dev.gannet.frontier.Breach;
import dev.gannet.kit.Answer;
import dev.gannet.kit.LocalSite;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.gannet.kit.Answer.html;
import static dev.gannet.kit.Answer.json;
import static dev.gannet.kit.Answer.reset;
import static dev.gannet.kit.Answer.slow;
import static dev.gannet.kit.Answer.status;
import static org.assertj.core.api.Assertions.assertThat;

/** What {@code extract} steps take is that of the page which the steps before led to, or the run is not complete. */
@Tag("fast")
class ExtractStepsRunTest {
    private static final String LIST =
            "<ul id=m></ul><button id=next>next</button><button id=idle>idle</button><select id=s><option>a<option>b</select>"
                    + "<script>let p = 0; const draw = () => m.innerHTML = [1, 2].map(i => `<li>row ${2 * p + i}</li>`).join('');"
                    + " draw();</script>";

    private static final String STEPS =
            "[{extract: row}, {click: \"#next\"}, {extract: row}, {click: \"#next\"}, {extract: row}]";

    @TempDir
    Path folder;

    private final LocalSite site = LocalSite.open();

    @AfterEach
    void close() {
        site.close();
    }

    private JobOnDisk job(String steps) throws Exception {
        return new JobOnDisk(folder, "extracts", """
                start: %s
                page: {steps: %s}
                items: {row: {each: li, fields: {text: {type: text}}}}
                politeness: {delay: 0s}
                """.formatted(site.url("/"), steps));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "next.onclick = () => { p++; draw(); }",
                // By a message of a frame, whose own timer nobody sees.
                "const f = document.createElement('iframe'); f.srcdoc = '<script>onmessage = () => setTimeout(() =>"
                        + " parent.postMessage(1, \"*\"), 2000)<\\/script>'; document.body.append(f);"
                        + " onmessage = () => { p++; draw(); }; next.onclick = () => f.contentWindow.postMessage(1, '*')",
                // By a request of a frame.
                "const f = document.createElement('iframe'); f.src = '/frame'; document.body.append(f);"
                        + " next.onclick = () => f.contentWindow.go(() => { p++; draw(); })"
            })
    void eachPageIsTakenOnce(String next) throws Exception {
        site.on("/", html(LIST + "<script>" + next + "</script>"))
                .on(
                        "/frame",
                        html("<script>window.go = then => fetch('/slow').then(r => r.text()).then(then)</script>"))
                .on("/slow", slow(Duration.ofMillis(1500), html("x")));
        JobOnDisk job = job(STEPS);
        RunSummary summary = job.run();
        assertThat(summary.end()).as(summary.toString()).isEqualTo(RunSummary.End.COMPLETE);
        assertThat(job.rows("SELECT text FROM row ORDER BY 1"))
                .containsExactly("row 1", "row 2", "row 3", "row 4", "row 5", "row 6");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{click: \"#idle\"}", "{press: {key: Enter, on: \"#idle\"}}", "{select: {in: \"#s\", option: b}}"
            })
    void whatTheStepBeforeTookAlreadyIsDoubted(String deed) throws Exception {
        site.on("/", html(LIST));
        String steps = "[{extract: row}, %s, {extract: row%s}]";
        JobOnDisk job = job(steps.formatted(deed, ""));
        RunSummary summary = job.run();
        assertThat(summary.end()).isEqualTo(RunSummary.End.INCOMPLETE);
        assertThat(summary.breaches())
                .extracting(Breach::message)
                .anyMatch(message -> message.contains("step 3")
                        && message.contains("the items are those of the step before")
                        && message.contains("write unchanged: true beside it"));

        JobOnDisk right = job(steps.formatted(deed, ", unchanged: true"));
        assertThat(right.run().end()).isEqualTo(RunSummary.End.COMPLETE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{extract: row}, {extract: row}]",
                "[{extract: row}, {click: \"#none\", if-present: true}, {extract: row}]",
                "[{extract: row}, {wait: {visible: li}}, {hover: \"#next\"}, {extract: row}]"
            })
    void nothingDoneChangesNothing(String steps) throws Exception {
        site.on("/", html(LIST));
        RunSummary summary = job(steps).run();
        assertThat(summary.end()).as(summary.toString()).isEqualTo(RunSummary.End.COMPLETE);
    }

    /** The part in the middle does not come, and what is shown is the part before, or nothing; the last part comes. */
    @ParameterizedTest
    @CsvSource({"500, ''", "404, m.innerHTML = ''", "cut, p--"})
    void aPartThatDidNotComeIsNamed(String answer, String meanwhile) throws Exception {
        site.on(
                        "/",
                        html(LIST + "<script>next.onclick = () => { p++; " + (meanwhile == null ? "" : meanwhile)
                                + "; fetch('/api?page=' + (window.n = (window.n || 0) + 1)).then(r => { if (!r.ok) throw r; return"
                                + " r.json() }).then(j => { p = j.p; draw() }).catch(() => {}) }</script>"))
                .on("/api", (request, wire) -> {
                    boolean second = request.target().endsWith("=1");
                    Answer failure = answer.equals("cut") ? reset() : status(Integer.parseInt(answer), "no");
                    (second ? failure : json("{\"p\": 2}")).give(request, wire);
                });
        JobOnDisk job = job(STEPS);
        RunSummary summary = job.run();
        assertThat(summary.end()).isEqualTo(RunSummary.End.INCOMPLETE);
        assertThat(summary.breaches())
                .extracting(Breach::message)
                .anyMatch(message -> message.contains("step 3") && message.contains("/api?page=1"));
    }
}
