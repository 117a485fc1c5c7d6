package dev.gannet.extract;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeTraversor;
import org.jsoup.select.NodeVisitor;

/**
 * Writes what an element says as Markdown: CommonMark 0.31, with the tables and struck-out text of GitHub. Of a whole page
 * its main part is written, without navigation, footers, asides and the like; an element that was selected is written whole.
 * Scripts, controls and what is hidden are left out. For one thread.
 *
 * <p>It is long because blocks, what stands in their lines, and what has to be escaped where are one grammar.
 */
final class Markdown {
    private static final Set<String> NEVER = Set.of(
            "script",
            "style",
            "noscript",
            "template",
            "head",
            "iframe",
            "object",
            "svg",
            "canvas",
            "input",
            "button",
            "select",
            "textarea",
            "audio",
            "video",
            "map",
            "datalist");
    private static final Pattern LANGUAGE = Pattern.compile("(?:^|\\s)(?:lang|language|highlight-source)-([\\w+#-]+)");
    private static final Pattern ANCHOR = Pattern.compile("[#¶§🔗\\s]*");
    /** Deeper down only the text is written: no person nests so deep. */
    private static final int DEEPEST = 200;

    private final Predicate<Element> leftOut;
    private final Map<Element, Boolean> withBlocks = new IdentityHashMap<>();
    private int depth;

    private Markdown(Predicate<Element> leftOut) {
        this.leftOut = leftOut;
    }

    /** @return the Markdown; empty where the element says nothing */
    static String of(Element element) {
        Element body = element.normalName().equals("html") ? element.selectFirst("> body") : element;
        if (body == null) {
            return "";
        }
        boolean page = body.normalName().equals("body");
        Element part = page ? MainPart.of(body) : body;
        int most = part.text().length() / 5;
        Markdown writer = new Markdown(inner -> page
                && (MainPart.isAround(inner)
                        || MainPart.isNamedAround(inner) && inner.text().length() < most));
        writer.findBlocks(part);
        List<String> blocks = new ArrayList<>();
        writer.block(part, blocks);
        return String.join("\n\n", blocks);
    }

    /** Notes which elements hold blocks; a browser's style sheet may say otherwise, which nobody knows here. */
    private void findBlocks(Element root) {
        NodeTraversor.traverse(
                new NodeVisitor() {
                    @Override
                    public void head(Node node, int level) {}

                    @Override
                    public void tail(Node node, int level) {
                        if (node instanceof Element element
                                && node != root
                                && node.parent() instanceof Element parent
                                && (isBlock(element) || withBlocks.containsKey(element))) {
                            withBlocks.put(parent, true);
                        }
                    }
                },
                root);
    }

    private static boolean isBlock(Element element) {
        return element.isBlock() && !NEVER.contains(element.normalName());
    }

    private boolean isLeftOut(Element element) {
        return NEVER.contains(element.normalName()) || MainPart.isHidden(element) || leftOut.test(element);
    }

    private void block(Element element, List<String> out) {
        if (++depth > DEEPEST) {
            paragraph(MarkdownLine.escaped(element.text()), out);
        } else {
            switch (element.normalName()) {
                case "h1", "h2", "h3", "h4", "h5", "h6" -> heading(element, out);
                case "ul", "ol" -> list(element, out);
                case "dl" -> definitions(element, out);
                case "pre" -> code(element, out);
                case "blockquote" -> quote(element, out);
                case "hr" -> out.add("---");
                case "table" -> table(element, out);
                default -> children(element, out);
            }
        }
        depth--;
    }

    /** Writes the children: blocks by themselves, and what stands between them as paragraphs. */
    private void children(Element element, List<String> out) {
        MarkdownLine line = new MarkdownLine(true);
        for (Node child : element.childNodes()) {
            if (child instanceof Element inner
                    && !isLeftOut(inner)
                    && (isBlock(inner) || inner.normalName().equals("pre"))) {
                line = flushed(line, out);
                block(inner, out);
            } else if (child instanceof Element inner
                    && !isLeftOut(inner)
                    && withBlocks.containsKey(inner)
                    && !isCard(inner)) {
                line = flushed(line, out);
                block(inner, out);
            } else {
                inline(child, line);
            }
        }
        flushed(line, out);
    }

