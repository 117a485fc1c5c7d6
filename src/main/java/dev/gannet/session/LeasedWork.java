package dev.gannet.session;

/** What is done with a leased session: the whole life of the lease is inside this one call. */
@FunctionalInterface
public interface LeasedWork<T> {
    /**
     * @param session valid until this method returns
     * @throws InterruptedException when the thread was interrupted; the session is then retired
     */
    T with(Session session) throws InterruptedException;
}
