package dev.gannet.session;

import dev.gannet.job.DriversConfig;
import dev.gannet.kit.Faults;
import dev.gannet.web.Deadline;
import dev.gannet.web.FailureKind;
import dev.gannet.web.ScrapeException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Browsers that start and are killed, by turns they and their drivers, as a program that runs inside a container with
 * Gannet's jar on its class path. Prints how many there were, and how many zombies are left (R38).
 */
public final class KilledBrowsers {
    private static final int AT_ONCE = 4;
    private static final Duration LONG = Duration.ofMinutes(2);
    private static final LeaseKey KEY = new LeaseKey("killed", "", BrowserSpec.usual("gannet-test"));

    private KilledBrowsers() {}

    /** @param arguments how many browsers */
    public static void main(String[] arguments) throws Exception {
        ChromeConfig config = DriversConfig.load(DriversConfig.locate());
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
        long launches;
        try (SessionManager pool = SessionManager.open(PoolSettings.of(AT_ONCE), Launchers.of(config))) {
            List<Callable<Integer>> leases = new ArrayList<>();
            for (int i = 0; i < Integer.parseInt(arguments[0]); i++) {
                Faults.Role victim = i % 2 == 0 ? Faults.Role.DRIVER : Faults.Role.CHROME;
                leases.add(() -> killed(pool, victim));
            }
            for (Future<Integer> lease : threads.invokeAll(leases, 10, TimeUnit.MINUTES)) {
                lease.get();
            }
            launches = pool.stats().launches();
        } finally {
            threads.shutdownNow();
        }
        Waiting.until(() -> zombies() == 0, Deadline.in(Duration.ofSeconds(10)));
        System.out.println(launches + " browsers started, " + zombies() + " zombies are left");
    }

    private static int killed(SessionManager pool, Faults.Role victim) throws InterruptedException {
        try {
            return pool.lease(KEY, Deadline.in(LONG), session -> {
                Faults.processes(session.folder(), victim).forEach(process -> Faults.send(Faults.Signal.KILL, process));
                throw new ScrapeException(FailureKind.SESSION_LOST, "", "killed");
            });
        } catch (ScrapeException lost) {
            if (lost.kind() != FailureKind.SESSION_LOST) {
                throw lost;
            }
            return 1;
        }
    }

    private static long zombies() {
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            return processes
                    .filter(process -> process.getFileName().toString().matches("\\d+"))
                    .filter(process -> stat(process).matches("(?s).*\\) Z .*"))
                    .count();
        } catch (IOException e) {
            return -1;
        }
    }

    private static String stat(Path process) {
        try {
            return Files.readString(process.resolve("stat"), StandardCharsets.ISO_8859_1);
        } catch (IOException gone) {
            return "";
        }
    }
}