    /** @return whether it is a link around a few blocks, which become its text */
    private static boolean isCard(Element element) {
        return element.normalName().equals("a")
                && element.hasAttr("href")
                && element.text().length() <= 200;
    }

    private static MarkdownLine flushed(MarkdownLine line, List<String> out) {
        paragraph(line.toString(), out);
        return new MarkdownLine(true);
    }

    private static void paragraph(String text, List<String> out) {
        if (!text.isEmpty()) {
            out.add(MarkdownLine.begun(text));
        }
    }

    private String line(Element element) {
        MarkdownLine line = new MarkdownLine(false);
        element.childNodes().forEach(child -> inline(child, line));
        return line.toString();
    }

    private void heading(Element element, List<String> out) {
        String text = line(element);
        if (!text.isEmpty()) {
            out.add("#".repeat(element.normalName().charAt(1) - '0') + " " + text);
        }
    }

    private void list(Element list, List<String> out) {
        boolean numbered = list.normalName().equals("ol");
        int number = list.attr("start").matches("\\d{1,8}") ? Integer.parseInt(list.attr("start")) : 1;
        List<String> items = new ArrayList<>();
        boolean loose = false;
        for (Element item : list.children()) {
            if (isLeftOut(item)) {
                continue;
            }
            List<String> blocks = new ArrayList<>();
            if (item.normalName().equals("li")) {
                children(item, blocks);
            } else {
                block(item, blocks);
            }
            if (blocks.isEmpty()) {
                continue;
            }
            String marker = numbered ? number++ + ". " : "- ";
            // A list right beneath the item's text belongs to it without a blank line.
            boolean tight =
                    blocks.size() == 1 || blocks.size() == 2 && blocks.get(1).matches("(?s)(- |\\d+\\. ).*");
            loose |= !tight;
            items.add(marker
                    + box(item)
                    + String.join(tight ? "\n" : "\n\n", blocks).replace("\n", "\n" + " ".repeat(marker.length())));
        }
        if (!items.isEmpty()) {
            out.add(String.join(loose ? "\n\n" : "\n", items).replaceAll("(?m)^ +$", ""));
        }
    }

    private static String box(Element item) {
        Element box = item.selectFirst("> input[type=checkbox], > label > input[type=checkbox]");
        return box == null ? "" : box.hasAttr("checked") ? "[x] " : "[ ] ";
    }

    private void definitions(Element list, List<String> out) {
        StringBuilder lines = new StringBuilder();
        boolean term = false;
        for (Element part : list.select("dt, dd")) {
            String text = isLeftOut(part) ? "" : line(part);
            if (text.isEmpty()) {
                continue;
            }
            boolean named = part.normalName().equals("dt");
            lines.append(named ? "\n- **" + text + "**" : term ? ": " + text : "\n  - " + text);
            term = named;
        }
        if (lines.length() > 0) {
            out.add(lines.toString().strip());
        }
    }

    private static void code(Element element, List<String> out) {
        String text = element.wholeText()
                .replaceAll("\r\n?", "\n")
                .replaceFirst("^\n", "")
                .stripTrailing();
        if (text.isBlank()) {
            return;
        }
        Element inner = element.selectFirst("code[class]");
        Matcher language = LANGUAGE.matcher(element.className() + " " + (inner == null ? "" : inner.className()));
        String fence = "`".repeat(Math.max(3, longestRun(text) + 1));
        out.add(fence + (language.find() ? language.group(1) : "") + "\n" + text + "\n" + fence);
    }

    static int longestRun(String text) {
        int longest = 0;
        int run = 0;
        for (int i = 0; i < text.length(); i++) {
            run = text.charAt(i) == '`' ? run + 1 : 0;
            longest = Math.max(longest, run);
        }
        return longest;
    }

    private void quote(Element element, List<String> out) {
        List<String> blocks = new ArrayList<>();
        children(element, blocks);
        if (!blocks.isEmpty()) {
            out.add(String.join("\n\n", blocks)
                    .lines()
                    .map(line -> line.isEmpty() ? ">" : "> " + line)
                    .collect(Collectors.joining("\n")));
        }
    }

