package dev.gannet.flow.recording;

/** A command of a recording that cannot be run as it stands; whoever reads the commands one by one says which. */
final class UnfitException extends Exception {
    private final String remedy;

    /**
     * @param message what is wrong with it
     * @param remedy what would be right; empty when nothing better is known than the message
     */
    UnfitException(String message, String remedy) {
        super(message);
        this.remedy = remedy;
    }

    String remedy() {
        return remedy;
    }
}
