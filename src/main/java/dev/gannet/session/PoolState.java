package dev.gannet.session;

/**
 * The pool at one moment: empty + starting + idle + leased + retiring = total, always.
 *
 * @param total how many browsers there may be
 * @param empty places without a browser
 * @param starting browsers on their way up
 * @param idle browsers that nobody uses
 * @param leased browsers in use
 * @param retiring browsers on their way down, until their processes are verified dead
 * @param waiting threads that wait for a browser
 */
public record PoolState(int total, int empty, int starting, int idle, int leased, int retiring, int waiting) {
    public PoolState {
        if (empty < 0 || starting < 0 || idle < 0 || leased < 0 || retiring < 0) {
            throw new IllegalStateException("the pool counts below zero");
        }
        if (empty + starting + idle + leased + retiring != total) {
            throw new IllegalStateException("the pool lost count: " + empty + "+" + starting + "+" + idle + "+" + leased
                    + "+" + retiring + " is not " + total);
        }
    }

    @Override
    public String toString() {
        return "total=" + total + ", idle=" + idle + ", leased=" + leased + ", starting=" + starting + ", retiring="
                + retiring + ", waiting=" + waiting;
    }
}
