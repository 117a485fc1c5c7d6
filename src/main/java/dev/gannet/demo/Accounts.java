package dev.gannet.demo;

import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** The one account of the shop, and who is logged in to it. */
final class Accounts {
    static final String USER = "demo";
    static final String PASSWORD = "demo-pass";
    static final String COOKIE = "shop_session";

    private final Set<String> sessions = ConcurrentHashMap.newKeySet();

    Reply login(Request request) {
        Map<String, String> form = Request.pairs(request.body(), "&");
        if (!USER.equals(form.get("user")) || !PASSWORD.equals(form.get("password"))) {
            return Reply.json(401, Map.of("error", "Unknown user or wrong password."));
        }
        String session = UUID.randomUUID().toString();
        sessions.add(session);
        return Reply.json(Map.of("user", USER))
                .with("Set-Cookie", COOKIE + "=" + session + "; Path=/; HttpOnly; SameSite=Lax");
    }

    Reply logout(Request request) {
        sessions.remove(request.cookies().getOrDefault(COOKIE, ""));
        return Reply.json(Map.of()).with("Set-Cookie", COOKIE + "=; Path=/; Max-Age=0");
    }

    boolean known(Request request) {
        return sessions.contains(request.cookies().getOrDefault(COOKIE, ""));
    }
}
