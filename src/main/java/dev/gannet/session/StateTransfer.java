package dev.gannet.session;

import dev.gannet.web.Deadline;
import dev.gannet.web.LoginState;
import dev.gannet.web.LoginState.Cookie;
import dev.gannet.web.LoginState.Storage;
import dev.gannet.web.Secret;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.json.Json;

/**
 * Takes what a login left in one browser and puts it into another, without a request to anybody. Cookies are put at once;
 * the storage of an origin is put by a script that comes before the page's own, on the first document of that origin and
 * no other. IndexedDB and what service workers keep is not taken. Stateless and thread-safe; a session belongs to its
 * lease.
 */
public final class StateTransfer {
    /** Marks a storage that was put, with the stamp of what was put there. */
    private static final String MARK = "gannet.login";

    private static final String WORLD = "gannet.state";
    private static final String SCRIPT = "state.script";

    // A world of its own: whatever the page made of these objects, they are the browser's here (S25).
    private static final String READ =
            "() => { const all = box => { const out = {}; try { for (let i = 0; i < box().length; i++) {"
                    + " const key = box().key(i); if (key !== '" + MARK
                    + "') out[key] = box().getItem(key); } } catch (none) {}"
                    + " return out; };"
                    + " return {origin: location.origin, local: all(() => localStorage), session: all(() => sessionStorage)}; }";

    private static final String WRITE = "(() => { if (window !== window.top) return;"
            + " const mine = STATE[location.origin]; if (!mine) return;"
            + " const put = (box, entries) => { if (box.getItem('" + MARK + "') === STAMP) return; box.clear();"
            + " for (const [key, value] of Object.entries(entries)) box.setItem(key, value);"
            + " box.setItem('" + MARK + "', STAMP); };"
            + " try { put(localStorage, mine.local); put(sessionStorage, mine.session); } catch (none) {} })();";

    private StateTransfer() {}

    /**
     * @param session with the page up that the login led to
     * @return its cookies, and the storage of the page and of its frames of the same process
     */
    public static LoginState take(Session session, Deadline deadline) {
        List<Cookie> cookies = cookies(session, deadline);
        Map<String, Storage> storage = new LinkedHashMap<>();
        if (session.cdp("Page.getFrameTree", Map.of(), deadline).get("frameTree") instanceof Map<?, ?> tree) {
            read(session, tree, storage, deadline);
        }
        return new LoginState(cookies, List.copyOf(storage.values()));
    }

    /** @return all cookies of the session's browser */
    public static List<Cookie> cookies(Session session, Deadline deadline) {
        List<Cookie> cookies = new ArrayList<>();
        if (session.cdp("Storage.getCookies", Map.of(), deadline).get("cookies") instanceof List<?> all) {
            all.forEach(one -> cookies.add(cookie((Map<?, ?>) one)));
        }
        return cookies;
    }

    private static void read(Session session, Map<?, ?> tree, Map<String, Storage> storage, Deadline deadline) {
        if (tree.get("frame") instanceof Map<?, ?> frame && !storage.containsKey(text(frame, "securityOrigin"))) {
            storage(session, text(frame, "id"), deadline)
                    .filter(one -> one.origin().startsWith("http"))
                    .ifPresent(one -> storage.put(one.origin(), one));
        }
        if (tree.get("childFrames") instanceof List<?> frames) {
            frames.forEach(child -> read(session, (Map<?, ?>) child, storage, deadline));
        }
    }

    private static Optional<Storage> storage(Session session, String frame, Deadline deadline) {
        Map<String, Object> world =
                session.cdp("Page.createIsolatedWorld", Map.of("frameId", frame, "worldName", WORLD), deadline);
        Map<String, Object> answer = session.cdp(
                "Runtime.callFunctionOn",
                Map.of(
                        "functionDeclaration",
                        READ,
                        "executionContextId",
                        world.getOrDefault("executionContextId", 0),
                        "returnByValue",
                        true),
                deadline);
        return answer.get("result") instanceof Map<?, ?> result && result.get("value") instanceof Map<?, ?> value
                ? Optional.of(
                        new Storage(text(value, "origin"), texts(value.get("local")), texts(value.get("session"))))
                : Optional.empty();
    }

