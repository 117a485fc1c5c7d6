package dev.gannet.flow;

import dev.gannet.page.Awaited;
import dev.gannet.page.Found;
import dev.gannet.page.LivePage;
import dev.gannet.page.Wanted;
import dev.gannet.web.Deadline;
import dev.gannet.web.OneLine;
import dev.gannet.web.PageUrl;
import dev.gannet.web.Selector;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.WebDriverException;

/** Says whether something holds on one live page, now or before a deadline. For one thread. */
final class Conditions {
    private static final Duration BREATH = Duration.ofMillis(100);
    private static final Duration LONGEST_LOOK = Duration.ofSeconds(10);

    private static final String EDITABLE = "const e = arguments[0];"
            + "return e.isContentEditable || (/^(input|textarea|select)$/i.test(e.tagName) && !e.readOnly && !e.matches(':disabled'));";
    private static final String CHECKED =
            "const e = arguments[0]; return !!e.checked || e.getAttribute('aria-checked') === 'true';";
    private static final String ENABLED = "return !arguments[0].matches(':disabled');";

    private static final Map<Condition.State, Wanted> WAITS = Map.of(
            Condition.State.VISIBLE,
            Wanted.VISIBLE,
            Condition.State.THERE,
            Wanted.PRESENT,
            Condition.State.GONE,
            Wanted.GONE,
            Condition.State.ABSENT,
            Wanted.ABSENT);
    private static final int LONGEST = 200;

    private final LivePage page;
    private final Elements elements;
    private final Scripts scripts;
    private final Variables variables;
    private final Function<Deadline, Optional<String>> dialog;
    private String why = "";

    /** @param dialog tells what the last dialog of the page said */
    Conditions(
            LivePage page,
            Elements elements,
            Scripts scripts,
            Variables variables,
            Function<Deadline, Optional<String>> dialog) {
        this.dialog = dialog;
        this.page = page;
        this.elements = elements;
        this.scripts = scripts;
        this.variables = variables;
    }

    /** @return whether it holds before the deadline */
    boolean comes(Condition condition, Deadline deadline) {
        if (condition instanceof Condition.Rest) {
            page.settle(Awaited.NOTHING, deadline);
            return true;
        }
        if (condition instanceof Condition.Is is && WAITS.containsKey(is.state())) {
            Found found = elements.find(is.element(), WAITS.get(is.state()), deadline);
            why = found.told();
            return found.came();
        }
        do {
            if (holds(condition)) {
                return true;
            }
            page.awaitChange(BREATH);
        } while (!deadline.passed());
        return holds(condition);
    }

    /** @return whether it holds now */
    boolean holds(Condition condition) {
        try {
            return ask(condition);
        } catch (WebDriverException e) {
            if (Failures.passing(e)) {
                return false;
            }
            throw new StepFailure("the browser refused to look: " + Failures.firstLine(e), e);
        } catch (PatternSyntaxException e) {
            throw new StepFailure("not a regular expression: " + e.getPattern(), e);
        }
    }

    private boolean ask(Condition condition) {
        if (condition instanceof Condition.Is is) {
            return is(is.element(), is.state());
        }
        if (condition instanceof Condition.Reads reads) {
            return reads(reads);
        }
        if (condition instanceof Condition.Count count) {
            int found = elements.look(count.element(), Wanted.PRESENT).count();
            why = "there are " + found;
            return found >= count.least() && found <= count.most();
        }
        if (condition instanceof Condition.At at) {
            String url = url();
            why = "it is " + url;
            return PageUrl.parse(url).map(at.url()::matches).orElse(false);
        }
        if (condition instanceof Condition.Titled titled) {
            return takes(titled.title(), title());
        }
        if (condition instanceof Condition.Script script) {
            return Scripts.truthy(scripts.value(script.code(), soon()));
        }
        if (condition instanceof Condition.Variable variable) {
            return takes(variable.sample(), variables.textOf(variable.name()));
        }
        if (condition instanceof Condition.Said said) {
            return dialog.apply(soon()).map(text -> takes(said.text(), text)).orElse(false);
        }
        return joined(condition);
    }

    private boolean joined(Condition condition) {
        if (condition instanceof Condition.Not not) {
            return !ask(not.other());
        }
        if (condition instanceof Condition.All all) {
            return all.each().stream().allMatch(this::ask);
        }
        if (condition instanceof Condition.Any any) {
            return any.each().stream().anyMatch(this::ask);
        }
        return true;
    }

    private boolean is(Selector selector, Condition.State state) {
        Found found = elements.look(selector, WAITS.getOrDefault(state, Wanted.PRESENT));
        why = found.told();
        return switch (state) {
            case VISIBLE, THERE, GONE, ABSENT -> found.came();
            case ENABLED -> answers(found, ENABLED, true);
            case DISABLED -> answers(found, ENABLED, false);
            case CHECKED -> answers(found, CHECKED, true);
            case UNCHECKED -> answers(found, CHECKED, false);
            case EDITABLE -> answers(found, EDITABLE, true);
        };
    }

    private boolean answers(Found found, String question, boolean wanted) {
        return found.element()
                .filter(element -> Boolean.valueOf(wanted).equals(page.session().script(question, soon(), element)))
                .isPresent();
    }

    private boolean reads(Condition.Reads reads) {
        Found found = elements.look(reads.element(), Wanted.PRESENT);
        why = found.told();
        return found.element()
                .filter(element -> takes(reads.sample(), elements.read(element, reads.aspect(), soon())))
                .isPresent();
    }

    private boolean takes(Sample sample, @Nullable Object text) {
        String actual = text == null ? "" : Variables.text(text);
        why = text == null ? "there is none" : "it is \"" + shortened(OneLine.of(actual)) + '"';
        return text != null && sample.takes(variables.fill(sample.text()).reveal(), actual);
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }

    /** @return what was seen in the place of what was asked for, when it was last asked; may be empty */
    String why() {
        return why;
    }

    /** @return the URL of the window that the driver is in */
    String url() {
        return String.valueOf(page.session().script("return top.location.href", soon()));
    }

    String title() {
        return String.valueOf(page.session().script("return top.document.title", soon()));
    }

    /** A look at a page that does not answer is not waited for longer than this, nor than the page's own time. */
    private Deadline soon() {
        Deadline soon = page.deadline().atMost(LONGEST_LOOK);
        return soon.passed() ? Deadline.in(Duration.ofSeconds(1)) : soon;
    }
}
