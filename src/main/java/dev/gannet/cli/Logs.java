package dev.gannet.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.FileAppender;
import ch.qos.logback.core.rolling.FixedWindowRollingPolicy;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import ch.qos.logback.core.util.FileSize;
import dev.gannet.web.Redaction;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/**
 * Where log messages go: warnings to the terminal, everything to one file for each run. One at a time in a process; not
 * thread-safe.
 */
final class Logs implements AutoCloseable {
    private static final int FILES = 4;
    private static final String LARGEST = "20MB";

    private final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    private final Logger root = context.getLogger("ROOT");
    private final TerminalAppender screen;
    private final LogFolder folder;
    private final Redaction redaction;
    private boolean json;
    private @Nullable FileAppender<ILoggingEvent> file;

    Logs(Terminal terminal, Map<String, String> environment) {
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
        folder = new LogFolder(environment);
        redaction = terminal.redaction();
        screen = new TerminalAppender(terminal);
        screen.setContext(context);
        screen.start();
        root.detachAndStopAllAppenders();
        root.addAppender(screen);
    }

    /** @param verbosity 0 as usual; 1 tells more of Gannet, 2 everything of everybody */
    void verbosity(int verbosity) {
        root.setLevel(verbosity >= 2 ? Level.DEBUG : Level.INFO);
        context.getLogger("dev.gannet").setLevel(verbosity >= 1 ? Level.DEBUG : Level.INFO);
        screen.least(verbosity >= 1 ? Level.INFO : Level.WARN);
    }

    /**
     * Starts a log file, in place of the one before.
     *
     * @param state the folder for what is no data
     * @param name goes into the file's name
     * @return the file
     * @throws IOException when no folder can be written, not even a temporary one
     */
    Path open(Path state, String name) throws IOException {
        closeFile();
        Path path = folder.file(state, name);
        RollingFileAppender<ILoggingEvent> appender = new RollingFileAppender<>();
        LineEncoder layout = json ? new JsonLayout(redaction) : new LogLayout(redaction);
        layout.setContext(context);
        layout.start();
        appender.setContext(context);
        appender.setEncoder(layout);
        appender.setFile(path.toString());
        bound(appender, path);
        appender.start();
        root.addAppender(appender);
        file = appender;
        return path;
    }

    /** A process that serves for months must not fill the disk: beyond a size older messages go to a few more files. */
    private void bound(RollingFileAppender<ILoggingEvent> appender, Path path) {
        FixedWindowRollingPolicy rolling = new FixedWindowRollingPolicy();
        rolling.setContext(context);
        rolling.setParent(appender);
        rolling.setFileNamePattern(path.toString().replace("%", "%%").replaceFirst("[.]log$", ".%i.log"));
        rolling.setMinIndex(1);
        rolling.setMaxIndex(FILES);
        rolling.start();
        SizeBasedTriggeringPolicy<ILoggingEvent> size = new SizeBasedTriggeringPolicy<>();
        size.setMaxFileSize(FileSize.valueOf(LARGEST));
        size.setContext(context);
        size.start();
        appender.setRollingPolicy(rolling);
        appender.setTriggeringPolicy(size);
    }

    /** @param wanted whether every message is a JSON object, in the file and on the terminal */
    void json(boolean wanted) {
        json = wanted;
        if (wanted) {
            screen.json(new JsonLayout(redaction));
        }
    }

    /** @return the open log file */
    Optional<Path> current() {
        return Optional.ofNullable(file).map(open -> Path.of(open.getFile()));
    }

    /** Writes a failure with its stack trace to the log file only, opening one where none is open. */
    Optional<Path> keep(Throwable failure) {
        try {
            Path path = current().isPresent() ? current().orElseThrow() : open(Path.of(".gannet"), "gannet");
            root.detachAppender(screen);
            LoggerFactory.getLogger("dev.gannet").error("unexpected", failure);
            root.addAppender(screen);
            return Optional.of(path);
        } catch (IOException noLog) {
            return Optional.empty();
        }
    }

    private void closeFile() {
        if (file != null) {
            root.detachAppender(file);
            file.stop();
            file = null;
        }
    }

    @Override
    public void close() {
        closeFile();
        root.detachAppender(screen);
        SLF4JBridgeHandler.uninstall();
    }
}
