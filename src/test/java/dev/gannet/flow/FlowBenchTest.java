package dev.gannet.flow;

import dev.gannet.kit.Browsers;
import dev.gannet.kit.LocalSite;
import dev.gannet.kit.OpenGate;
import dev.gannet.page.Awaited;
import dev.gannet.page.LivePage;
import dev.gannet.page.PageSpec;
import dev.gannet.page.Renderer;
import dev.gannet.session.Session;
import dev.gannet.web.Deadline;
import dev.gannet.web.Gate;
import dev.gannet.web.PageUrl;
import dev.gannet.web.Selector;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.remote.RemoteWebDriver;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.WebDriverWait;

import static dev.gannet.kit.Answer.html;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a flow of thirty steps costs beside raw Selenium calls that do the same, in turns in one browser. The suite runs it
 * once each, to see that both do the work; {@code src/bench/flow.sh} runs it often and prints.
 */
@Tag("fast")
class FlowBenchTest {
    private static final int ROUNDS = Integer.getInteger("gannet.bench.rounds", 1);
    /** A round of the suite is a short one. */
    private static final int TIMES = ROUNDS == 1 ? 3 : 10;

    private static final Duration TIME = Duration.ofSeconds(10);
    private static final String PAGE =
            "<input id=q><button id=add>Add</button><ul id=out></ul><script>add.onclick = () => setTimeout(() => {"
                    + "out.insertAdjacentHTML('beforeend', '<li>' + q.value + '</li>') }, 5)</script>";

    @Test
    void aFlowDoesWhatRawCallsDo() {
        try (LocalSite site = LocalSite.open().on("/", html(PAGE))) {
            double[][] millis = Browsers.lease(session -> rounds(session, PageUrl.of(site.url("/"))));
            System.out.printf(
                    Locale.ROOT,
                    "%d steps, ms, medians of %d: flow %.0f, raw calls %.0f, raw calls that wait %.0f; ratios %.2f, %.2f%n",
                    3 * TIMES,
                    ROUNDS,
                    median(millis[0]),
                    median(millis[1]),
                    median(millis[2]),
                    median(millis[0]) / median(millis[1]),
                    median(millis[0]) / median(millis[2]));
        }
    }

    private static double[][] rounds(Session session, PageUrl url) {
        double[][] millis = new double[3][ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            for (int turn = 0; turn < 3; turn++) {
                int way = (round + turn) % 3;
                LivePage page = open(session, url);
                long began = System.nanoTime();
                if (way == 0) {
                    new FlowRunner(FlowKit.plain(Path.of("target"))).run(page, steps());
                } else {
                    boolean waits = way == 2;
                    session.call("raw", Deadline.in(Duration.ofMinutes(1)), driver -> {
                        raw(driver, waits);
                        return true;
                    });
                }
                millis[way][round] = (System.nanoTime() - began) / 1e6;
                assertThat(page.snapshot(Awaited.NOTHING).html())
                        .contains("<li>text 0</li>")
                        .contains("<li>text " + (TIMES - 1) + "</li>");
            }
        }
        return millis;
    }

    private static LivePage open(Session session, PageUrl url) {
        PageSpec spec = new PageSpec(
                Optional.empty(), Optional.empty(), Set.of(), List.of(), false, Duration.ofMinutes(1), 1_000_000);
        LivePage page = new Renderer(new OpenGate())
                .open(session, url, spec, Gate.Purpose.PAGE, Optional.empty(), Deadline.in(Duration.ofMinutes(1)));
        page.settle(Awaited.NOTHING, Deadline.in(Duration.ofSeconds(2)));
        return page;
    }

    private static List<Step> steps() {
        List<Step> steps = new ArrayList<>();
        Step.Modifiers plain = Step.Modifiers.plain(TIME, 1);
        for (int i = 0; i < TIMES; i++) {
            steps.add(new Step.Type(Selector.css("#q"), new Typed.Text(Words.of("text " + i)), false, plain));
            steps.add(new Step.Click(
                    new Step.Aim(Selector.css("#add"), Optional.empty(), Step.Button.LEFT), Duration.ZERO, plain));
            steps.add(new Step.WaitFor(
                    new Condition.Is(Selector.css("#out li:nth-child(" + (i + 1) + ")"), Condition.State.VISIBLE),
                    plain));
        }
        return steps;
    }

    /** @param waits as one writes it for pages that are not ready at once: each element is waited for */
    private static void raw(RemoteWebDriver driver, boolean waits) {
        WebDriverWait wait = new WebDriverWait(driver, TIME, Duration.ofMillis(20));
        for (int i = 0; i < TIMES; i++) {
            By input = By.cssSelector("#q");
            WebElement field =
                    waits ? wait.until(ExpectedConditions.elementToBeClickable(input)) : driver.findElement(input);
            field.clear();
            field.sendKeys("text " + i);
            By button = By.cssSelector("#add");
            (waits ? wait.until(ExpectedConditions.elementToBeClickable(button)) : driver.findElement(button)).click();
            wait.until(ExpectedConditions.visibilityOfElementLocated(
                    By.cssSelector("#out li:nth-child(" + (i + 1) + ")")));
        }
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
