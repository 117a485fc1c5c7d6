package dev.gannet.db;

import dev.gannet.web.FailureKind;
import dev.gannet.web.ScrapeException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Turns what a driver throws into the one failure that the rest of the house knows. */
final class Failures {
    /** Serialization failure and deadlock: PostgreSQL rolled the transaction back and asks for another try. */
    private static final Set<String> AGAIN = Set.of("40001", "40P01");

    /** Shut down by an administrator, crashed, cannot connect now, too many connections, silent for too long. */
    private static final Set<String> AWAY = Set.of("57P01", "57P02", "57P03", "53300", "25P03");

    private static final String DISK_FULL = "53100";

    /** The driver begins each message with SQLite's code; the failure of a batch has it nowhere else. */
    private static final Pattern SQLITE_DISK = Pattern.compile("\\[SQLITE_(FULL|IOERR)");

    private Failures() {}

    static ScrapeException of(String what, String where, Throwable cause) {
        FailureKind kind = disk(cause) ? FailureKind.DISK : FailureKind.DATABASE;
        return new ScrapeException(kind, "", sentence(what, where) + ": " + firstLine(cause), cause);
    }

    private static String sentence(String what, String where) {
        return where.isEmpty() ? what : what + " (" + where + ")";
    }

    /** Drivers and pools wrap; the innermost cause says what happened, its first line says it all. */
    static String firstLine(Throwable failure) {
        Throwable inner = failure;
        while (inner.getCause() != null && inner.getCause() != inner) {
            inner = inner.getCause();
        }
        String message = inner.getMessage() == null ? inner.getClass().getSimpleName() : inner.getMessage();
        return message.lines().findFirst().orElse(message);
    }

    static boolean worthAnotherTry(@Nullable Throwable failure) {
        return told(failure, sql -> sql.getSQLState() != null && AGAIN.contains(sql.getSQLState()));
    }

    /**
     * @return whether the database could not be reached, went away under a statement, or takes no connection for now:
     *     class 08 and the states of a server that goes down or comes up (SQL standard; PostgreSQL, appendix A); whether
     *     what was under way is committed is not known then
     */
    static boolean away(@Nullable Throwable failure) {
        return told(
                failure,
                sql -> sql instanceof SQLTransientConnectionException
                        || sql.getSQLState() != null
                                && (sql.getSQLState().startsWith("08") || AWAY.contains(sql.getSQLState())));
    }

    /** @return whether the disk of the database is full or fails: PostgreSQL's disk_full, SQLite's FULL and IOERR (R26) */
    private static boolean disk(@Nullable Throwable failure) {
        return told(
                failure,
                sql -> DISK_FULL.equals(sql.getSQLState())
                        || SQLITE_DISK.matcher(String.valueOf(sql.getMessage())).lookingAt());
    }

    /** @return whether SQLite failed because another process was writing */
    static boolean busy(@Nullable Throwable failure) {
        return told(
                failure,
                sql -> sql instanceof SQLiteException lite && lite.getResultCode() == SQLiteErrorCode.SQLITE_BUSY);
    }

    private static boolean told(@Nullable Throwable failure, Predicate<SQLException> what) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && what.test(sql)) {
                return true;
            }
        }
        return false;
    }
}
