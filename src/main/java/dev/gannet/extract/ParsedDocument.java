package dev.gannet.extract;

import dev.gannet.web.OneLine;
import dev.gannet.web.Snapshot;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.parser.Parser;
import org.jsoup.select.Elements;
import org.jsoup.select.NodeVisitor;

/**
 * One document with what was found in it so far. Each selector runs once over the whole document, as in a browser, and what
 * it found inside an item is cut out of that by position: many items cost no more than one. For one thread.
 */
final class ParsedDocument {
    private final Document document;
    private final Map<Query, Found> found = new HashMap<>();
    private final PageData data;
    private final XPaths paths;
    private final Map<Element, TableGrid> grids = new IdentityHashMap<>();
    private Map<Element, Span> spans = Map.of();

    /**
     * @param html the document
     * @param url where it was; links are resolved against it unless {@code <base>} says otherwise
     * @param scripted whether a browser ran it, which never shows what is inside {@code noscript}
     * @param cleaner for texts that are escaped in its data
     */
    ParsedDocument(String html, String url, boolean scripted, Cleaner cleaner) {
        this(Jsoup.parse(html, url), cleaner);
        document.outputSettings().prettyPrint(false);
        // A template's content is no part of the document; an open shadow root's is seen.
        document.select("template:not([shadowrootmode=open])").forEach(Element::empty);
        if (scripted) {
            document.select("noscript").remove();
        }
    }

    /** An XML document: a feed, a sitemap. Its DTD and its entities are not looked at (S23). */
    ParsedDocument(String xml, String url, Cleaner cleaner) {
        this(Jsoup.parse(xml, url, Parser.xmlParser()), cleaner);
        document.outputSettings().prettyPrint(false);
    }

    /** Puts a frame's document where the frame stands, with the URL that its own links are relative to. */
    static void graft(ParsedDocument frame, Element place) {
        Element html = frame.document.firstElementChild();
        place.removeAttr(Snapshot.Frame.MARK);
        place.empty();
        if (html != null) {
            html.setBaseUri(frame.document.baseUri());
            place.appendChild(html);
        }
    }

    private ParsedDocument(Document document, Cleaner cleaner) {
        this.document = document;
        data = new PageData(document, cleaner);
        paths = new XPaths(this);
    }

    /** @return its data beside what it shows */
    PageData data() {
        return data;
    }

    /** @return what paths of XPath find in it */
    XPaths paths() {
        return paths;
    }

    Document root() {
        return document;
    }

    /** @return what is found inside an element, without the element itself, in document order */
    List<Element> find(Element inside, Query query) {
        if (query instanceof Query.Json || query instanceof Query.Data || query instanceof Query.Fetched) {
            return List.of();
        }
        if (query instanceof Query.Meta meta) {
            return data.find(inside, meta);
        }
        if (query instanceof Query.XPath path) {
            return paths.find(inside, path).stream()
                    .filter(ElementPart.class::isInstance)
                    .map(part -> ((ElementPart) part).element())
                    .toList();
        }
        if (query instanceof Query.FirstOf list) {
            return list.choices().stream()
                    .map(choice -> find(inside, choice))
                    .filter(some -> !some.isEmpty())
                    .findFirst()
                    .orElse(List.of());
        }
        if (query instanceof Query.Rows rows) {
            return find(inside, rows.tables()).stream()
                    .flatMap(element -> TableGrid.first(element).stream())
                    .distinct()
                    .flatMap(table -> grid(table).data().stream())
                    .toList();
        }
        if (query instanceof Query.Column column) {
            return cell(inside, column).stream()
                    .flatMap(cell -> column.inner()
                            .map(inner -> find(cell, inner).stream())
                            .orElse(Stream.of(cell)))
                    .toList();
        }
        if (query instanceof Query.Css css && css.scoped() && inside != document) {
            return without(inside, inside.select(css.evaluator()));
        }
        Found all = found.computeIfAbsent(query, this::search);
        return inside == document ? all.elements : all.within(span(inside), this);
    }

