package dev.gannet.session;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What processes take of the machine's memory, as the kernel counts it: a page's own word ({@code performance.memory})
 * knows one heap of many.
 */
final class ProcessMemory {
    /** {@code VmRSS:} of status, {@code Pss:} of smaps_rollup; both in kB whatever the size of a page. */
    private static final Pattern RESIDENT = Pattern.compile("(?m)^VmRSS:\\s+(\\d+) kB");

    private static final Pattern FILES = Pattern.compile("(?m)^RssFile:\\s+(\\d+) kB");
    private static final Pattern SHARE = Pattern.compile("(?m)^Pss:\\s+(\\d+) kB");

    private ProcessMemory() {}

    /**
     * Cheap first: what is resident, where memory that processes share counts for each of them. Only when that comes to
     * more than enough, the exact figure: shared memory in equal parts (PSS). Where a process does not show it (another
     * user's, in a container), what is resident without mapped files stands for it.
     *
     * @param proc the machine's {@code /proc}
     * @param pids of the processes; those that are gone count nothing
     * @param enough below this many bytes nobody needs the exact figure
     * @return bytes
     */
    static long of(Path proc, Collection<Long> pids, long enough) {
        long resident = 0;
        for (long pid : pids) {
            resident += kilobytes(RESIDENT, proc.resolve(pid + "/status")).orElse(0);
        }
        if (resident * 1024 <= enough) {
            return resident * 1024;
        }
        long exact = 0;
        for (long pid : pids) {
            exact += kilobytes(SHARE, proc.resolve(pid + "/smaps_rollup")).orElseGet(() -> own(proc, pid));
        }
        return exact * 1024;
    }

    private static long own(Path proc, long pid) {
        Path status = proc.resolve(pid + "/status");
        return kilobytes(RESIDENT, status).orElse(0) - kilobytes(FILES, status).orElse(0);
    }

    private static OptionalLong kilobytes(Pattern line, Path file) {
        try {
            Matcher found = line.matcher(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
            return found.find() ? OptionalLong.of(Long.parseLong(found.group(1))) : OptionalLong.empty();
        } catch (IOException goneOrNotOurs) {
            return OptionalLong.empty();
        }
    }
}
