package dev.gannet.kit;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

import static dev.gannet.kit.Answer.html;
import static dev.gannet.kit.Answer.status;
import static dev.gannet.kit.GoodPages.page;

/** Endpoints that test what is allowed and agreed: statuses, logins, robots, pace, traps without end, addresses. */
final class HostileRules {
    private static final Map<String, String> ROBOTS = Map.of(
            "open", "User-agent: *\nDisallow:\n",
            "closed", "User-agent: *\nDisallow: /\n",
            "slow", "User-agent: *\nCrawl-delay: 3600\n",
            "star", "User-agent: *\nDisallow: /*?\nAllow: /good/*$\n",
            "html", "<!doctype html><title>no robots here</title>",
            "huge", "User-agent: *\n" + "Disallow: /x\n".repeat(100_000));

    private HostileRules() {}

    static List<Endpoint> endpoints() {
        return List.of(
                new Endpoint(
                        "/status/*",
                        "/status/500",
                        "R6",
                        "that status, with a record in its body",
                        (request, wire) -> status(
                                        Integer.parseInt(request.path().substring("/status/".length())),
                                        page("Status", ""))
                                .give(request, wire)),
                new Endpoint(
                        "/retry-after",
                        "/retry-after?v=120",
                        "R70",
                        "429 with Retry-After: ?v as it is",
                        (request, wire) -> wire.send(
                                429,
                                "slow down",
                                "Content-Type: text/html",
                                "Retry-After: " + String.join(",", request.all("v")))),
                Endpoint.of(
                        "/auth",
                        "R45 R6",
                        "401 and a basic-auth challenge",
                        (request, wire) -> wire.send(
                                401,
                                page("Auth", ""),
                                "Content-Type: text/html",
                                "WWW-Authenticate: Basic realm=\"x\"")),
                new Endpoint(
                        "/login",
                        "/login?ttl=5",
                        "R5",
                        "a form; whoever sends it gets a session for ?ttl pages under /members/",
                        login()),
                new Endpoint(
                        "/members/*",
                        "/members/1",
                        "R5",
                        "with a session a record and a link that ends it; without, the login form and status 200",
                        members()),
                Endpoint.of(
                        "/logout",
                        "R5",
                        "ends the session: never to be followed",
                        (request, wire) ->
                                wire.send(302, "", "Location: /login", "Set-Cookie: member=; Max-Age=0; path=/")),
                Endpoint.of(
                        "/logout-link",
                        "R5",
                        "a record and a link to /logout",
                        html(page("Logout link", "<a href=/logout>Log out</a>"))),
                new Endpoint(
                        "/robots",
                        "/robots?case=closed",
                        "R67",
                        "a robots.txt: ?case=open, closed, slow, star, html, huge",
                        (request, wire) -> status(
                                        200,
                                        "text/plain",
                                        ROBOTS.getOrDefault(String.join("", request.all("case")), ""))
                                .give(request, wire)),
                new Endpoint(
                        "/calendar",
                        "/calendar?day=1",
                        "R62",
                        "a day with a link to the next, without end",
                        (request, wire) -> html(page(
                                        "Day " + request.number("day", 1),
                                        "<a href='/calendar?day=" + (request.number("day", 1) + 1) + "'>next</a>"))
                                .give(request, wire)),
                new Endpoint(
                        "/a/*",
                        "/a/a",
                        "R62",
                        "a page that links a folder deeper, without end",
                        (request, wire) -> html(page("Folder", "<a href='" + request.path() + "/a'>deeper</a>"))
                                .give(request, wire)),
                new Endpoint("/sid", "/sid?s=1", "R62", "links itself under another session each time", sessions()),
                Endpoint.of(
                        "/sitemap-self",
                        "S23",
                        "a sitemap index that names itself",
                        (request, wire) -> status(
                                        200,
                                        "application/xml",
                                        "<sitemapindex xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'><sitemap><loc>http://"
                                                + request.header("host")
                                                + "/sitemap-self</loc></sitemap></sitemapindex>")
                                .give(request, wire)),
                Endpoint.of(
                        "/canary", "S1", "whoever asks for this was led astray", html("<title>canary</title>caught")),
                Endpoint.of(
                        "/rebind",
                        "S1 S4",
                        "sends to /canary by names and spellings of this machine",
                        (request, wire) -> html(page("Rebind", astray(request))).give(request, wire)));
    }

    private static Answer login() {
        AtomicInteger number = new AtomicInteger();
        return (request, wire) -> {
            if (request.method().equals("POST")) {
                wire.send(
                        303,
                        "",
                        "Location: /members/1",
                        "Set-Cookie: member=" + number.incrementAndGet() + "-" + request.number("ttl", 5) + "; path=/");
            } else {
                form(request.number("ttl", 5)).give(request, wire);
            }
        };
    }

    private static Answer members() {
        Map<String, Integer> seen = new ConcurrentHashMap<>();
        return (request, wire) -> {
            String[] session = request.cookie("member").split("-");
            if (session.length == 2 && seen.merge(session[0], 1, Integer::sum) <= Integer.parseInt(session[1])) {
                html(page("Members", "<a id=out href=/logout>Log out</a>")).give(request, wire);
            } else {
                form(5).give(request, wire);
            }
        };
    }

    private static Answer form(int ttl) {
        return html("<!doctype html><title>Sign in</title><form method=post action='/login?ttl=" + ttl
                + "'><input name=user><input name=password type=password><button>Sign in</button></form>");
    }

    private static Answer sessions() {
        AtomicInteger next = new AtomicInteger();
        return (request, wire) -> html(page("Session", "<a href='/sid?s=" + next.incrementAndGet() + "'>again</a>"))
                .give(request, wire);
    }

    private static String astray(Heard request) {
        String port = request.header("host").replaceAll(".*:", "");
        StringBuilder ways = new StringBuilder();
        for (String host : List.of("localhost", "127.1", "2130706433", "[::ffff:127.0.0.1]", "0.0.0.0")) {
            ways.append("<img src='http://")
                    .append(host)
                    .append(':')
                    .append(port)
                    .append("/canary'>");
        }
        return ways.toString();
    }
}
