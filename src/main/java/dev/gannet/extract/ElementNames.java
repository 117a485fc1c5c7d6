package dev.gannet.extract;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jsoup.nodes.Element;

/** The ways to call an element in a selector: by what it is, by how it looks, by its place. Stateless. */
final class ElementNames {
    /** Attributes that name an element for programs and for tests; they change less often than its looks. */
    private static final List<String> NAMING = List.of(
            "itemprop",
            "data-testid",
            "data-test",
            "data-test-id",
            "data-qa",
            "data-cy",
            "data-field",
            "data-role",
            "data-label",
            "data-column",
            "rel",
            "role",
            "property",
            "data-type");

    /** Those among them that name a field, not a kind or a part of the page. */
    static final List<String> OF_FIELDS = NAMING.stream()
            .filter(name -> name.startsWith("data-") && !name.equals("data-role") && !name.equals("data-type"))
            .toList();

    private ElementNames() {}

    /** What names an element: its attributes for programs, an id, a class that says what it is. */
    static List<String> names(Element element) {
        List<String> names = new ArrayList<>();
        for (String attribute : NAMING) {
            String value = element.attr(attribute);
            if (ClassWords.simple(value) && !ClassWords.shuffled(value)) {
                names.add('[' + attribute + '=' + value + ']');
            }
        }
        ClassWords.lasting(element).stream().filter(ClassWords::speaks).forEach(word -> names.add('.' + word));
        if (ClassWords.lastingId(element.id())) {
            names.add('#' + element.id());
        }
        return names;
    }

    /** Its tag with a class, be it one of layout. */
    static List<String> looks(Element element) {
        return ClassWords.lasting(element).stream()
                .map(word -> element.normalName() + '.' + word)
                .toList();
    }

    /** @return a cell by its column */
    static Optional<String> cell(Element element) {
        boolean cell = element.normalName().equals("td") || element.normalName().equals("th");
        return cell
                ? Optional.of(element.normalName() + ":nth-child(" + (element.elementSiblingIndex() + 1) + ")")
                : Optional.empty();
    }

    /** @return an element by its number among its like */
    static String numbered(Element element) {
        int number = 1;
        for (Element at = element.previousElementSibling(); at != null; at = at.previousElementSibling()) {
            number += at.normalName().equals(element.normalName()) ? 1 : 0;
        }
        return element.normalName() + ":nth-of-type(" + number + ")";
    }

    /** @return whether no sibling has its tag */
    static boolean only(Element element) {
        return element.siblingElements().stream()
                .noneMatch(sibling -> sibling.normalName().equals(element.normalName()));
    }
}
