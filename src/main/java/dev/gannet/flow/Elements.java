package dev.gannet.flow;

import dev.gannet.page.LivePage;
import dev.gannet.web.Deadline;
import dev.gannet.web.Selector;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.WebElement;

/** Finds and reads the elements of one live page, in the frame that the driver is in. For one thread. */
final class Elements {
    private static final String READ =
            "const [e, what, name] = arguments; const chosen = [...(e.selectedOptions || [])];"
                    + "switch (what) { case 'text': return e.innerText === undefined ? e.textContent : e.innerText;"
                    + " case 'value': return e.value === undefined ? e.textContent : String(e.value);"
                    + " case 'attribute': return e.getAttribute(name); case 'property': return e[name];"
                    + " case 'chosen': return chosen.map(o => o.text).join(', ');"
                    + " default: return chosen.map(o => o.value).join(', '); }";

    private final LivePage page;
    private final Variables variables;

    Elements(LivePage page, Variables variables) {
        this.page = page;
        this.variables = variables;
    }

    /** @return the selector with its variables filled in */
    Selector filled(Selector selector) {
        return selector.mapped(variables::fill);
    }

    /** @return those that are there now, at most 50 */
    List<WebElement> now(Selector selector, boolean shown) {
        return page.await(filled(selector), shown, Deadline.in(Duration.ZERO));
    }

    /** @return the first that is visible before the deadline */
    Optional<WebElement> visible(Selector selector, Deadline deadline) {
        return page.await(filled(selector), true, deadline).stream().findFirst();
    }

    /** @return the first, seen or not */
    Optional<WebElement> there(Selector selector, Deadline deadline) {
        return page.await(filled(selector), false, deadline).stream().findFirst();
    }

    /** @return whether the last visible one is gone before the deadline */
    boolean gone(Selector selector, Deadline deadline) {
        return page.awaitGone(filled(selector), deadline);
    }

    /** @return what of the element is asked for; null where it has none */
    @Nullable
    Object read(WebElement element, Aspect aspect, Deadline deadline) {
        String what = aspect instanceof Aspect.Text
                ? "text"
                : aspect instanceof Aspect.Value
                        ? "value"
                        : aspect instanceof Aspect.Attribute
                                ? "attribute"
                                : aspect instanceof Aspect.Property
                                        ? "property"
                                        : aspect instanceof Aspect.Selected ? "chosen" : "chosen values";
        String name = aspect instanceof Aspect.Attribute attribute
                ? attribute.name()
                : aspect instanceof Aspect.Property property ? property.name() : "";
        return page.session().script(READ, deadline, element, what, name);
    }
}
