package dev.gannet.frontier;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.PriorityQueue;
import java.util.Random;

/**
 * How long a crawl of many URLs over many hosts takes with so many browsers: the rules of the frontier and of the pace, with
 * measured costs in place of browsers and database. What it leaves out is said in {@code scale.md}.
 *
 * <p>Hosts have pages by a power law: the host of rank r has as many as {@code r^-skew} says. Each host is asked for one page
 * at a time, the next at least the delay after the one before was begun. A worker claims (of the hosts that may be asked, the
 * one that could have been for longest), renders, commits and claims again; claims and commits go through a database that
 * does so many a second.
 */
public final class ScaleSimulation {
    private static final int SESSIONS = 4;

    private final int[] left;
    private final long[] opens;
    private final double delay;
    private final double render;
    private final double database;
    private final Random random = new Random(7);

    private ScaleSimulation(long urls, int hosts, double skew, double delay, double render, double perSecond) {
        this.left = sizes(urls, hosts, skew);
        this.opens = new long[hosts];
        this.delay = delay;
        this.render = render;
        this.database = 1 / perSecond;
    }

    /**
     * Prints a row for each number of nodes, of four browsers each.
     *
     * @param arguments URLs, hosts, skew, delay in seconds, seconds to render a page, pages a second that the database takes
     *     (claim and commit), then numbers of nodes
     */
    public static void main(String[] arguments) {
        PrintStream out = System.out;
        out.println(
                "| nodes | browsers | pages/s, first half | half | 90 % | 99 % | all | browsers busy | database busy |");
        out.println("|---|---|---|---|---|---|---|---|---|");
        for (String nodes : Arrays.copyOfRange(arguments, 6, arguments.length)) {
            ScaleSimulation simulation = new ScaleSimulation(
                    Long.parseLong(arguments[0]),
                    Integer.parseInt(arguments[1]),
                    Double.parseDouble(arguments[2]),
                    Double.parseDouble(arguments[3]),
                    Double.parseDouble(arguments[4]),
                    Double.parseDouble(arguments[5]));
            out.println(simulation.run(Integer.parseInt(nodes)));
        }
    }

    /** @return how many pages each host has; at least one, together so many */
    static int[] sizes(long urls, int hosts, double skew) {
        double[] weights = new double[hosts];
        double all = 0;
        for (int i = 0; i < hosts; i++) {
            weights[i] = Math.pow(i + 1, -skew);
            all += weights[i];
        }
        int[] sizes = new int[hosts];
        long given = 0;
        for (int i = hosts - 1; i > 0; i--) {
            sizes[i] = (int) Math.max(1, Math.round(urls * weights[i] / all));
            given += sizes[i];
        }
        sizes[0] = (int) Math.max(1, urls - given);
        return sizes;
    }

    /** A worker that is free, or a host that may be asked, from a moment on, in nanoseconds. */
    private record At(long time, int what) implements Comparable<At> {
        @Override
        public int compareTo(At other) {
            int earlier = Long.compare(time, other.time);
            return earlier != 0 ? earlier : Integer.compare(what, other.what);
        }
    }

    private String run(int nodes) {
        int browsers = nodes * SESSIONS;
        long total = Arrays.stream(left).asLongStream().sum();
        PriorityQueue<At> workers = new PriorityQueue<>();
        for (int i = 0; i < browsers; i++) {
            workers.add(new At(0, i));
        }
        PriorityQueue<At> hosts = new PriorityQueue<>();
        for (int i = 0; i < left.length; i++) {
            hosts.add(new At(0, i));
        }
        long[] marks = {total / 2, total * 9 / 10, total * 99 / 100, total};
        double[] reached = new double[marks.length];
        long done = 0;
        long databaseFree = 0;
        long busy = 0;
        long last = 0;
        while (done < total) {
            At worker = workers.remove();
            databaseFree = Math.max(databaseFree, worker.time) + nanos(database);
            At host = hosts.remove();
            long begin = Math.max(databaseFree, host.time);
            long took = nanos(render * Math.exp(0.5 * random.nextGaussian() - 0.125));
            long end = begin + took;
            busy += took;
            workers.add(new At(end, worker.what));
            if (--left[host.what] > 0) {
                opens[host.what] = Math.max(begin + nanos(delay), end);
                hosts.add(new At(opens[host.what], host.what));
            }
            done++;
            last = Math.max(last, end);
            for (int i = 0; i < marks.length; i++) {
                if (done == marks[i]) {
                    reached[i] = last / 1e9;
                }
            }
        }
        return String.format(
                Locale.ROOT,
                "| %,d | %,d | %,.0f | %s | %s | %s | %s | %.0f %% | %.0f %% |",
                nodes,
                browsers,
                marks[0] / reached[0],
                time(reached[0]),
                time(reached[1]),
                time(reached[2]),
                time(reached[3]),
                100.0 * busy / ((double) last * browsers),
                100.0 * total * database / (last / 1e9));
    }

    private static long nanos(double seconds) {
        return (long) (seconds * 1e9);
    }

    private static String time(double seconds) {
        return seconds < 7200
                ? String.format(Locale.ROOT, "%.0f min", seconds / 60)
                : seconds < 2 * 86_400
                        ? String.format(Locale.ROOT, "%.1f h", seconds / 3600)
                        : String.format(Locale.ROOT, "%.1f d", seconds / 86_400);
    }
}
