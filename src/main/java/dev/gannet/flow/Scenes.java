package dev.gannet.flow;

import dev.gannet.page.Found;
import dev.gannet.page.LivePage;
import dev.gannet.page.Wanted;
import dev.gannet.web.Deadline;
import java.time.Duration;
import java.util.function.Supplier;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.remote.RemoteWebDriver;

/** Takes the driver into the window and frame of a step and out again. For one thread. */
final class Scenes {
    private static final Duration OUT = Duration.ofSeconds(5);

    private final LivePage page;
    private final Elements elements;

    Scenes(LivePage page, Elements elements) {
        this.page = page;
        this.elements = elements;
    }

    /**
     * @param deadline how long the window or frame may take to come
     * @return what the work returns
     */
    <T> T within(Step.Scene scene, Deadline deadline, Supplier<T> work) {
        if (scene.frame().isEmpty()) {
            return work.get();
        }
        try {
            enter(scene.frame().get(), deadline);
            return work.get();
        } finally {
            page.session()
                    .call(
                            "frame",
                            Deadline.in(OUT),
                            (RemoteWebDriver driver) -> driver.switchTo().defaultContent());
        }
    }

    private void enter(FrameRef frame, Deadline deadline) {
        for (FrameRef.Part part : frame.path()) {
            if (part instanceof FrameRef.Part.Found found) {
                Found there = elements.find(found.selector(), Wanted.PRESENT, deadline);
                WebElement element =
                        there.element().orElseThrow(() -> new StepFailure("no frame matches (" + there.told() + ")"));
                page.session()
                        .call(
                                "frame",
                                Deeds.late(deadline),
                                driver -> driver.switchTo().frame(element));
            } else {
                int index = ((FrameRef.Part.Numbered) part).index();
                page.session()
                        .call(
                                "frame",
                                Deeds.late(deadline),
                                driver -> driver.switchTo().frame(index));
            }
        }
    }
}