    /** Writes a table of data as one; a table that only arranges blocks, as those blocks. */
    private void table(Element element, List<String> out) {
        TableGrid grid = TableGrid.of(element);
        boolean blocks = element.selectFirst("table table, ul, ol, pre, blockquote, h1, h2, h3, h4, p + p") != null;
        if (blocks || grid.width() < 2 || element.attr("role").matches("presentation|none")) {
            for (Element part : element.select("> caption, > tr > *, > * > tr > *")) {
                if (!isLeftOut(part)) {
                    children(part, out);
                }
            }
            return;
        }
        Element caption = element.selectFirst("> caption");
        if (caption != null) {
            paragraph(line(caption), out);
        }
        List<String> lines = new ArrayList<>();
        List<String> header = new ArrayList<>();
        grid.headers().forEach(path -> header.add(path.stream().map(this::line).collect(Collectors.joining(" "))));
        while (header.size() < grid.width()) {
            header.add("");
        }
        lines.add(row(header));
        lines.add(row(header.stream().map(name -> "---").toList()));
        for (Element row : grid.beneath()) {
            List<String> cells = new ArrayList<>();
            for (int column = 0; column < grid.width(); column++) {
                Element cell = grid.cell(row, column).orElse(null);
                boolean again = column > 0 && cell == grid.cell(row, column - 1).orElse(null);
                cells.add(cell == null || again ? "" : line(cell));
            }
            lines.add(row(cells));
        }
        out.add(String.join("\n", lines));
    }

    private static String row(List<String> cells) {
        return cells.stream()
                .map(cell -> cell.replace("|", "\\|").replace('\n', ' '))
                .collect(Collectors.joining(" | ", "| ", " |"));
    }

    private void inline(Node node, MarkdownLine line) {
        if (node instanceof TextNode text) {
            line.text(text.getWholeText());
            return;
        }
        if (!(node instanceof Element element) || isLeftOut(element)) {
            return;
        }
        if (++depth > DEEPEST) {
            line.text(element.text());
        } else {
            element(element, line);
        }
        depth--;
    }

    private void element(Element element, MarkdownLine line) {
        switch (element.normalName()) {
            case "br" -> line.lineBreak();
            case "strong", "b" -> line.wrapped("**", inside(element, line));
            case "em", "i", "cite", "dfn", "var" -> line.wrapped("*", inside(element, line));
            case "del", "s", "strike" -> line.wrapped("~~", inside(element, line));
            case "code", "kbd", "samp", "tt" -> line.code(element.text());
            case "q" -> line.wrapped("\"", inside(element, line));
            case "a" -> link(element, line);
            case "img" -> image(element, line);
            default -> {
                boolean apart = isBlock(element);
                if (apart) {
                    line.space();
                }
                element.childNodes().forEach(child -> inline(child, line));
                if (apart) {
                    line.space();
                }
            }
        }
    }

    private MarkdownLine inside(Element element, MarkdownLine line) {
        MarkdownLine inner = line.inner();
        element.childNodes().forEach(child -> inline(child, inner));
        return inner;
    }

    private void link(Element element, MarkdownLine line) {
        String href = element.attr("href").strip();
        MarkdownLine inner = inside(element, line);
        if (href.startsWith("#")
                && ANCHOR.matcher(inner.toString().replace("\\", "")).matches()) {
            return;
        }
        String target = href.startsWith("#") ? "" : target(element.absUrl("href"));
        if (target.isEmpty() || inner.toString().isEmpty()) {
            line.add(inner);
        } else {
            line.framed("[", inner, "](" + target + ")");
        }
    }

    private static void image(Element element, MarkdownLine line) {
        String source = element.attr("src").isBlank() || element.attr("src").startsWith("data:") ? "data-src" : "src";
        String target = target(element.absUrl(source));
        MarkdownLine alt = line.inner();
        alt.text(element.attr("alt"));
        if (target.isEmpty()) {
            line.add(alt);
        } else {
            line.raw("![" + alt + "](" + target + ")");
        }
    }

    /** @return the URL as it can stand in parentheses; empty where it leads nowhere outside the page */
    private static String target(String url) {
        return url.matches("(?i)(https?|mailto|tel):.*")
                ? url.replace(" ", "%20")
                        .replace("(", "%28")
                        .replace(")", "%29")
                        .replace("<", "%3C")
                        .replace("\n", "")
                : "";
    }
}
