package dev.gannet.web;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Tells failures in which no server answered at all from those in which one did, by Chrome's and Java's own words. */
public final class Unreachable {
    /** What is said of a host without an address. */
    public static final String NO_ADDRESS = "has no address";

    private static final Set<FailureKind> KINDS =
            EnumSet.of(FailureKind.CONNECTION, FailureKind.DNS, FailureKind.ROBOTS_UNAVAILABLE);

    private static final Map<Pattern, String> WORDS = new LinkedHashMap<>();

    static {
        WORDS.put(
                Pattern.compile("ERR_PROXY_CONNECTION_FAILED"), "cannot be reached: its proxy accepts no connections");
        WORDS.put(Pattern.compile("ERR_CONNECTION_REFUSED|Connection refused"), "refuses connections");
        WORDS.put(Pattern.compile("ERR_NAME_(NOT_RESOLVED|RESOLUTION_FAILED)|no address for "), NO_ADDRESS);
        WORDS.put(
                Pattern.compile("ERR_ADDRESS_UNREACHABLE|ERR_INTERNET_DISCONNECTED|No route to host"
                        + "|(Network|Host) is unreachable"),
                "cannot be reached from this machine");
    }

    private Unreachable() {}

    /**
     * @param message of a failure of that kind
     * @return what is to be said of its host, such as {@code refuses connections}; empty where a server answered, or nobody
     *     knows
     */
    public static Optional<String> words(FailureKind kind, String message) {
        return KINDS.contains(kind)
                ? WORDS.entrySet().stream()
                        .filter(entry -> entry.getKey().matcher(message).find())
                        .map(Map.Entry::getValue)
                        .findFirst()
                : Optional.empty();
    }
}
