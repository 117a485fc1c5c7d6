package dev.gannet.flow.recording;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import static dev.gannet.flow.recording.SideStep.anywhere;
import static dev.gannet.flow.recording.SideStep.inFrame;
import static dev.gannet.flow.recording.SideStep.inWindow;
import static dev.gannet.flow.recording.SideStep.mapping;

/** The commands that look: assert, verify and waitFor. */
final class SideChecks {
    static final Map<String, SideVerb> VERBS = verbs();

    private SideChecks() {}

    /** What must hold, of the page or an element. */
    @FunctionalInterface
    private interface Condition {
        Object of(SideArguments it) throws UnfitException;
    }

    private static Map<String, SideVerb> verbs() {
        Map<String, SideVerb> verbs = new LinkedHashMap<>();
        asserted().forEach((name, verb) -> {
            verbs.put("assert" + name, verb);
            verbs.put("verify" + name, it -> softly(verb.steps(it)));
        });
        awaited("Present", it -> mapping("there", it.target()), verbs);
        awaited("NotPresent", it -> mapping("absent", it.targetAlone()), verbs);
        awaited("Visible", it -> mapping("visible", it.target()), verbs);
        awaited("NotVisible", it -> mapping("gone", it.targetAlone()), verbs);
        awaited("Editable", it -> mapping("editable", it.target()), verbs);
        awaited("NotEditable", it -> otherThan(it.target(), mapping("editable", it.target())), verbs);
        verbs.put("waitForText", it -> inFrame("wait", text(it)));
        verbs.put("pause", SideChecks::rest);
        return verbs;
    }

    private static Map<String, SideVerb> asserted() {
        Map<String, SideVerb> verbs = new LinkedHashMap<>();
        verbs.put(
                "",
                it -> anywhere(
                        "assert", mapping("var", SideText.name(it.command().target()), "is", value(it))));
        verbs.put(
                "Title",
                it -> inWindow(
                        "assert",
                        mapping("title", it.texts().pattern(it.command().target()))));
        for (String dialog : List.of("Alert", "Confirmation", "Prompt")) {
            verbs.put(
                    dialog,
                    it -> inWindow(
                            "assert",
                            mapping("dialog", it.texts().pattern(it.command().target()))));
        }
        element("ElementPresent", it -> mapping("there", it.target()), verbs);
        element("ElementNotPresent", it -> mapping("absent", it.targetAlone()), verbs);
        element("Checked", it -> mapping("checked", it.target()), verbs);
        element("NotChecked", it -> mapping("unchecked", it.target()), verbs);
        element("Editable", it -> mapping("editable", it.target()), verbs);
        element("NotEditable", it -> otherThan(it.target(), mapping("editable", it.target())), verbs);
        ofElement("Text", "text", verbs);
        ofElement("Value", "value", verbs);
        ofElement("SelectedLabel", "selected", verbs);
        ofElement("SelectedValue", "selected-value", verbs);
        return verbs;
    }

    private static void ofElement(String name, String what, Map<String, SideVerb> verbs) {
        element(name, it -> mapping("of", it.target(), what, value(it)), verbs);
        String not = name.startsWith("Selected") ? "NotSelected" + name.substring("Selected".length()) : "Not" + name;
        element(not, it -> otherThan(it.target(), mapping("of", it.target(), what, value(it))), verbs);
    }

    private static void element(String name, Condition condition, Map<String, SideVerb> verbs) {
        verbs.put(name, it -> inFrame("assert", condition.of(it)));
    }

    private static void awaited(String state, Condition condition, Map<String, SideVerb> verbs) {
        verbs.put("waitForElement" + state, it -> {
            List<SideStep> steps = inFrame("wait", condition.of(it));
            SideText.millis(it.command().value())
                    .ifPresent(time -> steps.get(0).step().put("timeout", time));
            return steps;
        });
    }

    /** An element that is not there is not other than anything. */
    private static Map<String, Object> otherThan(Object element, Map<String, Object> condition) {
        return mapping("all", List.of(mapping("there", element), mapping("not", condition)));
    }

    private static Map<String, Object> text(SideArguments it) throws UnfitException {
        return mapping("of", it.target(), "text", value(it));
    }

    private static String value(SideArguments it) throws UnfitException {
        return it.texts().pattern(it.command().value());
    }

    private static List<SideStep> softly(List<SideStep> steps) {
        steps.get(0).step().put("keep-going", true);
        return steps;
    }

    private static List<SideStep> rest(SideArguments it) throws UnfitException {
        String time = it.command().target().isBlank()
                ? it.command().value()
                : it.command().target();
        it.notes().add("waits until the page has come to rest, at most as long as the pause");
        Optional<String> most = time.contains("${") ? Optional.empty() : SideText.millis(time);
        List<SideStep> steps = inWindow("wait", mapping("rest", true));
        most.ifPresent(span -> steps.get(0).step().put("timeout", span));
        return steps;
    }
}
