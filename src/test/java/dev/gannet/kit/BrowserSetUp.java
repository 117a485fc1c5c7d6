package dev.gannet.kit;

import dev.gannet.job.DriversConfig;
import dev.gannet.session.BrowserFinder;
import dev.gannet.session.BrowserInstaller;
import dev.gannet.session.ChromeConfig;
import dev.gannet.web.ScrapeException;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/** Before the first test: where this machine has no browser, one is installed, saying so. */
public final class BrowserSetUp implements LauncherSessionListener {
    @Override
    public void launcherSessionOpened(LauncherSession session) {
        ChromeConfig config = DriversConfig.load(DriversConfig.locate());
        try {
            BrowserFinder.find(config, false);
        } catch (ScrapeException missing) {
            System.out.println("No browser for the tests: " + missing.getMessage());
            BrowserInstaller.install(config, System.out::println);
        }
    }
}
