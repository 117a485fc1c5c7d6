package dev.gannet.kit;

import java.util.List;

import static dev.gannet.kit.Answer.html;
import static dev.gannet.kit.Answer.redirect;
import static dev.gannet.kit.GoodPages.page;

/** Endpoints that lead a browser on, away, round and round, or into windows, files and dialogs. */
final class HostileNavigation {
    private HostileNavigation() {}

    static List<Endpoint> endpoints() {
        return List.of(
                Endpoint.of("/redirloop", "R1", "302 to itself, for ever", redirect("/redirloop")),
                Endpoint.of("/tofile", "R1 S6", "302 to file:///etc/hostname", redirect("file:///etc/hostname")),
                Endpoint.of("/tojs", "R1 S6", "302 to javascript:alert(1)", redirect("javascript:alert(1)")),
                Endpoint.of(
                        "/metaloop",
                        "R60",
                        "a meta refresh to itself, for ever",
                        html("<meta http-equiv=refresh content='0;url=/metaloop'><p>round")),
                new Endpoint(
                        "/jsredirect",
                        "/jsredirect?n=3",
                        "R60",
                        "?n steps by script to a good record; -1 without end",
                        (request, wire) -> steps(request.number("n", 3)).give(request, wire)),
                Endpoint.of(
                        "/selfredirect",
                        "R60",
                        "sets a cookie and sends to itself, once: honest",
                        (request, wire) -> (request.cookie("seen").isEmpty()
                                        ? html("<script>document.cookie = 'seen=1; path=/selfredirect';"
                                                + "location.reload()</script>")
                                        : html(page("Self redirect", "")))
                                .give(request, wire)),
                Endpoint.of(
                        "/authhop",
                        "R60",
                        "302 to a gate that sets a cookie and sends back: honest",
                        (request, wire) -> (request.cookie("passed").isEmpty()
                                        ? redirect("/authhop-gate")
                                        : html(page("Auth hop", "")))
                                .give(request, wire)),
                Endpoint.of(
                        "/authhop-gate",
                        "R60",
                        "the gate of /authhop",
                        (request, wire) ->
                                wire.send(302, "", "Location: /authhop", "Set-Cookie: passed=1; path=/authhop")),
                Endpoint.of(
                        "/push",
                        "R10",
                        "pushState to /p199, once",
                        html(page("Push", "<script>history.pushState({}, '', '/p199')</script>"))),
                Endpoint.of(
                        "/pushflood",
                        "R61",
                        "pushState without end",
                        html(page(
                                "Push flood",
                                "<script>let n = 0; setInterval(() => { for (let i = 0; i < 100; i++) try {"
                                        + "history.pushState({}, '', '/fake/' + n++) } catch (e) {} }, 5)</script>"))),
                Endpoint.of(
                        "/dl",
                        "R2",
                        "a file instead of a document",
                        Answer.download("table.csv", "title,price\nNot,yours\n")),
                Endpoint.of(
                        "/download-click",
                        "R2",
                        "a page whose script clicks a download",
                        html(page("Download click", "<a id=a download href=/dl>x</a><script>a.click()</script>"))),
                new Endpoint(
                        "/popups",
                        "/popups?n=30",
                        "R44",
                        "?n windows by window.open, one by target=_blank, one from a frame of another origin",
                        (request, wire) -> html(page("Popups", popups(request))).give(request, wire)),
                Endpoint.of("/opener", "R44", "opens a window; the frame of /popups", html(opening("frame"))),
                Endpoint.of("/popped", "R44", "what a pop-up holds", html("<title>popped</title>popped")),
                new Endpoint(
                        "/alert",
                        "/alert?n=3",
                        "R4 R45",
                        "?n alerts before its record; -1 without end, after it",
                        (request, wire) -> alerts(request.number("n", 3)).give(request, wire)),
                Endpoint.of(
                        "/prompt",
                        "R45",
                        "asks for confirmation and for a name, and shows what it was told",
                        html(page(
                                "Prompt",
                                "<script>const sure = confirm('sure?'), name = prompt('who?');"
                                        + "document.body.append(sure + ' ' + name)</script>"))),
                Endpoint.of(
                        "/beforeunload",
                        "R45",
                        "asks whether it may be left",
                        html(page(
                                "Before unload",
                                "<script>onbeforeunload = e => { e.preventDefault(); e.returnValue = 'stay';"
                                        + "return 'stay' }</script>"))),
                Endpoint.of("/print", "R45", "prints itself", html(page("Print", "<script>print()</script>"))),
                Endpoint.of(
                        "/perm",
                        "R45",
                        "asks for place, notices, camera and clipboard",
                        html(page(
                                "Permissions",
                                "<script>navigator.geolocation.getCurrentPosition(() => {}, () => {});"
                                        + "try { Notification.requestPermission() } catch (e) {}"
                                        + "navigator.mediaDevices?.getUserMedia({video: true}).catch(() => {});"
                                        + "navigator.clipboard?.readText().catch(() => {})</script>"))));
    }

    private static Answer steps(int left) {
        return left == 0
                ? html(page("Redirected", ""))
                : html("<script>location.href = '/jsredirect?n=" + (left - 1) + "'</script>");
    }

    private static String popups(Heard request) {
        String port = request.header("host").replaceAll(".*:", "");
        return "<script>for (let i = 0; i < " + request.number("n", 30) + "; i++) window.open('/popped?' + i)</script>"
                + opening("page") + "<iframe src='http://localhost:" + port + "/opener'></iframe>";
    }

    private static String opening(String name) {
        return "<a class=pop target=_blank href='/popped?" + name + "'>x</a>"
                + "<script>document.querySelector('a.pop').click()</script>";
    }

    private static Answer alerts(int count) {
        return html(
                count < 0
                        ? page(
                                "Alerts without end",
                                "<script>setTimeout(() => { while (true) alert('again') }, 100)</script>")
                        : "<script>for (let i = 0; i < " + count + "; i++) alert('alert ' + i)</script>"
                                + page("Alert", ""));
    }
}
