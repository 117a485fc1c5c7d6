package dev.gannet.watch;

import dev.gannet.web.Secret;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How a folder of jobs is served.
 *
 * @param store URL of the database that knows when jobs are due; processes that share it share the work
 * @param rows URL of the database of jobs that name none; each has a file beside it when empty
 * @param runs most runs at a time
 * @param sessions browsers at most, of each run; from cores and memory when empty
 * @param join whether this process helps with runs that others began
 * @param listen where health and metrics are asked for; nowhere when empty
 * @param token what is to be shown for metrics; empty only where nobody else can listen
 * @param look how often the folder and the clock are looked at
 */
public record ServeOptions(
        String store,
        Optional<String> rows,
        int runs,
        OptionalInt sessions,
        boolean join,
        Optional<InetSocketAddress> listen,
        Optional<Secret> token,
        Duration look) {}
