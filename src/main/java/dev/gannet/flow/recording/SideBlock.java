package dev.gannet.flow.recording;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The steps of one block of commands as they are made. It knows how dialogs are answered: Selenium IDE does so after the
 * command that opens one, the language of steps before it.
 */
final class SideBlock {
    private static final Set<String> ACTING = Set.of(
            "goto", "click", "double-click", "hover", "mouse", "drag", "type", "press", "select", "check", "script");

    private final List<RecordedStep> steps = new ArrayList<>();
    private final boolean inside;
    /** Answers that stand before the next command that acts. */
    private final List<Object> coming;
    /** Answers that stand before the last command that acted. */
    private List<Object> given = new ArrayList<>();
    /** Where that command's answers end in the steps; -1 where there is none that can be answered. */
    private int opener = -1;
    /** How many of its dialogs were answered by a command after it. */
    private int answered;
    /** The last of its dialogs whose text was looked at. */
    private int looked;

    /**
     * @param coming answers that stand before it
     * @param inside whether a step around it names a window or frame
     */
    SideBlock(List<Object> coming, boolean inside) {
        this.inside = inside;
        this.coming = new ArrayList<>(coming);
    }

    /** @return the block of a step in this one */
    SideBlock inner(boolean named) {
        return new SideBlock(coming, inside || named);
    }

    /** @return whether a step around it names a window or frame */
    boolean inside() {
        return inside;
    }

    List<RecordedStep> steps() {
        return List.copyOf(steps);
    }

    /** Adds what one command became. */
    void add(List<RecordedStep> command) {
        if (command.stream().anyMatch(SideBlock::acts)) {
            opener = steps.size();
            given = new ArrayList<>(coming);
            coming.clear();
            answered = 0;
            looked = 0;
        }
        steps.addAll(command);
    }

    /** Adds a step that has steps of its own; a dialog that they opened can be answered only among them. */
    void addBlock(RecordedStep block) {
        opener = -1;
        coming.clear();
        steps.add(block);
    }

    /** Adds how the next dialog is answered. */
    void answerNext(RecordedStep answer) {
        coming.add(answer(answer));
        steps.add(answer);
    }

    /** Puts an answer before the command that opened the dialog. */
    void answerLast(RecordedStep answer) throws UnfitException {
        if (opener < 0) {
            throw new UnfitException(
                    "no command before it in its block opens a dialog",
                    "it stands behind that command, in the same block");
        }
        if (looked > 0 && looked <= answered) {
            throw new UnfitException(
                    "it answers a second dialog of one command, when the text of the first is lost",
                    "assert the text of the last one alone");
        }
        if (answered < given.size()) {
            if (!given.get(answered).equals(answer(answer))) {
                throw new UnfitException(
                        "it answers " + answer(answer) + " where the command before says " + given.get(answered),
                        "one answer for one dialog");
            }
        } else {
            steps.add(opener, answer);
            opener++;
            given.add(answer(answer));
        }
        answered++;
    }

    /** Adds a look at the last dialog. */
    void look(RecordedStep step) {
        looked = answered + 1;
        steps.add(step);
    }

    private static Object answer(RecordedStep step) {
        return step.step().getOrDefault("dialog", Map.of());
    }

    private static boolean acts(RecordedStep step) {
        return step.step().keySet().stream().anyMatch(ACTING::contains);
    }
}
