package dev.gannet.notify;

import java.util.UUID;

/**
 * A message that waits to be sent.
 *
 * @param id in the database
 * @param message what the receiver knows it again by, however often it comes
 * @param event what it tells of
 * @param body JSON
 * @param attempts how often it was tried, this time included
 */
record Notice(long id, String message, Event event, String body, int attempts) {
    /** @return an identifier that no other message has */
    static String fresh() {
        return "msg_" + UUID.randomUUID().toString().replace("-", "");
    }
}
