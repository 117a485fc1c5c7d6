package dev.gannet.session;

import java.time.Duration;
import java.util.Optional;

/** Says why a browser that did nothing wrong is replaced all the same; policies compose with {@link #or}. */
@FunctionalInterface
interface RetirementPolicy {
    /** @return the reason in a word, empty to keep the browser */
    Optional<String> reason(int uses, Duration age);

    static RetirementPolicy afterUses(int most) {
        return (uses, age) -> uses >= most ? Optional.of("uses") : Optional.empty();
    }

    static RetirementPolicy afterAge(Duration most) {
        return (uses, age) -> age.compareTo(most) >= 0 ? Optional.of("age") : Optional.empty();
    }

    default RetirementPolicy or(RetirementPolicy other) {
        return (uses, age) -> reason(uses, age).or(() -> other.reason(uses, age));
    }
}
