package dev.gannet.cli;

import dev.gannet.crawl.RunSummary;
import dev.gannet.frontier.RunConflictException;
import dev.gannet.store.TableConflictException;
import dev.gannet.web.ScrapeException;
import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine;

/** How the program ends, one number for each cause; the same numbers stand in {@code --help} and README. */
enum ExitCode {
    COMPLETE(0, "complete"),
    INCOMPLETE(1, "finished, but incomplete: pages failed, or less was found than there is or than the job expects"),
    USAGE(2, "a mistake in the job or on the command line"),
    BROWSER(3, "no browser could be started"),
    DATABASE(4, "the database could not be reached or refused the write"),
    DISK(5, "a file could not be written, or the disk is full"),
    BUG(70, "a mistake of Gannet's own; the log has the details"),
    INTERRUPTED(130, "stopped by Ctrl-C; the next run goes on where it was"),
    TERMINATED(143, "stopped by SIGTERM; the next run goes on where it was");

    private static final int DEEPEST = 16;

    private final int number;
    private final String meaning;

    ExitCode(int number, String meaning) {
        this.number = number;
        this.meaning = meaning;
    }

    int number() {
        return number;
    }

    /** @return number to meaning, as the help shows it */
    static Map<String, String> list() {
        Map<String, String> list = new LinkedHashMap<>();
        for (ExitCode code : values()) {
            list.put(String.format(Locale.ROOT, "%3d", code.number), code.meaning);
        }
        return list;
    }

    static ExitCode of(RunSummary.End end) {
        return switch (end) {
            case COMPLETE, BOUNDED -> COMPLETE;
            case INCOMPLETE -> INCOMPLETE;
            case STOPPED -> INTERRUPTED;
        };
    }

    /** @return the gravest of several; complete when there are none */
    static ExitCode worst(Collection<ExitCode> codes) {
        return codes.stream().max(ExitCode::compareTo).orElse(COMPLETE);
    }

    static ExitCode of(Throwable failure) {
        if (fullDisk(failure)) {
            return DISK;
        }
        if (failure instanceof BadJobException
                || failure instanceof RunConflictException
                || failure instanceof TableConflictException
                || failure instanceof CommandLine.ParameterException) {
            return USAGE;
        }
        if (failure instanceof ScrapeException scrape) {
            return switch (scrape.kind()) {
                case BROWSER_LAUNCH, NO_SESSION, SESSION_LOST -> BROWSER;
                case DATABASE -> DATABASE;
                case DISK -> DISK;
                case REFUSED -> USAGE;
                case STOPPED -> INTERRUPTED;
                case BUG -> BUG;
                default -> INCOMPLETE;
            };
        }
        return failure instanceof IOException || failure.getCause() instanceof IOException ? DISK : BUG;
    }

    /** A full disk hides below the database's own exception, so the whole chain is looked through. */
    private static boolean fullDisk(Throwable failure) {
        Throwable at = failure;
        for (int depth = 0; at != null && depth < DEEPEST; depth++, at = at.getCause()) {
            String message = String.valueOf(at.getMessage()).toLowerCase(Locale.ROOT);
            if (message.contains("no space left")
                    || message.contains("disk is full")
                    || message.contains("disk full")
                    || message.contains("disk quota")) {
                return true;
            }
        }
        return false;
    }
}
