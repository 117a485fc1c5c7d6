package dev.gannet.session;

import dev.gannet.web.Deadline;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/** A browser of this machine, with the chromedriver that drives it. */
final class LocalBrowser implements LaunchedBrowser {
    private static final Path PROC = Path.of("/proc");

    private final CdpDriver driver;
    private final DriverProcess process;
    private final Optional<ProcessHandle> chrome;
    private final boolean sandboxed;

    LocalBrowser(CdpDriver driver, DriverProcess process, boolean sandboxed) {
        this.driver = driver;
        this.process = process;
        this.sandboxed = sandboxed;
        chrome = driver.getCapabilities().getCapability("goog:processID") instanceof Number pid
                ? ProcessHandle.of(pid.longValue())
                : Optional.empty();
    }

    @Override
    public CdpDriver driver() {
        return driver;
    }

    @Override
    public boolean alive() {
        return ProcessTable.runs(process.process().toHandle())
                && chrome.map(ProcessTable::runs).orElse(true);
    }

    @Override
    public OptionalLong memory(long enough) {
        return Files.isDirectory(PROC)
                ? OptionalLong.of(ProcessMemory.of(PROC, process.tree().living(), enough))
                : OptionalLong.empty();
    }

    @Override
    public void quit() {
        process.tree().look();
        driver.quit();
    }

    @Override
    public void abort() {
        process.tree().kill();
    }

    @Override
    public boolean gone(Deadline deadline) {
        process.tree().kill();
        boolean gone = process.tree().gone(deadline);
        driver.hangUp();
        return gone;
    }

    @Override
    public boolean sandboxed() {
        return sandboxed;
    }
}
