package dev.gannet.extract;

import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.DataNode;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Document.OutputSettings.Syntax;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeTraversor;
import org.jsoup.select.NodeVisitor;
import org.jspecify.annotations.Nullable;

/**
 * A copy of an element, or of a whole document, in the form that paths of XPath are evaluated in. jsoup's own copies the
 * whole document for each of its items. For one thread.
 */
final class PathDocument {
    private static final String SOURCE = "source";

    private final org.w3c.dom.Document copy;
    private final Map<Element, org.w3c.dom.Node> copies = new IdentityHashMap<>();

    /** @param maker of one thread; to find one takes longer than to make a document */
    PathDocument(Element top, DocumentBuilder maker) {
        copy = maker.newDocument();
        if (top instanceof Document all) {
            copies.put(top, copy);
            // A document has one element; what else stands beside it is no part of it.
            all.children().stream().limit(1).forEach(child -> add(child, copy));
        } else {
            add(top, copy);
        }
    }

    /** @return what a path starts at that starts at the element */
    org.w3c.dom.Node of(Element element) {
        return copies.getOrDefault(element, copy);
    }

    /** @return the element that a node is a copy of; empty where it is of none */
    static Optional<Element> source(org.w3c.dom.@Nullable Node node) {
        return node != null && node.getUserData(SOURCE) instanceof Element element
                ? Optional.of(element)
                : Optional.empty();
    }

    /** @return what makes the documents */
    static DocumentBuilder maker() {
        try {
            return DocumentBuilderFactory.newInstance().newDocumentBuilder();
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("the JDK makes no documents", e);
        }
    }

    /** Node by node, not by recursion: a page may be as deep as it likes. */
    private void add(Node top, org.w3c.dom.Node parent) {
        NodeTraversor.traverse(
                new NodeVisitor() {
                    private org.w3c.dom.Node into = parent;

                    @Override
                    public void head(Node node, int depth) {
                        if (node instanceof Element element) {
                            into = into.appendChild(element(element));
                        } else {
                            text(node).ifPresent(into::appendChild);
                        }
                    }

                    @Override
                    public void tail(Node node, int depth) {
                        if (node instanceof Element) {
                            into = into.getParentNode();
                        }
                    }
                },
                top);
    }

    private Optional<org.w3c.dom.Node> text(Node node) {
        if (node instanceof TextNode text) {
            return Optional.of(copy.createTextNode(text.getWholeText()));
        }
        return node instanceof DataNode data ? Optional.of(copy.createTextNode(data.getWholeData())) : Optional.empty();
    }

    private org.w3c.dom.Element element(Element element) {
        String name = Attribute.getValidKey(element.tagName(), Syntax.xml);
        org.w3c.dom.Element made = copy.createElement(name == null ? "_" : name);
        for (Attribute attribute : element.attributes()) {
            String key = Attribute.getValidKey(attribute.getKey(), Syntax.xml);
            if (key != null) {
                made.setAttribute(key, attribute.getValue());
            }
        }
        made.setUserData(SOURCE, element, null);
        copies.put(element, made);
        return made;
    }
}
