package dev.gannet.crawl;

import java.util.Map;
import java.util.TreeMap;

/**
 * What a job makes of each endpoint of the hostile site, as {@link HostileJob#outcomes} says it, as a regular expression:
 * what depends on how fast the machine is may end in more than one way, and each of them is right. What
 * makes a job leave the whole site alone for a while (429) is not among them.
 */
final class HostileOutcomes {
    private static final String GIVEN_TIME = "done( unready)?";
    /** Cut at its bound, or taken before its end had come, or given up: never whole and ready. */
    private static final String TOO_BIG = "done unready|done( unready)? cut|failed (hung|crashed|memory|timeout)";

    /** On a busy machine the page's time may end before its hops are too many. */
    private static final String ENDLESS = "failed (redirect-loop|unstable)";

    private static final String DEAD = "failed (hung|crashed|memory)";

    /** Pages that lead elsewhere, or nowhere (R1, R2, R60, R61). */
    static final Map<String, String> NAVIGATION = Map.ofEntries(
            Map.entry("/redirloop", "failed redirect-loop"),
            Map.entry("/tofile", "failed navigation"),
            Map.entry("/tojs", "failed (unsupported|navigation)"),
            Map.entry("/metaloop", ENDLESS),
            Map.entry("/jsredirect?n=-1", ENDLESS),
            Map.entry("/jsredirect?n=3", "done"),
            Map.entry("/selfredirect", "done"),
            Map.entry("/authhop", "done"),
            Map.entry("/push", "done"),
            Map.entry("/pushflood", GIVEN_TIME + "|" + DEAD),
            Map.entry("/dl", "failed download"),
            Map.entry("/download-click", "done 1 download"),
            Map.entry("/reset", "failed connection"),
            Map.entry("/hang", "failed timeout"),
            Map.entry("/drip", "done unready"),
            Map.entry("/chunked-endless", "done unready"),
            Map.entry("/half-reset", "done unready|failed .*"),
            Map.entry("/short-body", "done unready|failed .*"));

    /** Windows, dialogs and requests for permission: none holds the page up, each is told (R44, R45, R65). */
    static final Map<String, String> VISITORS = Map.ofEntries(
            Map.entry("/popups?n=30", "done 3[1-3] popup"),
            Map.entry("/alert?n=3", "done 3 dialog"),
            Map.entry("/alert?n=-1", "done( \\d+ dialog)?|failed (dialog|hung)"),
            Map.entry("/prompt", "done 2 dialog"),
            Map.entry("/beforeunload", "done( 1 leave-question)?"),
            Map.entry("/print", "done 1 print"),
            Map.entry("/perm", "done \\d permission"),
            Map.entry("/sw", "done 1 service-worker"),
            Map.entry("/auth", "failed http-client-error"));

    /** Scripts that hold, flood or fool (R11, R39, R40, R57, R58, S25). */
    static final Map<String, String> SCRIPTS = Map.ofEntries(
            Map.entry("/busy", "failed hung"),
            Map.entry("/loop", "done|" + DEAD),
            Map.entry("/late-loop", "done|" + DEAD),
            Map.entry("/memory", "done unready|" + DEAD),
            Map.entry("/worker-flood", GIVEN_TIME + "|" + DEAD),
            Map.entry("/iframe-bomb", GIVEN_TIME + "|" + DEAD),
            Map.entry("/cyclic", "done"),
            Map.entry("/prototypes", "done"),
            Map.entry("/nan", "done"),
            Map.entry("/shadow", "done"),
            Map.entry("/frames", GIVEN_TIME),
            Map.entry("/ws", GIVEN_TIME),
            Map.entry("/sse", GIVEN_TIME),
            Map.entry("/longpoll", GIVEN_TIME),
            Map.entry("/noload", "done"));

    /** Too much and too little, statuses, types and encodings (R6, R12, R13, R39, R41, S22). */
    static final Map<String, String> DOCUMENTS = Map.ofEntries(
            Map.entry("/deep?n=20000", GIVEN_TIME + "|" + DEAD),
            Map.entry("/deep-script?n=20000", GIVEN_TIME + "|" + DEAD),
            Map.entry("/wide?n=20000", GIVEN_TIME + "|" + DEAD),
            Map.entry("/bigtext?mb=30", TOO_BIG),
            Map.entry("/bigcomment?mb=30", TOO_BIG),
            Map.entry("/hugelisting", GIVEN_TIME + "|" + DEAD),
            Map.entry("/gzipbomb?kind=html", TOO_BIG),
            Map.entry("/blank", "done unready"),
            Map.entry("/empty", "done unready|failed unsupported"),
            Map.entry("/204", "failed unsupported"),
            Map.entry("/status/500", "failed http-server-error"),
            Map.entry("/status/404", "failed http-client-error"),
            Map.entry("/status/403", "failed http-client-error"),
            Map.entry("/latin1", "done"),
            Map.entry("/utf16", "done"),
            Map.entry("/lying-ct", "failed unsupported"),
            Map.entry("/json", "done"),
            Map.entry("/pdf", "failed (download|unsupported)"),
            Map.entry("/pdf-as-html", "done unready"),
            Map.entry("/xxe.xml", "done unready"),
            Map.entry("/xss", "done"),
            Map.entry("/csv", "done"),
            Map.entry("/crlf", "done"));

    private HostileOutcomes() {}

    /** @return all of them, by target, in the order of their names */
    static TreeMap<String, String> all() {
        TreeMap<String, String> all = new TreeMap<>(NAVIGATION);
        all.putAll(VISITORS);
        all.putAll(SCRIPTS);
        all.putAll(DOCUMENTS);
        return all;
    }
}
