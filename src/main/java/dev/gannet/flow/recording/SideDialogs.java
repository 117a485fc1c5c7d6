package dev.gannet.flow.recording;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import static dev.gannet.flow.recording.SideStep.inWindow;
import static dev.gannet.flow.recording.SideStep.mapping;

/** The commands that answer a dialog, and those that look at one. */
final class SideDialogs {
    private static final SideVerb ACCEPT = it -> inWindow("dialog", "accept");
    private static final SideVerb DISMISS = it -> inWindow("dialog", "dismiss");
    private static final SideVerb ANSWER = SideDialogs::answered;

    /** Commands that stand before the one that opens the dialog. */
    static final Map<String, SideVerb> ANSWERS_BEFORE = before();

    /** Commands that stand behind the one that opened it: of Selenium IDE 3, and as version 4 calls them. */
    static final Map<String, SideVerb> ANSWERS_AFTER = after();

    /** Commands that look at the text of the dialog. */
    static final List<String> LOOKS = List.of(
            "assertAlert", "assertConfirmation", "assertPrompt", "verifyAlert", "verifyConfirmation", "verifyPrompt");

    private SideDialogs() {}

    private static Map<String, SideVerb> before() {
        Map<String, SideVerb> answers = new LinkedHashMap<>();
        answers.put("answerOnNextPrompt", ANSWER);
        answers.put("chooseOkOnNextConfirmation", ACCEPT);
        answers.put("chooseCancelOnNextConfirmation", DISMISS);
        answers.put("chooseCancelOnNextPrompt", DISMISS);
        return answers;
    }

    private static Map<String, SideVerb> after() {
        Map<String, SideVerb> answers = new LinkedHashMap<>();
        answers.put("webdriverAnswerOnVisiblePrompt", ANSWER);
        answers.put("webdriverChooseOkOnVisibleConfirmation", ACCEPT);
        answers.put("webdriverChooseCancelOnVisibleConfirmation", DISMISS);
        answers.put("webdriverChooseCancelOnVisiblePrompt", DISMISS);
        answers.put("answerPrompt", ANSWER);
        answers.put("acceptAlert", ACCEPT);
        answers.put("acceptConfirmation", ACCEPT);
        answers.put("dismissConfirmation", DISMISS);
        answers.put("dismissPrompt", DISMISS);
        return answers;
    }

    private static List<SideStep> answered(SideArguments it) throws UnfitException {
        String text = it.texts().text(it.command().target());
        return text.isEmpty()
                ? inWindow("dialog", "accept")
                : inWindow("dialog", mapping("answer", "accept", "text", text));
    }
}
