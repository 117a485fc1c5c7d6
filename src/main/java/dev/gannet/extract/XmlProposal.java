package dev.gannet.extract;

import dev.gannet.web.Selector;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jsoup.nodes.Element;

/** Proposes what to take from an XML document: the elements of one name that repeat and say most. For one thread. */
final class XmlProposal {
    private static final int LOOKED_AT = 30;
    private static final int MOST = 15;

    private final ParsedPage page;
    private final ParsedDocument document;

    XmlProposal(ParsedPage page, ParsedDocument document) {
        this.page = page;
        this.document = document;
    }

    Proposal make() {
        Map<String, List<Element>> groups = new LinkedHashMap<>();
        for (Element element : document.root().getAllElements()) {
            if (element.parent() != null && element.childrenSize() > 0) {
                groups.computeIfAbsent(
                                element.parent().nodeName() + " > " + element.nodeName(), key -> new ArrayList<>())
                        .add(element);
            }
        }
        List<Suggestion> kinds = groups.values().stream()
                .filter(group -> group.size() > 1)
                .sorted(Comparator.comparingDouble(
                        group -> -Math.sqrt(group.size()) * group.get(0).childrenSize()))
                .limit(3)
                .flatMap(group -> kind(group).stream())
                .limit(1)
                .toList();
        return Proposal.of(kinds, List.of());
    }

    private Optional<Suggestion> kind(List<Element> group) {
        Element first = group.get(0);
        String each = css(first.nodeName());
        if (document.root().select(each).size() != group.size() && first.parent() != null) {
            each = css(first.parent().nodeName()) + " > " + each;
        }
        Map<String, FieldSpec> fields = new LinkedHashMap<>();
        group.stream()
                .limit(LOOKED_AT)
                .forEach(item -> item.children().forEach(child -> {
                    if (fields.size() < MOST) {
                        field(child, group).ifPresent(field -> fields.putIfAbsent(field.name(), field));
                    }
                }));
        String name = FieldWords.name(FieldWords.of(first.nodeName().replaceFirst("^.*:", "")));
        return new KindDraft(
                        name.isEmpty() ? "item" : name,
                        List.of(),
                        Optional.of(Selector.css(each)),
                        fields.values(),
                        List.of(page))
                .tried();
    }

    private Optional<FieldSpec> field(Element sample, List<Element> group) {
        String tag = sample.nodeName();
        String name = FieldWords.name(FieldWords.of(tag.replaceFirst("^.*:", "")));
        List<Element> all = group.stream()
                .limit(LOOKED_AT)
                .flatMap(item -> item.children().stream())
                .filter(child -> child.nodeName().equals(tag))
                .toList();
        if (name.isEmpty()) {
            return Optional.empty();
        }
        boolean many = group.stream()
                .limit(LOOKED_AT)
                .anyMatch(item -> item.children().stream()
                                .filter(child -> child.nodeName().equals(tag))
                                .count()
                        > 1);
        Optional<String> attribute = sample.hasText()
                ? Optional.empty()
                : List.of("href", "url", "src", "value", "term").stream()
                        .filter(sample::hasAttr)
                        .findFirst();
        List<String> texts = all.stream()
                .map(child -> attribute.map(child::attr).orElseGet(child::text).strip())
                .filter(text -> !text.isEmpty())
                .toList();
        if (texts.isEmpty()) {
            return Optional.empty();
        }
        boolean url = texts.stream().allMatch(text -> text.matches("https?://\\S+"))
                || attribute.filter(one -> one.matches("href|url|src")).isPresent();
        TypeGuess guess =
                url ? new TypeGuess(FieldType.URL, Optional.empty()) : TypeGuess.of(texts, name, Optional.empty());
        FieldType type = many && guess.type() == FieldType.MONEY ? FieldType.TEXT : guess.type();
        boolean implied = url && tag.equalsIgnoreCase("link") && attribute.isPresent();
        Source source =
                new Source.Select(Optional.of(Selector.css(css(tag))), implied ? Optional.empty() : attribute, false);
        FieldSpec field = KindDraft.field(name, source, type);
        return Optional.of(many && !url ? KindDraft.many(field) : field);
    }

    private static String css(String name) {
        return name.replace(":", "\\:");
    }
}
