package dev.gannet.session;

import dev.gannet.web.FailureKind;
import dev.gannet.web.ScrapeException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.openqa.selenium.NoSuchSessionException;
import org.openqa.selenium.NoSuchWindowException;
import org.openqa.selenium.UnhandledAlertException;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.remote.UnreachableBrowserException;

/** Reads from what the driver threw what became of the browser: the one table of its expected deaths. */
final class Symptoms {
    // The last is what a renderer that dies under a navigation is told as.
    private static final List<String> CRASH =
            List.of("tab crashed", "page crash", "has crashed", "target crashed", "target frame detached");
    private static final List<String> HANG = List.of("timed out receiving message from renderer");
    private static final List<String> LOST = List.of(
            "invalid session id",
            "disconnected",
            "not connected to devtools",
            "chrome not reachable",
            "no such window",
            "target window already closed",
            "web view not found",
            "session deleted",
            "connection refused",
            "connection reset",
            "unable to find session",
            // What the hub of a Grid says when the node is away.
            "unable to execute request for an existing session");

    private Symptoms() {}

    /** @return the failure in our words; empty when the browser is well and the command itself was at fault */
    static Optional<ScrapeException> of(String what, RuntimeException thrown) {
        return kind(thrown).map(kind -> new ScrapeException(kind, "", what + ": " + firstLine(thrown), thrown));
    }

    private static Optional<FailureKind> kind(RuntimeException thrown) {
        String text = String.valueOf(thrown.getMessage()).toLowerCase(Locale.ROOT);
        if (CRASH.stream().anyMatch(text::contains)) {
            return Optional.of(FailureKind.CRASHED);
        }
        if (thrown instanceof UnhandledAlertException) {
            return Optional.of(FailureKind.DIALOG);
        }
        if (HANG.stream().anyMatch(text::contains)) {
            return Optional.of(FailureKind.HUNG);
        }
        if (thrown instanceof NoSuchSessionException
                || thrown instanceof NoSuchWindowException
                || thrown instanceof UnreachableBrowserException
                || unreachable(thrown)
                || (thrown instanceof WebDriverException && LOST.stream().anyMatch(text::contains))) {
            return Optional.of(FailureKind.SESSION_LOST);
        }
        return Optional.empty();
    }

    private static boolean unreachable(Throwable thrown) {
        for (Throwable at = thrown; at != null; at = at.getCause()) {
            if (at instanceof IOException || at instanceof UncheckedIOException) {
                return true;
            }
        }
        return false;
    }

    /** @return whether a thread was interrupted somewhere below */
    static boolean interrupted(Throwable thrown) {
        for (Throwable at = thrown; at != null; at = at.getCause()) {
            if (at instanceof InterruptedException) {
                return true;
            }
        }
        return Thread.currentThread().isInterrupted();
    }

    /** @return the message without the driver's stack and build information */
    static String firstLine(Throwable thrown) {
        String message = thrown.getMessage();
        return message == null || message.isBlank()
                ? thrown.getClass().getSimpleName()
                : message.lines().findFirst().orElse(message);
    }
}
