package dev.gannet.extract;

import dev.gannet.web.PageUrl;
import dev.gannet.web.Snapshot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a page's own requests were answered: JSON that stands beside the document. It is read when it is first asked for.
 * For one thread.
 */
final class BodiesPart implements Part {
    /** What some services put before their JSON, so that it is no script. */
    private static final String GUARD = "^\\)\\]\\}',?\\s*|^(?:for|while)\\s*\\(\\s*(?:;;|1)\\s*\\);\\s*";

    private final Snapshot.Fetched fetched;
    private final Cleaner cleaner;
    private final Map<String, Optional<Object>> read = new HashMap<>();
    private Set<String> used = Set.of();

    BodiesPart(Snapshot.Fetched fetched, Cleaner cleaner) {
        this.fetched = fetched;
        this.cleaner = cleaner;
    }

    @Override
    public List<Part> find(Query query) {
        if (!(query instanceof Query.Fetched wanted)) {
            return List.of();
        }
        List<Part> found = new ArrayList<>();
        for (Snapshot.Body body : bodies(wanted)) {
            json(body)
                    .ifPresent(value -> JsonPaths.read(wanted.path(), value)
                            .forEach(one -> found.add(new JsonPart(one, body.url()))));
        }
        return found;
    }

    /** Answers that an earlier view of the page had were read there and are none here. */
    void without(Set<String> earlier) {
        used = Set.copyOf(earlier);
    }

    /** @return what tells these answers from those of other views */
    Stream<String> ids() {
        return fetched.bodies().stream().map(Snapshot.Body::id);
    }

    /** @return why there may be more of what was not found */
    Optional<String> unreadable(Query.Fetched wanted) {
        List<Snapshot.Body> bodies = bodies(wanted);
        Optional<String> broken = bodies.stream()
                .filter(body -> json(body).isEmpty())
                .findFirst()
                .map(body -> "what the page fetched from " + body.url() + " is no JSON: '" + Parsed.shown(body.text())
                        + "'");
        Optional<String> tooLong = fetched.leftOut().stream()
                .filter(url -> matches(wanted, url))
                .findFirst()
                .map(url -> "what the page fetched from " + url + " is longer than limits.size");
        Optional<String> nothing =
                bodies.isEmpty() ? Optional.of("the page fetched nothing from " + wanted.url()) : Optional.empty();
        return tooLong.or(() -> broken).or(() -> nothing);
    }

    private List<Snapshot.Body> bodies(Query.Fetched wanted) {
        return fetched.bodies().stream()
                .filter(body -> !used.contains(body.id()) && matches(wanted, body.url()))
                .toList();
    }

    private static boolean matches(Query.Fetched wanted, String url) {
        return PageUrl.parse(url).filter(wanted.url()::matches).isPresent();
    }

    private Optional<Object> json(Snapshot.Body body) {
        return read.computeIfAbsent(
                body.id(), id -> JsonText.value(body.text().strip().replaceFirst(GUARD, ""), cleaner));
    }

    @Override
    public Optional<String> text(Optional<String> attribute, FieldType type) {
        return Optional.empty();
    }

    @Override
    public FieldSpec reading(FieldSpec field) {
        return field;
    }

    @Override
    public String base() {
        return "";
    }

    @Override
    public Probe.Sample sample() {
        return new Probe.Sample("json", "", Map.of());
    }
}
