package dev.gannet.frontier;

import java.time.Instant;

/**
 * A run that this process takes part in.
 *
 * @param run its number
 * @param resumed whether it goes on with an unfinished run
 * @param joined whether another live process works on it too
 * @param startedAt when the run was begun, by whichever process
 */
public record RunTicket(long run, boolean resumed, boolean joined, Instant startedAt) {}
