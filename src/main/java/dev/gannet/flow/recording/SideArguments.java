package dev.gannet.flow.recording;

import java.util.List;

/**
 * A command's arguments, read as what they are.
 *
 * @param notes takes what is said about parts that are left out
 */
record SideArguments(SideCommand command, SideText texts, List<String> notes) {
    /** @return the selector of the target, with the recorder's alternatives */
    Object target() throws UnfitException {
        return SideLocator.withOthers(command.target(), command.targets(), texts, notes);
    }

    /** @return the selector of the target alone, for what must not be there or is counted */
    Object targetAlone() throws UnfitException {
        return SideLocator.one(command.target(), texts);
    }

    /** @return the selector of the value, with the recorder's alternatives */
    Object value() throws UnfitException {
        return SideLocator.withOthers(command.value(), command.values(), texts, notes);
    }

    /** @return the value as coordinates */
    List<Object> coordinates() throws UnfitException {
        String value = command.value().strip();
        if (!value.matches("-?\\d{1,5}(\\.\\d*)?\\s*,\\s*-?\\d{1,5}(\\.\\d*)?")) {
            throw new UnfitException("\"" + value + "\" is not a place", "x,y from the upper left corner, as in 10,20");
        }
        String[] both = value.split(",");
        return List.of((int) Double.parseDouble(both[0].strip()), (int) Double.parseDouble(both[1].strip()));
    }
}
