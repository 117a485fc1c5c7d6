package dev.gannet.page;

import dev.gannet.session.Session;
import dev.gannet.web.Deadline;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.WebDriverException;

/**
 * Awaits the modules that a page loads by {@code import()}. No script can observe one that is in flight: the browser lists
 * the scripts of the page, and the observer is asked to wait for those that it does not know.
 */
final class ImportedScripts {
    /** A page that goes on importing is read all the same. */
    private static final int MOST = 10;
    /** A page whose time is nearly up is still asked. */
    private static final Duration GRACE = Duration.ofSeconds(3);

    private ImportedScripts() {}

    /**
     * @param settle waits until the page is ready, and for the scripts that it is given
     * @return its last answer
     */
    static Map<?, ?> await(Session session, Function<List<String>, Map<?, ?>> settle, Deadline limit) {
        Map<?, ?> answer = settle.apply(List.of());
        Set<String> known = new HashSet<>();
        for (int i = 0; i < MOST && !limit.passed() && Boolean.TRUE.equals(answer.get("scripted")); i++) {
            strings(answer.get("scripts")).forEach(known::add);
            List<String> unknown = scripts(session, limit).filter(known::add).toList();
            if (unknown.isEmpty()) {
                return answer;
            }
            answer = settle.apply(unknown);
        }
        return answer;
    }

    /** @return the URLs of the scripts of the page, those that failed excepted */
    private static Stream<String> scripts(Session session, Deadline limit) {
        Map<String, Object> answer;
        try {
            answer = session.cdp(
                    "Page.getResourceTree", Map.of(), Deadline.in(limit.left().plus(GRACE)));
        } catch (WebDriverException replaced) {
            // The document that was read is no longer there to be asked.
            return Stream.of();
        }
        if (!(answer.get("frameTree") instanceof Map<?, ?> tree
                && tree.get("resources") instanceof List<?> resources)) {
            return Stream.of();
        }
        return resources.stream()
                .filter(Map.class::isInstance)
                .map(resource -> (Map<?, ?>) resource)
                .filter(resource -> "Script".equals(resource.get("type"))
                        && !Boolean.TRUE.equals(resource.get("failed"))
                        && !Boolean.TRUE.equals(resource.get("canceled")))
                .map(resource -> String.valueOf(resource.get("url")))
                .filter(url -> url.startsWith("http"));
    }

    private static Stream<String> strings(@Nullable Object list) {
        return list instanceof List<?> some ? some.stream().map(String::valueOf) : Stream.of();
    }
}
