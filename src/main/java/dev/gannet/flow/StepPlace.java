package dev.gannet.flow;

/**
 * A step and its number in the flow.
 *
 * @param number such as {@code 3}, or {@code 3.2} for the second step inside the third
 */
public record StepPlace(String number, Step step) {
    @Override
    public String toString() {
        return "step " + number + " (" + step.modifiers().where() + ", " + step.words() + ")";
    }
}
