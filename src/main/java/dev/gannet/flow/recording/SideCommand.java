package dev.gannet.flow.recording;

import java.util.List;
import java.util.Optional;

/**
 * A command of a Selenium IDE test.
 *
 * @param test the test that it stands in
 * @param number its place among the test's commands, from 1
 * @param line the line of its brace
 * @param name what it does, as in the file
 * @param target its first argument
 * @param value its second argument
 * @param targets other locators of the target, as the recorder noted them, the best first
 * @param values the same for the value
 * @param opens the variable of the window that it opens, where it opens one
 * @param windowTimeout how long that window is awaited, in milliseconds; 0 where nothing is said
 * @param disabled whether it is a comment
 */
record SideCommand(
        String test,
        int number,
        int line,
        String name,
        String target,
        String value,
        List<String> targets,
        List<String> values,
        Optional<String> opens,
        long windowTimeout,
        boolean disabled) {
    SideCommand {
        targets = List.copyOf(targets);
        values = List.copyOf(values);
    }

    /** @return where it stands and what it is, for messages */
    String place() {
        return "test \"" + test + "\", command " + number + ", " + name;
    }
}
