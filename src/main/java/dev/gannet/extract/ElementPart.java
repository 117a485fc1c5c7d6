package dev.gannet.extract;

import dev.gannet.web.OneLine;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** An element and the document that it stands in. */
record ElementPart(ParsedDocument document, Element element) implements Part {
    @Override
    public List<Part> find(Query query) {
        if (query instanceof Query.Data data) {
            return document.data().find(element, data);
        }
        if (query instanceof Query.XPath path) {
            return document.paths().find(element, path);
        }
        return document.find(element, query).stream()
                .<Part>map(found -> new ElementPart(document, found))
                .toList();
    }

    @Override
    public Part own() {
        // A selector would look through all that is inside.
        return element instanceof Document whole
                ? whole.children().stream()
                        .filter(child -> child.normalName().equals("html"))
                        .findFirst()
                        .map(html -> new ElementPart(document, html))
                        .orElse(this)
                : this;
    }

    @Override
    public Optional<String> text(Optional<String> attribute, FieldType type) {
        if (type == FieldType.TABLE && attribute.isEmpty()) {
            return TableGrid.first(element)
                    .map(table -> JsonText.write(document.grid(table).records()).text());
        }
        return ElementText.of(element, attribute, type);
    }

    @Override
    public Optional<String> unreachable(Query query) {
        return document.columnProblem(element, query);
    }

    @Override
    public FieldSpec reading(FieldSpec field) {
        return field;
    }

    @Override
    public String base() {
        return element.baseUri();
    }

    @Override
    public Probe.Sample sample() {
        Map<String, String> attributes = new LinkedHashMap<>();
        for (Attribute attribute : element.attributes()) {
            attributes.put(attribute.getKey(), OneLine.of(attribute.getValue()));
        }
        return new Probe.Sample(element.normalName(), OneLine.of(element.text()), attributes);
    }
}