    /**
     * The browser then has these cookies and no others, and pages of these origins find this storage and no other.
     *
     * @param session with a blank page up
     * @param stamp another one for each state
     */
    public static void put(Session session, LoginState state, String stamp, Deadline deadline) {
        if (session.notes().remove(SCRIPT) instanceof String before) {
            session.cdp("Page.removeScriptToEvaluateOnNewDocument", Map.of("identifier", before), deadline);
        }
        session.cdp("Storage.clearCookies", Map.of(), deadline);
        session.cdp(
                "Storage.setCookies",
                Map.of(
                        "cookies",
                        state.cookies().stream().map(StateTransfer::parameters).toList()),
                deadline);
        if (state.storage().isEmpty()) {
            return;
        }
        Map<String, Object> origins = new HashMap<>();
        state.storage()
                .forEach(one -> origins.put(one.origin(), Map.of("local", one.local(), "session", one.session())));
        Json json = new Json();
        String script = WRITE.replace("STAMP", json.toJson(stamp)).replace("STATE", json.toJson(origins));
        Object identifier = session.cdp(
                        "Page.addScriptToEvaluateOnNewDocument", Map.of("source", script, "worldName", WORLD), deadline)
                .get("identifier");
        session.notes().put(SCRIPT, String.valueOf(identifier));
    }

    private static Cookie cookie(Map<?, ?> told) {
        double expires = told.get("expires") instanceof Number number ? number.doubleValue() : -1;
        Optional<LoginState.Partition> partition = told.get("partitionKey") instanceof Map<?, ?> key
                ? Optional.of(new LoginState.Partition(
                        text(key, "topLevelSite"), Boolean.TRUE.equals(key.get("hasCrossSiteAncestor"))))
                : Optional.empty();
        return new Cookie(
                text(told, "name"),
                new Secret(text(told, "value")),
                text(told, "domain"),
                text(told, "path"),
                new LoginState.Traits(
                        expires < 0 || Boolean.TRUE.equals(told.get("session"))
                                ? OptionalDouble.empty()
                                : OptionalDouble.of(expires),
                        Boolean.TRUE.equals(told.get("httpOnly")),
                        Boolean.TRUE.equals(told.get("secure")),
                        Optional.of(text(told, "sameSite")).filter(same -> !same.isEmpty()),
                        new LoginState.Source(
                                text(told, "sourceScheme"),
                                told.get("sourcePort") instanceof Number port ? port.intValue() : -1),
                        partition));
    }

    private static Map<String, Object> parameters(Cookie cookie) {
        LoginState.Traits traits = cookie.traits();
        Map<String, Object> wanted = new HashMap<>();
        wanted.put("name", cookie.name());
        wanted.put("value", cookie.value().reveal());
        wanted.put("path", cookie.path());
        wanted.put("httpOnly", traits.httpOnly());
        wanted.put("secure", traits.secure());
        // Named by its domain a cookie goes to the hosts below it, too; by a URL it goes to that host alone.
        if (cookie.hostOnly()) {
            wanted.put("url", (traits.secure() ? "https://" : "http://") + cookie.host() + cookie.path());
        } else {
            wanted.put("domain", cookie.domain());
        }
        traits.expires().ifPresent(time -> wanted.put("expires", time));
        traits.sameSite().ifPresent(same -> wanted.put("sameSite", same));
        if (!traits.source().scheme().isEmpty()) {
            wanted.put("sourceScheme", traits.source().scheme());
            wanted.put("sourcePort", traits.source().port());
        }
        traits.partition()
                .ifPresent(key -> wanted.put(
                        "partitionKey", Map.of("topLevelSite", key.site(), "hasCrossSiteAncestor", key.foreign())));
        return wanted;
    }

    private static Map<String, String> texts(@Nullable Object entries) {
        Map<String, String> texts = new LinkedHashMap<>();
        if (entries instanceof Map<?, ?> map) {
            map.forEach((key, value) -> texts.put(String.valueOf(key), String.valueOf(value)));
        }
        return texts;
    }

    private static String text(Map<?, ?> told, String name) {
        return told.get(name) instanceof String text ? text : "";
    }
}
