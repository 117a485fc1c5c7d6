package dev.gannet.http;

import dev.gannet.web.LoginState;
import dev.gannet.web.LoginState.Cookie;
import java.time.Instant;
import java.util.Locale;
import org.apache.hc.client5.http.cookie.BasicCookieStore;
import org.apache.hc.client5.http.cookie.CookieStore;
import org.apache.hc.client5.http.impl.cookie.BasicClientCookie;

/**
 * The cookies of a login for fetches that are to be logged in. Each goes where it would go in the browser that it comes
 * from: by host, path and scheme (RFC 6265, section 5.4), so that another host gets none (S16). What servers set meanwhile
 * is kept as well. Thread-safe; lives as long as the login.
 */
public final class CookieJar {
    private final CookieStore store = new BasicCookieStore();

    /** @param state what the login left; its storage has no place in HTTP */
    public CookieJar(LoginState state) {
        // One that is kept apart for another site's pages is not sent to the site itself.
        state.cookies().stream()
                .filter(cookie ->
                        cookie.traits().partition().map(key -> !key.foreign()).orElse(true))
                .forEach(cookie -> store.addCookie(translated(cookie)));
    }

    CookieStore store() {
        return store;
    }

    private static BasicClientCookie translated(Cookie cookie) {
        BasicClientCookie translated =
                new BasicClientCookie(cookie.name(), cookie.value().reveal());
        translated.setDomain(cookie.host().toLowerCase(Locale.ROOT));
        if (!cookie.hostOnly()) {
            translated.setAttribute(org.apache.hc.client5.http.cookie.Cookie.DOMAIN_ATTR, cookie.host());
        }
        translated.setPath(cookie.path());
        translated.setSecure(cookie.traits().secure());
        cookie.traits()
                .expires()
                .ifPresent(time -> translated.setExpiryDate(Instant.ofEpochMilli((long) (time * 1000))));
        return translated;
    }
}
