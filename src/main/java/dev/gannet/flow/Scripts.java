package dev.gannet.flow;

import dev.gannet.page.LivePage;
import dev.gannet.web.Deadline;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.JavascriptException;

/**
 * JavaScript of a flow, which the page runs: it can do there what the page's own scripts can, and nothing else. For one
 * thread.
 */
final class Scripts {
    private static final Pattern BODY =
            Pattern.compile("\\breturn\\b|;\\s*\\S|\\A\\s*(?:const|let|var|if|for|while|throw)\\b");

    private final LivePage page;
    private final Variables variables;

    Scripts(LivePage page, Variables variables) {
        this.page = page;
        this.variables = variables;
    }

    /**
     * @param code the body of a function, or an expression
     * @return what it returns
     * @throws StepFailure when it throws
     */
    @Nullable
    Object value(String code, Deadline deadline) {
        return run(function(variables.code(code)), false, deadline);
    }

    /** @return the body of a function that returns what the code is, or returns itself */
    static String function(String code) {
        return BODY.matcher(code).find() ? code : "return (" + code.replaceFirst(";\\s*\\z", "") + ")";
    }

    /**
     * @param code the body of a function
     * @param async whether it answers through its last argument
     */
    @Nullable
    Object body(String code, boolean async, Deadline deadline) {
        return run(variables.code(code), async, deadline);
    }

    private @Nullable Object run(String body, boolean async, Deadline deadline) {
        try {
            return async
                    ? page.session().asyncScript(body, deadline)
                    : page.session().script(body, deadline);
        } catch (JavascriptException thrown) {
            throw new StepFailure("the script failed: " + Failures.firstLine(thrown), thrown);
        }
    }

    /** @return whether JavaScript takes it for true */
    static boolean truthy(@Nullable Object value) {
        return value instanceof Boolean flag
                ? flag
                : value instanceof Number number
                        ? number.doubleValue() != 0 && !Double.isNaN(number.doubleValue())
                        : value != null && !value.equals("");
    }
}
