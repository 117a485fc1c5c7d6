package dev.gannet.flow.recording;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import static dev.gannet.flow.recording.SideStep.inFrame;
import static dev.gannet.flow.recording.SideStep.mapping;

/** The commands with which a user acts on a page. */
final class SideGestures {
    /** There is no place outside an element that a pointer can surely go to; the extension sends events, too. */
    private static final String LEFT = "const left = {bubbles: true, relatedTarget: document.documentElement};"
            + " found.dispatchEvent(new PointerEvent('pointerout', left));"
            + " found.dispatchEvent(new MouseEvent('mouseout', left));"
            + " found.dispatchEvent(new MouseEvent('mouseleave', {...left, bubbles: false}));";

    static final Map<String, SideVerb> VERBS = verbs();

    private SideGestures() {}

    private static Map<String, SideVerb> verbs() {
        Map<String, SideVerb> verbs = new LinkedHashMap<>();
        verbs.put("click", it -> inFrame("click", it.target()));
        verbs.put("clickAt", it -> inFrame("click", at(it, "on")));
        verbs.put("doubleClick", it -> inFrame("double-click", it.target()));
        verbs.put("doubleClickAt", it -> inFrame("double-click", at(it, "on")));
        verbs.put("mouseOver", it -> inFrame("hover", it.target()));
        verbs.put("mouseOut", it -> scripted(it, LEFT));
        verbs.put("mouseDown", it -> inFrame("mouse", mapping("down", it.target())));
        verbs.put("mouseDownAt", it -> inFrame("mouse", at(it, "down")));
        verbs.put("mouseUp", it -> inFrame("mouse", mapping("up", it.target())));
        verbs.put("mouseUpAt", it -> inFrame("mouse", at(it, "up")));
        verbs.put("mouseMove", it -> inFrame("mouse", mapping("move", it.target())));
        verbs.put("mouseMoveAt", it -> inFrame("mouse", at(it, "move")));
        verbs.put("dragAndDropToObject", it -> inFrame("drag", mapping("from", it.target(), "to", it.value())));
        verbs.put("type", it -> typed(it, false));
        verbs.put("sendKeys", it -> typed(it, true));
        verbs.put("editContent", SideGestures::edited);
        verbs.put("check", it -> inFrame("check", it.target()));
        verbs.put("uncheck", it -> inFrame("check", mapping("box", it.target(), "on", false)));
        verbs.put("select", it -> selected(it, "only"));
        verbs.put("addSelection", it -> selected(it, "add"));
        verbs.put("removeSelection", it -> selected(it, "remove"));
        verbs.put("submit", SideGestures::submitted);
        return verbs;
    }

    private static Map<String, Object> at(SideArguments it, String element) throws UnfitException {
        Map<String, Object> place = mapping(element, it.target());
        if (!it.command().value().isBlank()) {
            place.put("at", it.coordinates());
        }
        return place;
    }

    private static List<SideStep> typed(SideArguments it, boolean add) throws UnfitException {
        String value = it.command().value();
        if (!add && !SideKeys.in(value)) {
            return inFrame(
                    "type", mapping("into", it.target(), "text", it.texts().text(value)));
        }
        List<SideStep> steps = new ArrayList<>();
        boolean adds = add;
        for (SideKeys.Part part : SideKeys.of(value, it.texts())) {
            if (part.key()) {
                steps.addAll(inFrame("press", mapping("key", part.text(), "on", it.target())));
            } else {
                Map<String, Object> what = mapping("into", it.target(), "text", part.text());
                if (adds) {
                    what.put("add", true);
                }
                steps.addAll(inFrame("type", what));
            }
            adds = true;
        }
        if (steps.isEmpty()) {
            throw new UnfitException("it sends no keys", "a text, or keys such as ${KEY_ENTER}");
        }
        return steps;
    }

    /** The recorder notes the markup of what was edited; plain text can be typed, markup cannot. */
    private static List<SideStep> edited(SideArguments it) throws UnfitException {
        String content = it.texts().text(it.command().value());
        if (!content.matches("(?s).*[<&].*")) {
            return inFrame("type", mapping("into", it.target(), "text", content));
        }
        return scripted(
                it,
                "found.innerHTML = " + SideText.quoted(content)
                        + "; found.dispatchEvent(new InputEvent('input', {bubbles: true}));");
    }

    private static List<SideStep> submitted(SideArguments it) throws UnfitException {
        return scripted(it, "(found.closest('form') || found.form).requestSubmit();");
    }

    private static List<SideStep> scripted(SideArguments it, String what) throws UnfitException {
        String element = SideLocator.script(it.command().target(), it.texts())
                .orElseThrow(() -> new UnfitException("its locator must be one", "id=, name=, css= or xpath="));
        List<SideStep> steps = new ArrayList<>(inFrame("wait", mapping("there", it.targetAlone())));
        steps.addAll(inFrame("script", "const found = " + element + "; " + what));
        return steps;
    }

    private static List<SideStep> selected(SideArguments it, String mode) throws UnfitException {
        Map<String, Object> choice = mapping("in", it.target());
        String option = it.command().value().strip();
        int equals = option.indexOf('=');
        String rest = it.texts().text(option.substring(equals + 1));
        switch (equals < 0 ? "" : option.substring(0, equals)) {
            case "label" -> choice.put("option", it.texts().pattern(rest.replaceFirst("^mostly-equals:", "")));
            case "value" -> choice.put("value", rest);
            case "id" -> choice.put("id", rest);
            case "index" -> {
                if (!rest.matches("\\d{1,6}")) {
                    throw new UnfitException("\"" + rest + "\" is not the place of an option", "index=0 is the first");
                }
                choice.put("index", Integer.parseInt(rest));
                it.notes().add("index=" + rest + " counts options from 0");
            }
            case "" -> choice.put("option", it.texts().pattern(option));
            default ->
                throw new UnfitException(
                        "\"" + option + "\" does not say which option", "label=, value=, id= or index=");
        }
        if (!mode.equals("only")) {
            choice.put("mode", mode);
        }
        return inFrame("select", choice);
    }
}
