package dev.gannet.flow.recording;

import dev.gannet.flow.Steps;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What each step type of Chrome's recorder is called in a job; modifiers are not its concern. */
final class ChromeVerbs {
    /** The recorder's buttons, and ours; the first is what a click is without one. */
    static final Map<String, String> BUTTONS = new TreeMap<>(Map.of(
            "primary", "left", "auxiliary", "middle", "secondary", "right", "back", "back", "forward", "forward"));

    /** What pointed; Chrome's own replay clicks with the mouse whatever it was, and so does Gannet. */
    static final Map<String, String> DEVICES =
            new TreeMap<>(Map.of("mouse", "mouse", "pen", "mouse", "touch", "mouse"));

    private final ChromeStep step;
    private final Map<String, Object> out = new LinkedHashMap<>();

    private ChromeVerbs(ChromeStep step) {
        this.step = step;
    }

    /** @return verb and object of a step whose type is known */
    static Map<String, Object> of(ChromeStep step) {
        ChromeVerbs verbs = new ChromeVerbs(step);
        verbs.read();
        return verbs.out;
    }

    private void read() {
        switch (step.type()) {
            case "change" -> {
                Map<String, Object> type = new LinkedHashMap<>();
                type.put("into", ChromeSelectors.of(step));
                type.put("text", step.needed("value"));
                out.put("type", type);
            }
            case "click" -> out.put("click", pointed(true));
            case "close" ->
                out.put(
                        "close-window",
                        step.window().<Object>map(window -> window).orElse("main"));
            case "doubleClick" -> out.put("double-click", pointed(false));
            case "emulateNetworkConditions" -> out.put("emulate", Map.of("network", network()));
            case "hover" -> out.put("hover", ChromeSelectors.of(step));
            case "keyDown" -> key("down");
            case "keyUp" -> key("up");
            case "navigate" -> out.put("goto", url());
            case "scroll" -> out.put("scroll", scroll());
            case "setViewport" -> out.put("emulate", Map.of("viewport", viewport()));
            case "waitForElement" -> out.put("wait", ChromeWaits.of(step));
            case "waitForExpression" -> out.put("wait", Map.of("script", step.needed("expression")));
            default -> throw new IllegalStateException("no verb for " + step.type());
        }
    }

    private Object pointed(boolean hold) {
        Map<String, Object> click = new LinkedHashMap<>();
        click.put("on", ChromeSelectors.of(step));
        step.word("button", BUTTONS)
                .filter(button -> !button.equals("left"))
                .ifPresent(button -> click.put("button", button));
        step.word("deviceType", DEVICES);
        Optional<Number> x = step.number("offsetX");
        Optional<Number> y = step.number("offsetY");
        if (x.isPresent() && y.isPresent()) {
            click.put("at", List.of(whole(x.get()), whole(y.get())));
        } else if (x.isPresent() || y.isPresent()) {
            step.fault(x.isPresent() ? "offsetX" : "offsetY", "offsetX and offsetY go together", "");
        }
        Optional<Number> duration = step.number("duration");
        if (hold) {
            duration.ifPresent(time -> click.put("hold", time(time)));
        }
        return click.size() == 1 ? click.get("on") : click;
    }

    private void key(String half) {
        Map<String, Object> press = new LinkedHashMap<>();
        press.put("key", keyName(step));
        press.put("only", half);
        out.put("press", press);
    }

    /** @return the key as a job calls it; one that cannot be pressed is reported */
    static String keyName(ChromeStep step) {
        String name = ChromeKeys.name(step.needed("key"));
        if (step.text("key").isPresent() && Steps.chord(name).isEmpty()) {
            step.fault(
                    "key",
                    "the key \"" + name + "\" cannot be pressed",
                    "keys such as " + String.join(", ", Steps.keys()) + ", or one character");
        }
        return name;
    }

    private String url() {
        String url = step.needed("url");
        if (step.text("url").isPresent() && !url.matches("(?i)https?://.+")) {
            step.fault("url", "only http and https are gone to, not " + url, "");
        }
        return url;
    }

    private Map<String, Object> scroll() {
        Map<String, Object> scroll = new LinkedHashMap<>();
        scroll.put(
                "to",
                List.of(
                        whole(step.number("x").orElse(0)),
                        whole(step.number("y").orElse(0))));
        if (step.has("selectors")) {
            scroll.put("in", ChromeSelectors.of(step));
        }
        return scroll;
    }

    private Map<String, Object> viewport() {
        Map<String, Object> viewport = new LinkedHashMap<>();
        viewport.put("width", whole(step.neededNumber("width")));
        viewport.put("height", whole(step.neededNumber("height")));
        step.number("deviceScaleFactor")
                .filter(scale -> scale.doubleValue() != 1)
                .ifPresent(scale -> viewport.put("scale", scale));
        flag(viewport, "isMobile", "mobile");
        flag(viewport, "hasTouch", "touch");
        flag(viewport, "isLandscape", "landscape");
        return viewport;
    }

    private void flag(Map<String, Object> viewport, String key, String name) {
        step.flag(key).filter(on -> on).ifPresent(on -> viewport.put(name, true));
    }

    private Map<String, Object> network() {
        Number download = step.neededNumber("download");
        Number upload = step.neededNumber("upload");
        Map<String, Object> network = new LinkedHashMap<>();
        if (download.doubleValue() == 0 && upload.doubleValue() == 0) {
            // To Chrome's replay a network without any bytes is no network.
            step.neededNumber("latency");
            network.put("offline", true);
            return network;
        }
        network.put("download", whole(download));
        network.put("upload", whole(upload));
        network.put("latency", time(step.neededNumber("latency")));
        return network;
    }

    static String time(Number millis) {
        long whole = Math.max(0, Math.round(millis.doubleValue()));
        return whole > 0 && whole % 1000 == 0 ? whole / 1000 + "s" : whole + "ms";
    }

    private static long whole(Number number) {
        return Math.round(number.doubleValue());
    }
}
