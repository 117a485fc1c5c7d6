package dev.gannet.frontier;

import java.time.Instant;
import java.util.Optional;

/**
 * A run that this process takes part in.
 *
 * @param run its number
 * @param resumed whether it goes on with an unfinished run
 * @param joined whether another live process works on it too
 * @param gaveUp the unfinished run that was given up for it
 * @param startedAt when the run was begun, by whichever process
 */
public record RunTicket(long run, boolean resumed, boolean joined, Optional<Long> gaveUp, Instant startedAt) {}
