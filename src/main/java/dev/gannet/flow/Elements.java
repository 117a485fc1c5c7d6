package dev.gannet.flow;

import dev.gannet.page.Found;
import dev.gannet.page.LivePage;
import dev.gannet.page.Offset;
import dev.gannet.page.Wanted;
import dev.gannet.web.Deadline;
import dev.gannet.web.Selector;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.WebElement;

/** Finds and reads the elements of one live page, in the frame that the driver is in. For one thread. */
final class Elements {
    private static final String READ =
            "const [e, what, name] = arguments; const chosen = [...(e.selectedOptions || [])];"
                    + "switch (what) { case 'text': return e.innerText === undefined ? e.textContent : e.innerText;"
                    + " case 'value': return e.value === undefined ? e.textContent : String(e.value);"
                    + " case 'attribute': return e.getAttribute(name); case 'property': return name in e ? e[name] : name.split('.').reduce((o, key) => o == null ? null : o[key], e);"
                    + " case 'chosen': return chosen.map(o => o.text).join(', ');"
                    + " default: return chosen.map(o => o.value).join(', '); }";

    private final LivePage page;
    private final Variables variables;
    private final Consumer<String> told;

    /** @param told hears of a selector that stood in for those before it in its list */
    Elements(LivePage page, Variables variables, Consumer<String> told) {
        this.page = page;
        this.variables = variables;
        this.told = told;
    }

    /** @return what there is now */
    Found look(Selector selector, Wanted wanted) {
        return find(selector, wanted, Optional.empty(), Deadline.in(Duration.ZERO));
    }

    Found find(Selector selector, Wanted wanted, Deadline deadline) {
        return find(selector, wanted, Optional.empty(), deadline);
    }

    /**
     * @param at where on it the pointer has to meet it
     * @return an element that is as wanted before the deadline, or why there is none
     */
    Found find(Selector selector, Wanted wanted, Optional<Step.Point> at, Deadline deadline) {
        Found found = page.find(
                selector.mapped(variables::fill), wanted, at.map(point -> new Offset(point.x(), point.y())), deadline);
        if (found.element().isPresent() && !found.misses().isEmpty()) {
            told.accept(found.used().map(Selector::toString).orElse("another") + " stood in for "
                    + String.join(
                            ", ",
                            found.misses().stream().map(Found.Miss::toString).toList()));
        }
        return found;
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
