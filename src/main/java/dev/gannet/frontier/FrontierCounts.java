package dev.gannet.frontier;

/**
 * The pages of a run at one moment; {@code discovered = done + failed + skipped + pending + leased} always (R28).
 *
 * @param discovered all of them
 * @param done committed
 * @param notReady those of {@code done} that never became ready
 * @param failed given up
 * @param skipped left out
 * @param pending waiting
 * @param leased under way
 */
public record FrontierCounts(
        long discovered, long done, long notReady, long failed, long skipped, long pending, long leased) {}
