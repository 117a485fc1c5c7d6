package dev.gannet.extract;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.xpath.XPathEvaluationResult;
import javax.xml.xpath.XPathEvaluationResult.XPathResultType;
import javax.xml.xpath.XPathExpression;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import javax.xml.xpath.XPathNodes;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Attr;
import org.w3c.dom.Node;

/**
 * What paths of XPath 1.0 find in one document: elements, attributes, texts, or what a function makes of them. A path from
 * the root runs once and is cut out by position, as selectors are. For one thread.
 */
final class XPaths {
    private final ParsedDocument document;
    private final Map<Query.XPath, List<Hit>> found = new HashMap<>();
    private final Map<String, XPathExpression> compiled = new HashMap<>();
    private @Nullable PathDocument whole;
    private @Nullable DocumentBuilder maker;

    XPaths(ParsedDocument document) {
        this.document = document;
    }

    /** What was found, and the element that it stands in or is. */
    private record Hit(@Nullable Element place, Part part) {
        boolean is(Element element) {
            return part instanceof ElementPart own && own.element() == element;
        }
    }

    List<Part> find(Element inside, Query.XPath path) {
        boolean all = inside == document.root();
        List<Hit> hits = all || !path.scoped()
                ? found.computeIfAbsent(path, this::everywhere)
                : hits(
                        evaluate(
                                path,
                                path.climbs() ? whole().of(inside) : new PathDocument(inside, maker()).of(inside)),
                        inside.baseUri());
        return hits.stream()
                .filter(hit -> all || !hit.is(inside))
                .filter(hit -> all || path.scoped() || hit.place() != null && document.within(hit.place(), inside))
                .map(Hit::part)
                .toList();
    }

    private List<Hit> everywhere(Query.XPath path) {
        Element root = document.root();
        return hits(evaluate(path, whole().of(root)), root.baseUri());
    }

    private DocumentBuilder maker() {
        if (maker == null) {
            maker = PathDocument.maker();
        }
        return maker;
    }

    private PathDocument whole() {
        if (whole == null) {
            whole = new PathDocument(document.root(), maker());
        }
        return whole;
    }

    private Optional<XPathEvaluationResult<?>> evaluate(Query.XPath path, Node context) {
        try {
            XPathExpression expression = compiled.get(path.path());
            if (expression == null) {
                expression = XPathFactory.newInstance().newXPath().compile(path.path());
                compiled.put(path.path(), expression);
            }
            return Optional.of(expression.evaluateExpression(context));
        } catch (XPathExpressionException nothing) {
            return Optional.empty();
        }
    }

    private List<Hit> hits(Optional<XPathEvaluationResult<?>> result, String base) {
        List<Hit> hits = new ArrayList<>();
        if (result.isPresent() && result.get().type() == XPathResultType.NODESET) {
            for (Node node : (XPathNodes) result.get().value()) {
                hit(node, base).ifPresent(hits::add);
            }
        } else {
            result.ifPresent(one -> hits.add(new Hit(document.root(), new TextPart(written(one.value()), base))));
        }
        return hits;
    }

    /** A count is a number without a point. */
    private static String written(Object value) {
        return value instanceof Double number && number == Math.rint(number) && Math.abs(number) < 1e15
                ? String.valueOf(number.longValue())
                : String.valueOf(value);
    }

    private Optional<Hit> hit(Node node, String base) {
        Optional<Element> element = PathDocument.source(node);
        if (element.isPresent()) {
            return Optional.of(new Hit(element.get(), new ElementPart(document, element.get())));
        }
        Optional<Element> place = PathDocument.source(
                node instanceof Attr attribute ? attribute.getOwnerElement() : node.getParentNode());
        return Optional.ofNullable(node.getNodeValue())
                .map(value -> new Hit(
                        place.orElse(null),
                        new TextPart(value, place.map(Element::baseUri).orElse(base))));
    }
}
