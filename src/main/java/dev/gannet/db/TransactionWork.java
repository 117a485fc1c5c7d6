package dev.gannet.db;

/**
 * What is done inside one transaction. It may be done again from its start when the database asks for that, so it
 * changes nothing outside the transaction.
 *
 * @param <T> what it yields
 */
@FunctionalInterface
public interface TransactionWork<T> {
    /** @return what the work yields; an exception rolls everything back */
    T run(Transaction tx);
}
