package dev.gannet.flow;

import dev.gannet.page.Frames;
import dev.gannet.page.LivePage;
import dev.gannet.page.PageWindows;
import dev.gannet.page.WindowChoice;
import dev.gannet.web.Deadline;
import java.util.List;
import java.util.function.Supplier;

/** Takes the driver into the window and frame of a step, and looks after the windows. For one thread. */
final class Scenes {
    private static final WindowRef MAIN = new WindowRef.Main();

    private final PageWindows windows;
    private final Frames frames;
    private final Variables variables;
    private WindowRef in = MAIN;

    Scenes(LivePage page, PageWindows windows, Variables variables) {
        this.windows = windows;
        this.variables = variables;
        frames = new Frames(page);
    }

    /**
     * @param deadline how long the window or frame may take to come
     * @return what the work returns; the driver is at the top of the window's document then
     */
    <T> T within(Step.Scene scene, Deadline deadline, Supplier<T> work) {
        go(scene.window().orElse(MAIN), deadline);
        if (scene.frame().isEmpty()) {
            return work.get();
        }
        try {
            frames.enter(path(scene.frame().get()), deadline);
            return work.get();
        } finally {
            frames.leave();
        }
    }

    /** Goes to a window, unless the driver is there. */
    void go(WindowRef window, Deadline deadline) {
        if (!window.equals(in)) {
            windows.switchTo(choice(window), deadline);
            in = window;
        }
    }

    /** Waits for the window that a step opened, and gives it a name. */
    void opened(String name, Deadline deadline) {
        windows.awaitNew(name, deadline);
    }

    void close(WindowRef window, Deadline deadline) {
        windows.close(choice(window), deadline);
        in = MAIN;
    }

    /** To be called after each step: windows come and go by themselves. */
    void tend(Deadline deadline) {
        if (windows.tend(deadline)) {
            in = MAIN;
        }
    }

    private List<Frames.Inwards> path(FrameRef frame) {
        return frame.path().stream()
                .map(part -> part instanceof FrameRef.Part.Found found
                        ? new Frames.Inwards.Found(found.selector().mapped(variables::fill))
                        : new Frames.Inwards.Index(((FrameRef.Part.Numbered) part).index()))
                .map(Frames.Inwards.class::cast)
                .toList();
    }

    private WindowChoice choice(WindowRef window) {
        if (window instanceof WindowRef.Named named) {
            return new WindowChoice.Named(named.name());
        }
        if (window instanceof WindowRef.At at) {
            return new WindowChoice.Url(at.url());
        }
        if (window instanceof WindowRef.Titled titled) {
            Sample title = titled.title();
            String wanted = variables.fill(title.text()).reveal();
            return new WindowChoice.Title(title.toString(), actual -> title.takes(wanted, actual));
        }
        return window instanceof WindowRef.Numbered numbered
                ? new WindowChoice.Index(numbered.index())
                : new WindowChoice.Main();
    }
}
