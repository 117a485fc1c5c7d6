package dev.gannet.flow.recording;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Goes through the commands of one test once, past those that are disabled. */
final class SideCursor {
    private final List<SideCommand> commands;
    private final List<SideCommand> skipped = new ArrayList<>();
    private int next;

    SideCursor(List<SideCommand> commands) {
        this.commands = commands;
    }

    /** @return the next command, which stays the next */
    Optional<SideCommand> peek() {
        while (next < commands.size() && commands.get(next).disabled()) {
            skipped.add(commands.get(next++));
        }
        return next < commands.size() ? Optional.of(commands.get(next)) : Optional.empty();
    }

    /** @return the next command; the one after it is next now */
    Optional<SideCommand> next() {
        Optional<SideCommand> command = peek();
        next++;
        return command;
    }

    /** @return the disabled commands that were passed so far and do something when they are not */
    List<SideCommand> skipped() {
        return skipped.stream()
                .filter(command -> !command.name().replace("/", "").isBlank())
                .toList();
    }
}