    /** Leaves the element itself out; {@link Elements#removeIf} would take it out of the document, too. */
    private static List<Element> without(Element inside, Elements found) {
        return found.stream().filter(element -> element != inside).toList();
    }

    /** @return the table as a person sees it */
    TableGrid grid(Element table) {
        return grids.computeIfAbsent(table, TableGrid::of);
    }

    /** @return why a row cannot have what a query finds by a column: its table has none of that name, or several */
    Optional<String> columnProblem(Element row, Query query) {
        if (query instanceof Query.FirstOf list) {
            List<String> problems = list.choices().stream()
                    .flatMap(choice -> columnProblem(row, choice).stream())
                    .toList();
            return problems.size() < list.choices().size()
                    ? Optional.empty()
                    : problems.stream().findFirst();
        }
        return query instanceof Query.Column column ? columnProblem(row, column.header()) : Optional.empty();
    }

    private Optional<String> columnProblem(Element row, String header) {
        Optional<TableGrid> grid = TableGrid.around(row).map(this::grid);
        if (grid.isEmpty()) {
            return Optional.of("column \"" + header + "\": the item is no row of a table");
        }
        TableGrid.Column column = grid.get().column(header);
        if (column.index().isPresent()) {
            return Optional.empty();
        }
        String known = grid.get().names().stream()
                .filter(name -> !name.isEmpty())
                .map(OneLine::of)
                .collect(Collectors.joining(", "));
        return Optional.of(
                column.several()
                        ? "several columns are called \"" + header + "\"; tell them apart: " + known
                        : "the table has no column \"" + header + "\""
                                + (known.isEmpty() ? "; without a header, columns have numbers" : "; it has " + known));
    }

    private Optional<Element> cell(Element row, Query.Column column) {
        return TableGrid.around(row)
                .map(this::grid)
                .flatMap(grid -> grid.column(column.header()).index().flatMap(index -> grid.cell(row, index)));
    }

    /** @return the elements in document order */
    List<Element> sorted(Collection<Element> elements) {
        return elements.stream()
                .sorted(Comparator.comparingInt(element -> span(element).start))
                .toList();
    }

    /** @return whether an element stands inside another, or is that */
    boolean within(Element element, Element other) {
        Span inner = span(element);
        Span outer = span(other);
        return inner.start >= outer.start && inner.start < outer.end;
    }

    private Found search(Query query) {
        return new Found(query instanceof Query.Css css ? css.all(document) : ((Query.Text) query).all(document));
    }

    private Span span(Element element) {
        if (spans.isEmpty()) {
            spans = number(document);
        }
        return spans.getOrDefault(element, Span.NOWHERE);
    }

    private static Map<Element, Span> number(Document document) {
        Map<Element, Span> spans = new IdentityHashMap<>();
        document.traverse(new NodeVisitor() {
            private int next;

            @Override
            public void head(Node node, int depth) {
                if (node instanceof Element element) {
                    spans.put(element, new Span(next++));
                }
            }

            @Override
            public void tail(Node node, int depth) {
                if (node instanceof Element element) {
                    spans.getOrDefault(element, Span.NOWHERE).end = next;
                }
            }
        });
        return spans;
    }

    /** An element's number in document order and the first number behind its last descendant. */
    private static final class Span {
        private static final Span NOWHERE = new Span(Integer.MAX_VALUE);
        private final int start;
        private int end;

        Span(int start) {
            this.start = start;
        }
    }

    /** What one selector found in the whole document. */
    private static final class Found {
        private final List<Element> elements;
        private int[] starts = {};

        Found(List<Element> elements) {
            this.elements = elements;
        }

        List<Element> within(Span span, ParsedDocument document) {
            if (starts.length != elements.size()) {
                starts = elements.stream()
                        .mapToInt(element -> document.span(element).start)
                        .toArray();
            }
            int from = firstAtLeast(span.start + 1);
            int to = Math.max(from, firstAtLeast(span.end));
            return elements.subList(from, to);
        }

        private int firstAtLeast(int start) {
            int at = Arrays.binarySearch(starts, start);
            return at >= 0 ? at : -at - 1;
        }
    }
}
