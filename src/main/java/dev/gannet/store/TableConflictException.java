package dev.gannet.store;

/** A table cannot hold what the job describes; the message says why and names the way out. Nothing was changed. */
public final class TableConflictException extends RuntimeException {
    TableConflictException(String message) {
        super(message);
    }
}
