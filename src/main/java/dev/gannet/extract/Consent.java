package dev.gannet.extract;

import dev.gannet.web.Selector;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;

/** Finds the button of a consent banner that lies over a page. Stateless. */
final class Consent {
    private static final Pattern ASKING = Pattern.compile("(?i).*(cookie|consent|gdpr|privacy|datenschutz).*");
    private static final Pattern YES =
            Pattern.compile("(?:i )?(?:accept|agree|allow|ok|okay|got it|understood|akzeptieren|zustimmen|einverstanden"
                    + "|accepter|j'accepte|aceptar|acepto|accetta|accetto|aceitar|akkoord|accepteren|godkänn|hyväksy|akceptuję|kabul et)"
                    + "(?: (?:all|alle|tout|todo|todas|tutti|cookies|all cookies|and continue|alles))?[.!]?");

    private Consent() {}

    /** @return a selector of it */
    static Optional<Selector> find(ParsedDocument document) {
        return document.root().select("button, [role=button], a.button, a.btn").stream()
                .filter(button -> YES.matcher(button.text().strip().toLowerCase(Locale.ROOT))
                        .matches())
                .filter(Consent::asking)
                .flatMap(button -> selector(button, document).stream())
                .findFirst()
                .map(Selector::css);
    }

    private static boolean asking(Element button) {
        Element at = button;
        for (int steps = 0; at != null && steps < 6 && !at.normalName().equals("body"); steps++) {
            if (ASKING.matcher(at.className() + ' ' + at.id() + ' ' + at.attr("aria-label"))
                            .matches()
                    || steps < 4
                            && at.text().length() < 600
                            && ASKING.matcher(at.text()).matches()) {
                return true;
            }
            at = at.parent();
        }
        return false;
    }

    private static Optional<String> selector(Element button, ParsedDocument document) {
        List<String> own = ElementNames.names(button).stream()
                .map(name -> name.startsWith("#") ? name : button.normalName() + name)
                .toList();
        Element around = button.parent();
        List<String> outer = around == null
                ? List.of()
                : ElementNames.names(around).stream()
                        .map(name -> name + " " + button.normalName())
                        .toList();
        return java.util.stream.Stream.concat(own.stream(), outer.stream())
                .filter(css -> SelectorSyntax.problem(css).isEmpty())
                .filter(css -> document.find(document.root(), Query.of(Selector.css(css)))
                        .equals(List.of(button)))
                .findFirst();
    }
}
