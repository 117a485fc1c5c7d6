package dev.gannet.flow.recording;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import static dev.gannet.flow.recording.SideStep.anywhere;
import static dev.gannet.flow.recording.SideStep.inFrame;
import static dev.gannet.flow.recording.SideStep.inWindow;
import static dev.gannet.flow.recording.SideStep.mapping;

/** The commands that keep something in a variable, run a script, or say something. */
final class SideStores {
    static final Map<String, SideVerb> VERBS = verbs();

    private SideStores() {}

    private static Map<String, SideVerb> verbs() {
        Map<String, SideVerb> verbs = new LinkedHashMap<>();
        verbs.put(
                "store",
                it -> anywhere(
                        "store",
                        mapping(
                                "as",
                                as(it),
                                "text",
                                it.texts().text(it.command().target()))));
        verbs.put("storeText", it -> inFrame("store", mapping("as", as(it), "of", it.target())));
        verbs.put("storeValue", it -> inFrame("store", mapping("as", as(it), "of", it.target(), "value", true)));
        verbs.put("storeAttribute", SideStores::attribute);
        verbs.put(
                "storeTitle",
                it -> inWindow("store", mapping("as", SideText.name(variable(it.command())), "title", true)));
        verbs.put("storeXpathCount", SideStores::count);
        verbs.put("storeElementCount", SideStores::count);
        verbs.put("storeJson", SideStores::json);
        verbs.put("executeScript", it -> script(it, code(it)));
        verbs.put("executeAsyncScript", it -> script(it, promised(it)));
        verbs.put("runScript", it -> inFrame("script", code(it)));
        verbs.put("echo", it -> anywhere("say", it.texts().text(it.command().target())));
        return verbs;
    }

    /** @return the variable that a command stores something under; empty when it stores nothing */
    static String variable(SideCommand command) {
        return switch (command.name()) {
            case "storeTitle" -> command.value().isBlank() ? command.target() : command.value();
            case "store",
                    "storeText",
                    "storeValue",
                    "storeAttribute",
                    "storeXpathCount",
                    "storeElementCount",
                    "storeJson",
                    "executeScript",
                    "executeAsyncScript",
                    "forEach" -> command.value();
            default -> "";
        };
    }

    private static String as(SideArguments it) throws UnfitException {
        return SideText.name(it.command().value());
    }

    private static List<SideStep> count(SideArguments it) throws UnfitException {
        return inFrame("store", mapping("as", as(it), "count", it.targetAlone()));
    }

    private static List<SideStep> attribute(SideArguments it) throws UnfitException {
        String target = it.command().target();
        int at = target.lastIndexOf('@');
        if (at < 1 || at == target.length() - 1) {
            throw new UnfitException(
                    "\"" + target + "\" names no attribute", "the locator, @ and its name: id=logo@src");
        }
        Object element = SideLocator.one(target.substring(0, at), it.texts());
        return inFrame(
                "store",
                mapping(
                        "as",
                        as(it),
                        "of",
                        element,
                        "attr",
                        target.substring(at + 1).strip()));
    }

    private static List<SideStep> json(SideArguments it) throws UnfitException {
        String json = it.texts().text(it.command().target());
        if (json.contains("${")) {
            return inWindow(
                    "store", mapping("as", as(it), "script", "return JSON.parse(" + SideText.quoted(json) + ");"));
        }
        try {
            String plain = JsonMapper.shared().readTree(json).toString();
            return inWindow("store", mapping("as", as(it), "script", "return " + plain + ";"));
        } catch (JacksonException e) {
            throw new UnfitException("its target is not JSON: " + e.getOriginalMessage(), "as in [\"a\", \"b\"]");
        }
    }

    private static List<SideStep> script(SideArguments it, String code) throws UnfitException {
        return it.command().value().isBlank()
                ? inFrame("script", code)
                : inFrame("script", mapping("code", code, "as", as(it)));
    }

    /** A promise that a script returns is waited for; the recorder's may leave out the return. */
    private static String promised(SideArguments it) throws UnfitException {
        String code = code(it);
        return code.contains("return") ? code : "return " + code;
    }

    private static String code(SideArguments it) throws UnfitException {
        String code = it.texts().script(it.command().target());
        if (code.isEmpty()) {
            throw new UnfitException("it has no script", "");
        }
        return code;
    }
}
