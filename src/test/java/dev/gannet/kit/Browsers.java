package dev.gannet.kit;

import dev.gannet.job.DriversConfig;
import dev.gannet.session.BrowserFinder;
import dev.gannet.session.BrowserSpec;
import dev.gannet.session.ChromeConfig;
import dev.gannet.session.Launchers;
import dev.gannet.session.LeaseKey;
import dev.gannet.session.LeasedWork;
import dev.gannet.session.PoolSettings;
import dev.gannet.session.SessionManager;
import dev.gannet.web.Deadline;
import java.time.Duration;

/** One pool of real browsers for all tests of a JVM, closed at its end. */
public final class Browsers {
    private static final ChromeConfig CONFIG = DriversConfig.load(DriversConfig.locate());
    private static final SessionManager POOL =
            SessionManager.open(PoolSettings.of(2), Launchers.of(CONFIG, BrowserFinder.find(CONFIG, false)));

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(POOL::close));
    }

    private Browsers() {}

    /** @return the key of a plain browser */
    public static LeaseKey key(String job) {
        return new LeaseKey(job, "", BrowserSpec.usual("gannet-test/1"));
    }

    /** Lends a browser of the common pool. */
    public static <T> T lease(LeasedWork<T> work) {
        return lease(key("tests"), work);
    }

    /** Lends a browser of the common pool that serves that key. */
    public static <T> T lease(LeaseKey key, LeasedWork<T> work) {
        try {
            return POOL.lease(key, Deadline.in(Duration.ofMinutes(2)), work);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
