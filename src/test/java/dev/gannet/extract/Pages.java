package dev.gannet.extract;

import dev.gannet.web.DocumentKind;
import dev.gannet.web.PageUrl;
import dev.gannet.web.ReadyVerdict;
import dev.gannet.web.Rung;
import dev.gannet.web.Selector;
import dev.gannet.web.Snapshot;
import dev.gannet.web.UrlGlob;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Short words for the tests of this room. */
final class Pages {
    static final String URL = "https://shop.example/list/page?p=1";

    private Pages() {}

    static Snapshot snapshot(String html, Snapshot.Frame... frames) {
        return snapshot(DocumentKind.HTML, html, frames);
    }

    static Snapshot snapshot(DocumentKind kind, String html, Snapshot.Frame... frames) {
        return new Snapshot(
                URL,
                URL,
                200,
                0,
                kind,
                html,
                List.of(frames),
                Snapshot.Fetched.NOTHING,
                false,
                html.length(),
                Map.of(),
                new Snapshot.Said(Map.of()),
                Snapshot.Clicks.NONE,
                Snapshot.Flow.NONE,
                List.of(),
                new ReadyVerdict(true, "quiet", List.of(), Duration.ZERO),
                Rung.RENDER,
                Instant.EPOCH);
    }

    static Extraction extract(String html, ItemSpec... kinds) {
        return new Extractor(List.of(kinds), List.of()).extract(PageUrl.of(URL), snapshot(html));
    }

    static ItemSpec kind(String name, String each, FieldSpec... fields) {
        return new ItemSpec(name, name, List.of(), Optional.of(Selector.css(each)), List.of(), List.of(fields));
    }

    static ItemSpec onePerPage(String name, List<UrlGlob> at, FieldSpec... fields) {
        return new ItemSpec(name, name, at, Optional.empty(), List.of(), List.of(fields));
    }

    static Source css(String css) {
        return new Source.Select(Optional.of(Selector.css(css)), Optional.empty(), false);
    }

    static Source attr(String css, String attribute) {
        return new Source.Select(Optional.of(Selector.css(css)), Optional.of(attribute), false);
    }

    static Source json(String path) {
        return new Source.Select(Optional.of(new Selector.Json(path)), Optional.empty(), false);
    }

    /** The item itself. */
    static Source own() {
        return new Source.Select(Optional.empty(), Optional.empty(), false);
    }

    static Source own(String attribute) {
        return new Source.Select(Optional.empty(), Optional.of(attribute), false);
    }

    static FieldSpec text(String name, String css) {
        return field(name, css(css), FieldType.TEXT);
    }

    static FieldSpec field(String name, Source source, FieldType type) {
        return new FieldSpec(name, source, type, false, false, Optional.empty(), Optional.empty());
    }

    static FieldSpec required(FieldSpec field) {
        return new FieldSpec(
                field.name(), field.source(), field.type(), field.many(), true, field.fallback(), field.notation());
    }

    static FieldSpec many(FieldSpec field) {
        return new FieldSpec(
                field.name(), field.source(), field.type(), true, field.required(), field.fallback(), field.notation());
    }

    static FieldSpec fallback(FieldSpec field, String text) {
        return new FieldSpec(
                field.name(),
                field.source(),
                field.type(),
                field.many(),
                field.required(),
                Optional.of(text),
                field.notation());
    }

    static FieldSpec in(FieldSpec field, String tag) {
        return field.written(Notation.in(Optional.of(Locale.forLanguageTag(tag))));
    }
}
