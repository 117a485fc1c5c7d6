package dev.gannet.watch;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How a folder of jobs is served.
 *
 * @param store URL of the database that knows when jobs are due; processes that share it share the work
 * @param runs most runs at a time
 * @param sessions browsers at most, of each run; from cores and memory when empty
 * @param listen where health is asked for; nowhere when empty
 * @param look how often the folder and the clock are looked at
 */
public record ServeOptions(
        String store, int runs, OptionalInt sessions, Optional<InetSocketAddress> listen, Duration look) {}
