package dev.gannet.flow.recording;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The window and frame that are selected at one place of a test. Selenium IDE keeps them as a state; in the language of
 * steps each step names its own. Immutable.
 *
 * @param window as a step names it
 * @param frame the way from the top document inwards; empty for the top document itself
 * @param closed what closed the window; empty while it is open
 * @param handles the windows that variables stand for
 */
record SidePlace(Object window, List<Object> frame, Optional<String> closed, Map<String, Object> handles) {
    /** The window that everything starts in. */
    static final String MAIN = "main";

    SidePlace {
        frame = List.copyOf(frame);
        handles = Map.copyOf(handles);
    }

    /** @return where a test starts */
    static SidePlace start() {
        return new SidePlace(MAIN, List.of(), Optional.empty(), Map.of());
    }

    /** @return whether steps here name a window or frame */
    boolean named() {
        return !window.equals(MAIN) || !frame.isEmpty();
    }

    /**
     * @param inside whether a step around it names a window or frame, which would hold for it, too
     * @return the step with its window and frame
     */
    Map<String, Object> put(SideStep step, boolean inside) throws UnfitException {
        Map<String, Object> placed = step.step();
        if (step.where() == SideStep.Where.NOTHING) {
            return placed;
        }
        if (closed.isPresent()) {
            throw new UnfitException("its window was closed by " + closed.get(), "selectWindow before it");
        }
        if (step.where() == SideStep.Where.FRAME && !frame.isEmpty()) {
            placed.put("frame", Map.of("path", frame));
        }
        if (inside || !window.equals(MAIN)) {
            placed.put("window", window);
        }
        return placed;
    }

    /** @return the place after another document was loaded: its top */
    SidePlace loaded() {
        return new SidePlace(window, List.of(), closed, handles);
    }

    /** @return the place after the window was closed */
    SidePlace closed(String by) {
        return new SidePlace(window, List.of(), Optional.of(by), handles);
    }

    /** @return the place with a variable that stands for a window */
    SidePlace handle(String name, Object which) {
        Map<String, Object> more = new HashMap<>(handles);
        more.put(name, which);
        return new SidePlace(window, frame, closed, more);
    }

    /** @return the place after selectFrame */
    SidePlace frame(String locator, SideText texts) throws UnfitException {
        List<Object> path = new ArrayList<>(frame);
        String wanted = locator.strip();
        if (wanted.equals("relative=top")) {
            path.clear();
        } else if (wanted.equals("relative=parent")) {
            outwards(path);
        } else if (wanted.startsWith("index=")) {
            for (String part : wanted.substring("index=".length()).split("\\\\")) {
                if (part.equals("..")) {
                    outwards(path);
                } else if (part.matches("\\d{1,4}")) {
                    path.add(Map.of("index", Integer.parseInt(part)));
                } else {
                    throw new UnfitException("\"" + wanted + "\" names no frame", "index=0 is the first");
                }
            }
        } else {
            path.add(SideLocator.one(wanted, texts));
        }
        return new SidePlace(window, path, closed, handles);
    }

    private static void outwards(List<Object> path) {
        if (!path.isEmpty()) {
            path.remove(path.size() - 1);
        }
    }

    /** @return the place after selectWindow */
    SidePlace window(String locator, SideText texts) throws UnfitException {
        return new SidePlace(windowOf(locator.strip(), texts), List.of(), Optional.empty(), handles);
    }

    private Object windowOf(String locator, SideText texts) throws UnfitException {
        int equals = locator.indexOf('=');
        String rest = locator.substring(equals + 1);
        switch (equals < 0 ? "" : locator.substring(0, equals)) {
            case "handle" -> {
                return Optional.ofNullable(handles.get(SideText.name(rest)))
                        .orElseThrow(() -> new UnfitException(
                                "no command on every way to it opens or stores the window " + rest,
                                "storeWindowHandle, or a command that opens a window, before it"));
            }
            case "title" -> {
                return Map.of("title", texts.pattern(rest));
            }
            case "url" -> {
                return Map.of("url", Literal.glob(texts.text(rest)));
            }
            default -> {
                if (locator.isEmpty() || locator.equals("null") || locator.equals("win_ser_local")) {
                    return MAIN;
                }
                if (locator.matches("win_ser_\\d{1,4}")) {
                    return Map.of("index", Integer.parseInt(locator.substring("win_ser_".length())));
                }
                throw new UnfitException(
                        "\"" + locator + "\" names no window", "handle=${name}, title=, url= or win_ser_N");
            }
        }
    }

    /**
     * @return the place where two ways meet; it knows the windows that both know
     * @throws UnfitException when they come from different windows or frames
     */
    SidePlace meet(SidePlace other) throws UnfitException {
        if (!window.equals(other.window)
                || !frame.equals(other.frame)
                || closed.isPresent() != other.closed.isPresent()) {
            throw new UnfitException(
                    "one way through it leaves in " + words() + ", another in " + other.words(),
                    "select the same window and frame on every way");
        }
        Map<String, Object> both = new HashMap<>(handles);
        both.entrySet().retainAll(other.handles.entrySet());
        return new SidePlace(window, frame, closed, both);
    }

    private String words() {
        return (frame.isEmpty() ? "the top document" : "frame " + frame)
                + (window.equals(MAIN) ? "" : " of window " + window)
                + (closed.isPresent() ? ", which is closed" : "");
    }
}
