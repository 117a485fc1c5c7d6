package dev.gannet.page;

import dev.gannet.web.Deadline;
import java.util.List;
import java.util.Optional;

/**
 * How the dialogs of a page are answered: {@code alert}, {@code confirm} and {@code prompt} of its documents, in every
 * frame of the page's own origin and in every window that is kept. Without an answer that was set beforehand they are
 * dismissed, as ever. Not thread-safe; belongs to the lease.
 *
 * <p>The question whether a page may be left is not one of them: the page is left.
 */
public final class Dialogs {
    private final LivePage page;
    private final PageWindows windows;

    /**
     * A dialog that a page opened.
     *
     * @param kind {@code alert}, {@code confirm} or {@code prompt}
     * @param text what it said, at most 1,000 characters
     */
    public record Dialog(String kind, String text) {}

    /** @param windows those of the same page */
    public Dialogs(LivePage page, PageWindows windows) {
        this.page = page;
        this.windows = windows;
    }

    /**
     * Sets the answer of the next dialog; called again, of the one after that. The answers wait for dialogs of this
     * document and of those that come after it, until the page is left.
     *
     * @param text what is typed into a prompt; without one, what stands there already
     * @throws dev.gannet.web.ScrapeException as {@link dev.gannet.session.Session} says
     */
    public void answerNext(boolean accept, Optional<String> text, Deadline deadline) {
        Allowances allowances = Allowances.of(page.session());
        allowances.hear(deadline);
        allowances.answer(accept, text);
        windows.arm(deadline);
    }

    /** @return the dialogs that the page opened since it was asked for, at most the last 100, oldest first */
    public List<Dialog> all(Deadline deadline) {
        Allowances allowances = Allowances.of(page.session());
        allowances.hear(deadline);
        return allowances.dialogs();
    }

    /** @return the last dialog that the page opened */
    public Optional<Dialog> last(Deadline deadline) {
        List<Dialog> all = all(deadline);
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
    }
}
