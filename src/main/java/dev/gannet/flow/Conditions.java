package dev.gannet.flow;

import dev.gannet.page.Awaited;
import dev.gannet.page.LivePage;
import dev.gannet.web.Deadline;
import dev.gannet.web.PageUrl;
import dev.gannet.web.Selector;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;

/** Says whether something holds on one live page, now or before a deadline. For one thread. */
final class Conditions {
    private static final Duration BREATH = Duration.ofMillis(100);
    private static final Duration LONGEST_LOOK = Duration.ofSeconds(10);

    private static final String EDITABLE = "const e = arguments[0];"
            + "return e.isContentEditable || (/^(input|textarea|select)$/i.test(e.tagName) && !e.readOnly && !e.matches(':disabled'));";
    private static final String CHECKED =
            "const e = arguments[0]; return !!e.checked || e.getAttribute('aria-checked') === 'true';";
    private static final String ENABLED = "return !arguments[0].matches(':disabled');";

    private final LivePage page;
    private final Elements elements;
    private final Scripts scripts;
    private final Variables variables;

    Conditions(LivePage page, Elements elements, Scripts scripts, Variables variables) {
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
        if (condition instanceof Condition.Is is && is.state() == Condition.State.GONE) {
            return elements.gone(is.element(), deadline);
        }
        do {
            if (condition instanceof Condition.Is is && is.state() == Condition.State.VISIBLE) {
                return elements.visible(is.element(), deadline).isPresent();
            }
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
            return elements.there(reads.element(), Deadline.in(Duration.ZERO))
                    .map(element -> elements.read(element, reads.aspect(), soon()))
                    .map(text -> takes(reads.sample(), text))
                    .orElse(false);
        }
        if (condition instanceof Condition.Count count) {
            int found = elements.now(count.element(), false).size();
            return found >= count.least() && found <= count.most();
        }
        if (condition instanceof Condition.At at) {
            return PageUrl.parse(url()).map(at.url()::matches).orElse(false);
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
            return lastDialog().map(text -> takes(said.text(), text)).orElse(false);
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
        List<WebElement> found =
                elements.now(selector, state == Condition.State.VISIBLE || state == Condition.State.GONE);
        return switch (state) {
            case VISIBLE, THERE -> !found.isEmpty();
            case GONE, ABSENT -> found.isEmpty();
            case ENABLED -> first(found, ENABLED);
            case DISABLED -> !found.isEmpty() && !first(found, ENABLED);
            case CHECKED -> first(found, CHECKED);
            case UNCHECKED -> !found.isEmpty() && !first(found, CHECKED);
            case EDITABLE -> first(found, EDITABLE);
        };
    }

    private boolean first(List<WebElement> found, String question) {
        return !found.isEmpty() && Boolean.TRUE.equals(page.session().script(question, soon(), found.get(0)));
    }

    private boolean takes(Sample sample, @Nullable Object text) {
        return text != null && sample.takes(variables.fill(sample.text()).reveal(), Variables.text(text));
    }

    /** @return the URL of the window that the driver is in */
    String url() {
        return String.valueOf(page.session().script("return top.location.href", soon()));
    }

    String title() {
        return String.valueOf(page.session().script("return top.document.title", soon()));
    }

    private Optional<String> lastDialog() {
        return Optional.empty();
    }

    /** A look at a page that does not answer is not waited for longer than this, nor than the page's own time. */
    private Deadline soon() {
        Deadline soon = page.deadline().atMost(LONGEST_LOOK);
        return soon.passed() ? Deadline.in(Duration.ofSeconds(1)) : Objects.requireNonNull(soon);
    }
}
