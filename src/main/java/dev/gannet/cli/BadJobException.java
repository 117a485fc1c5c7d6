package dev.gannet.cli;

import dev.gannet.web.OneLine;
import java.util.List;

/** A job that cannot be run; its message is the whole report, line by line as it is to be printed. */
final class BadJobException extends RuntimeException {
    BadJobException(String report) {
        super(report.stripTrailing());
    }

    /** @return the lines of the report; nothing in them moves the cursor */
    List<String> report() {
        return String.valueOf(getMessage()).lines().map(OneLine::of).toList();
    }
}
