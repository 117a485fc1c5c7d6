package dev.gannet.page;

import dev.gannet.web.OneLine;
import dev.gannet.web.ReadyVerdict;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads what the observer reports of a page's requests and other sources of change. */
final class ObservedRequests {
    private ObservedRequests() {}

    static ReadyVerdict.Requests of(Map<?, ?> answer) {
        Map<?, ?> calls = answer.get("calls") instanceof Map<?, ?> reported ? reported : Map.of();
        return new ReadyVerdict.Requests(
                texts(answer.get("vain")),
                texts(answer.get("passed")),
                texts(answer.get("answered")),
                new ReadyVerdict.Calls(
                        failed(calls.get("failed")), texts(calls.get("fine")), texts(calls.get("grew"))));
    }

    private static List<ReadyVerdict.FailedCall> failed(@Nullable Object list) {
        return all(list)
                .filter(Map.class::isInstance)
                .map(one -> (Map<?, ?>) one)
                .map(one -> new ReadyVerdict.FailedCall(
                        String.valueOf(one.get("form")),
                        OneLine.of(String.valueOf(one.get("what"))),
                        Boolean.TRUE.equals(one.get("refused"))))
                .distinct()
                .toList();
    }

    private static List<String> texts(@Nullable Object list) {
        return all(list).map(String::valueOf).distinct().toList();
    }

    private static Stream<?> all(@Nullable Object list) {
        return list instanceof List<?> some ? some.stream() : Stream.of();
    }
}
