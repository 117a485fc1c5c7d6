package dev.gannet.web;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a login leaves in a browser, as far as it can be carried into another one or into an HTTP client: cookies, and what
 * pages keep in their storage. Immutable; whoever holds it is logged in, so printing it tells only how much there is.
 *
 * @param cookies all of the browser's
 * @param storage of the origins that were up when the login was done
 */
public record LoginState(List<Cookie> cookies, List<Storage> storage) {
    public LoginState {
        cookies = List.copyOf(cookies);
        storage = List.copyOf(storage);
    }

    @Override
    public String toString() {
        return cookies.size() + " cookies, storage of "
                + storage.stream().map(Storage::origin).toList();
    }

    /**
     * A cookie (RFC 6265, section 5.3).
     *
     * @param domain the host that it goes to; with a dot before it, to the hosts below as well
     * @param path where its paths begin
     * @param traits what else is known of it
     */
    public record Cookie(String name, Secret value, String domain, String path, Traits traits) {
        /** @return the host, without the dot */
        public String host() {
            return hostOnly() ? domain : domain.substring(1);
        }

        /** @return whether it goes to that host alone */
        public boolean hostOnly() {
            return !domain.startsWith(".");
        }
    }

    /**
     * What limits a cookie.
     *
     * @param expires seconds since 1970; empty when it goes with the browser
     * @param httpOnly whether scripts do not see it
     * @param secure whether it goes over TLS alone
     * @param sameSite {@code Strict}, {@code Lax} or {@code None}, where it says
     * @param source the scheme and port that it came from, as Chrome names them
     * @param partition the site that it is kept apart for, where it is (CHIPS)
     */
    public record Traits(
            OptionalDouble expires,
            boolean httpOnly,
            boolean secure,
            Optional<String> sameSite,
            Source source,
            Optional<Partition> partition) {}

    /**
     * Where a cookie came from.
     *
     * @param scheme {@code Secure}, {@code NonSecure} or {@code Unset}
     * @param port the server's, -1 when it is not known
     */
    public record Source(String scheme, int port) {}

    /**
     * What a cookie is kept apart for.
     *
     * @param site scheme and registrable domain of the top page
     * @param foreign whether another site's frame is between it and that page
     */
    public record Partition(String site, boolean foreign) {}

    /**
     * The storage of one origin.
     *
     * @param origin as {@code location.origin} says it
     * @param local localStorage
     * @param session sessionStorage
     */
    public record Storage(String origin, Map<String, String> local, Map<String, String> session) {
        public Storage {
            local = Map.copyOf(local);
            session = Map.copyOf(session);
        }

        @Override
        public String toString() {
            return origin + " (" + local.size() + " and " + session.size() + ")";
        }
    }
}
