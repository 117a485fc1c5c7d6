package dev.gannet.crawl;

import dev.gannet.flow.Step;
import dev.gannet.flow.StepPlace;
import dev.gannet.web.OneLine;
import dev.gannet.web.Redaction;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A flow as one HTML file that needs nothing beside it and runs nothing: no script, no request, whatever the page that it
 * shows has in its title or URL (S21). Secrets are taken out of every text (S15). Immutable.
 */
final class TracePage {
    private static final int MOST = 30_000_000;
    private static final int ROOM = 500_000;
    private static final String STYLE = style();

    private final Redaction redaction;
    private final String file;
    private final String title;

    /** @param file the name of the job's file */
    TracePage(Redaction redaction, String file, String title) {
        this.redaction = redaction;
        this.file = file;
        this.title = title;
    }

    String html(Trace.Shots shots) {
        StringBuilder cards = new StringBuilder();
        int unshown = shots.unshown();
        boolean pictured = shots.pictured();
        String failed = "";
        for (int i = 0; i < shots.list().size(); i++) {
            Trace.Shot shot = shots.list().get(i);
            String card = card(shot, "s" + (i + 1));
            boolean last = shot.failure().isPresent() && !shot.failedInside();
            if (cards.length() + card.length() > MOST - (last ? ROOM : 2 * ROOM)) {
                unshown++;
                continue;
            }
            cards.append(card);
            failed = last ? " <a class=bad href=\"#s" + (i + 1) + "\">step " + number(shot) + " failed</a>" : failed;
        }
        int count = shots.list().size() + shots.unshown();
        return "<!doctype html>\n<html lang=en><head><meta charset=utf-8>\n"
                + "<meta http-equiv=Content-Security-Policy content=\"default-src 'none'; img-src data:;"
                + " style-src 'unsafe-inline'\">\n<meta name=viewport content=\"width=device-width\">\n<title>"
                + text(title) + "</title>\n<style>" + STYLE + "</style></head>\n<body id=top><header><h1>" + text(title)
                + "</h1><p>" + count + (count == 1 ? " step" : " steps") + " of " + text(file) + ", "
                + seconds(shots.time())
                + (failed.isEmpty() ? " <span class=good>all went well</span>" : failed) + "</p>"
                + bounds(unshown, pictured) + "</header>\n<main>\n" + cards + "</main></body></html>\n";
    }

    private static String bounds(int unshown, boolean pictured) {
        return (unshown == 0 ? "" : "<p class=note>" + unshown + " more steps are not shown: a trace is bounded.</p>")
                + (pictured ? "" : "<p class=note>Not every step has a picture: a trace is bounded.</p>");
    }

    private String card(Trace.Shot shot, String id) {
        StepPlace place = shot.place();
        boolean bad = shot.failure().isPresent();
        String kind = (shot.around() ? "around" : "step") + (bad ? " failed" : "");
        return "<section id=" + id + " class=\"" + kind + "\" style=\"--depth:" + Math.min(shot.depth(), 8) + "\">"
                + picture(shot, id) + "<div class=words><h2><b>" + number(shot) + "</b> "
                + text(place.step().words()) + "</h2><p class=where>" + text(where(place.step())) + " · "
                + seconds(shot.took()) + " · <span class=" + (bad ? "bad>failed" : "good>done") + "</span></p>"
                + failure(shot)
                + shot.said().stream()
                        .map(said -> "<p class=said>" + text(said) + "</p>")
                        .reduce("", String::concat)
                + page(shot) + "</div></section>\n";
    }

    /** @return each selector that was tried on a line of its own */
    private String failure(Trace.Shot shot) {
        Optional<String> told = shot.failedInside() ? Optional.empty() : shot.failure();
        return told.map(message -> Stream.of(
                                OneLine.message(redaction.redact(message)).split("; "))
                        .map(TracePage::escaped)
                        .collect(Collectors.joining(";<br>", "<p class=why>", "</p>")))
                .orElse("");
    }

    private String page(Trace.Shot shot) {
        String seen = shot.still().url();
        return seen.isEmpty()
                ? ""
                : "<p class=page>"
                        + (shot.still().title().isBlank()
                                ? ""
                                : text(shot.still().title()) + "<br>") + "<span class=url>" + text(seen)
                        + "</span></p>";
    }

    private static String picture(Trace.Shot shot, String id) {
        return shot.still()
                .picture()
                .map(jpeg -> "<a class=picture href=\"#" + id + "\"><img alt=\"after step " + number(shot)
                        + "\" src=\"data:image/jpeg;base64,"
                        + Base64.getEncoder().encodeToString(jpeg)
                        + "\"></a>")
                .orElse(shot.around() ? "" : "<div class=\"picture gap\">no picture</div>");
    }

    private static String number(Trace.Shot shot) {
        String number = shot.place().number();
        return shot.round() == 1 ? number : number + " (" + shot.round() + ")";
    }

    private String where(Step step) {
        Step.Where where = step.modifiers().where();
        return (where.file().isEmpty() ? file + " " : "") + where;
    }

    private static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
    }

    private String text(String any) {
        return escaped(OneLine.of(redaction.redact(any)));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    private static String style() {
        try (InputStream in =
                Objects.requireNonNull(TracePage.class.getResourceAsStream("/dev/gannet/crawl/trace.css"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
