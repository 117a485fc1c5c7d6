package dev.gannet.flow.recording;

import java.util.List;

/** What becomes of a command that is neither control flow nor about windows, frames and dialogs. */
@FunctionalInterface
interface SideVerb {
    /** @throws UnfitException when the command's arguments are not what it takes */
    List<SideStep> steps(SideArguments arguments) throws UnfitException;
}
