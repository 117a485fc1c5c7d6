package dev.gannet.notify;

import dev.gannet.web.Secret;
import java.util.Optional;
import java.util.Set;

/**
 * Who is told of what.
 *
 * @param webhook an absolute {@code http} or {@code https} URL; it may hold a secret
 * @param when what is told
 * @param key what messages are signed with; empty for no signature
 */
public record NotifySpec(Secret webhook, Set<Event> when, Optional<Secret> key) {
    public NotifySpec {
        when = Set.copyOf(when);
    }
}
