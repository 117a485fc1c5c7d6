package dev.gannet.cli;

import dev.gannet.crawl.RunListener;
import dev.gannet.crawl.RunProgress;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * Shows how far a run is: one live line on a terminal, redrawn at most five times a second; a plain line every ten
 * seconds elsewhere, and at once where a cause keeps all pages from being read; nothing where that was asked for. Notes are printed above. Thread-safe.
 */
final class ProgressLine implements RunListener {
    private static final long REDRAW = Duration.ofMillis(200).toNanos();
    private static final long REPEAT = Duration.ofSeconds(10).toNanos();

    private final Terminal terminal;
    private final boolean wanted;
    private final LongSupplier nanos;
    private long last;
    private String cause = "";

    ProgressLine(Terminal terminal, boolean wanted, LongSupplier nanos) {
        this.terminal = terminal;
        this.wanted = wanted;
        this.nanos = nanos;
        // A first live line comes at once, a first plain line after its interval: short runs print none.
        this.last = nanos.getAsLong() - (terminal.look().live() ? REDRAW : 0);
    }

    @Override
    public synchronized void progress(RunProgress progress) {
        long now = nanos.getAsLong();
        String trouble = progress.trouble().map(RunProgress.Trouble::cause).orElse("");
        boolean news = !trouble.isEmpty() && !trouble.equals(cause);
        if (!wanted || !news && now - last < (terminal.look().live() ? REDRAW : REPEAT)) {
            return;
        }
        cause = trouble;
        last = now;
        if (terminal.look().live()) {
            terminal.live(text(progress));
        } else {
            terminal.say(text(progress));
        }
    }

    @Override
    public void note(String text) {
        terminal.say(text);
    }

    void end() {
        terminal.endLive();
    }

    static String text(RunProgress p) {
        StringBuilder line = new StringBuilder(100);
        line.append(Amounts.of(p.done())).append(" done, ").append(Amounts.of(p.queued() + p.active()));
        line.append(" to do");
        if (p.failed() > 0) {
            line.append(", ").append(Amounts.of(p.failed())).append(" failed");
        }
        if (p.trouble().isPresent()) {
            return line.append(" | ").append(p.trouble().get()).toString();
        }
        line.append(" | ").append(Amounts.of(p.rows(), "row"));
        line.append(String.format(Locale.ROOT, " | %.1f pages/s", p.pagesPerSecond()));
        p.left()
                .ifPresent(left ->
                        line.append(" | about ").append(Amounts.of(left)).append(" left"));
        return line.toString();
    }
}
