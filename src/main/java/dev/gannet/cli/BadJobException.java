package dev.gannet.cli;

/** A job that cannot be run, or a wish that makes no sense; the message is the whole report, ready to print. */
final class BadJobException extends RuntimeException {
    BadJobException(String report) {
        super(report);
    }
}
