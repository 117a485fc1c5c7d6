package dev.gannet.session;

import java.time.Duration;
import java.util.Optional;

/** Says why a browser that did nothing wrong is replaced all the same; policies compose with {@link #or}. */
@FunctionalInterface
interface RetirementPolicy {
    /** @return the reason in a word, empty to keep the browser */
    Optional<String> reason(Browser browser);

    static RetirementPolicy afterUses(int most) {
        return browser -> browser.uses() >= most ? Optional.of("uses") : Optional.empty();
    }

    static RetirementPolicy afterAge(Duration most) {
        return browser -> browser.age().compareTo(most) >= 0 ? Optional.of("age") : Optional.empty();
    }

    static RetirementPolicy afterMemory(long most) {
        return browser -> browser.memory() >= most ? Optional.of("memory") : Optional.empty();
    }

    default RetirementPolicy or(RetirementPolicy other) {
        return browser -> reason(browser).or(() -> other.reason(browser));
    }
}
