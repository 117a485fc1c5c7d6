package dev.gannet.login;

import dev.gannet.web.LoginState;
import java.util.Optional;

/**
 * One login, from its making to the moment that the site is seen to have ended it: every carrier of it (a browser, or plain
 * HTTP) tells here how it fared. Thread-safe.
 */
final class Generation {
    /** Who has it. */
    enum Carrier {
        /** The session that logged in. */
        MAKER,
        /** A session that its state was put into. */
        COPY,
        /** Plain HTTP, with its cookies. */
        HTTP
    }

    private final int number;
    private final Optional<LoginState> state;
    private final boolean kept;
    private boolean ended;
    private boolean suspected;
    private boolean worked;
    private boolean workedInCopy;
    private boolean workedOverHttp;
    private boolean failedInCopy;
    private boolean failedOverHttp;

    /**
     * @param number from 1
     * @param state what it left; empty where that is not shared
     * @param kept whether an earlier run made it
     */
    Generation(int number, Optional<LoginState> state, boolean kept) {
        this.number = number;
        this.state = state;
        this.kept = kept;
    }

    int number() {
        return number;
    }

    /** @return whether nobody has logged in yet, in this run or in one whose login is kept */
    boolean first() {
        return number == 0 && !kept;
    }

    Optional<LoginState> state() {
        return state;
    }

    /** @return whether it may be put into others: it has a state, and did not end */
    synchronized boolean holds() {
        return state.isPresent() && !ended;
    }

    /** @return whether it comes from an earlier run and no page has shown yet that the site takes it */
    synchronized boolean doubtful() {
        return kept && !worked;
    }

    /** A page was read that is not the form. */
    synchronized void worked(Carrier carrier) {
        worked = true;
        workedInCopy |= carrier == Carrier.COPY;
        workedOverHttp |= carrier == Carrier.HTTP;
    }

    /** A page may have been one for who is logged out: a new login will tell, and no carrier is to blame before. */
    synchronized void suspected() {
        ended = true;
        suspected = true;
    }

    /** A page was the form. */
    synchronized void ended(Carrier carrier) {
        ended = true;
        failedInCopy |= !suspected && carrier == Carrier.COPY;
        failedOverHttp |= !suspected && carrier == Carrier.HTTP;
    }

    /** @return whether it did well elsewhere than where it was made */
    synchronized boolean wasOfUse() {
        return workedInCopy || workedOverHttp;
    }

    /** @return whether it did well where it was made, and in no other browser */
    synchronized boolean stuck() {
        return !kept && worked && failedInCopy && !workedInCopy;
    }

    /** @return whether no page that was asked for over plain HTTP was one for who is logged in */
    synchronized boolean mute() {
        return !kept && failedOverHttp && !workedOverHttp;
    }
}
