package dev.gannet.politeness;

import java.util.Optional;

/**
 * What the fetch of a robots.txt came to.
 *
 * @param status the HTTP status, 0 when there was no answer
 * @param body the body, at least its first 500 KiB
 * @param failure one line that says why there was no answer
 * @param untrusted whether that is because nobody knows who answers
 * @param unreachable whether no server was there to answer
 */
public record RobotsAnswer(int status, byte[] body, Optional<String> failure, boolean untrusted, boolean unreachable) {
    /** An answer with a status. */
    public static RobotsAnswer of(int status, byte[] body) {
        return new RobotsAnswer(status, body, Optional.empty(), false, false);
    }

    /** No answer. */
    public static RobotsAnswer failed(String reason) {
        return new RobotsAnswer(0, new byte[0], Optional.of(reason), false, false);
    }

    /** No server was there to answer. */
    public static RobotsAnswer unreachable(String reason) {
        return new RobotsAnswer(0, new byte[0], Optional.of(reason), false, true);
    }

    /** An answer of somebody who cannot show who he is (TLS). */
    public static RobotsAnswer untrusted(String reason) {
        return new RobotsAnswer(0, new byte[0], Optional.of(reason), true, false);
    }
}
