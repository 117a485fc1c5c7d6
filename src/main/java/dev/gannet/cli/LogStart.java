package dev.gannet.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ConfiguratorRank;
import ch.qos.logback.core.spi.ContextAwareBase;

/**
 * Found by logback when the first logger is asked for. Until {@link Logs} says where messages go they go nowhere:
 * logback's own beginning would print every debug line of every library to stdout.
 */
@ConfiguratorRank(ConfiguratorRank.CUSTOM_HIGH_PRIORITY)
public final class LogStart extends ContextAwareBase implements Configurator {
    /** Called by logback's service loader. */
    public LogStart() {}

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        context.getLogger("ROOT").setLevel(Level.INFO);
        // It warns that Selenium has no versioned DevTools classes here; none are needed.
        context.getLogger("org.openqa.selenium.devtools.CdpVersionFinder").setLevel(Level.OFF);
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }
}
