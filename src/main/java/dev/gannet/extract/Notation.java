package dev.gannet.extract;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How a field's values are written on the page, as far as the job says so. Immutable.
 *
 * @param locale decides between {@code 1.234} and {@code 1,234}, gives the names of months
 * @param formats the patterns that dates are written in; one of them fits, or the text is no date; none where dates are told
 *     by their looks
 * @param zone whose clock dates and times without a zone are of; UTC, with a note, where it is not said
 * @param currency of amounts beside which none is written, or a sign that several currencies share
 * @param absent texts that say that there is no value, whatever their letters' case
 */
public record Notation(
        Optional<Locale> locale,
        List<DatePattern> formats,
        Optional<ZoneId> zone,
        Optional<Currency> currency,
        List<String> absent) {
    /** Nothing is said. */
    public static final Notation PLAIN = in(Optional.empty());

    public Notation {
        formats = List.copyOf(formats);
        absent = List.copyOf(absent);
    }

    /** @return only the locale is said, if that */
    public static Notation in(Optional<Locale> locale) {
        return new Notation(locale, List.of(), Optional.empty(), Optional.empty(), List.of());
    }

    /** @return the same without a locale: numbers of JSON are written in no local way */
    Notation neutral() {
        return new Notation(Optional.empty(), formats, zone, currency, absent);
    }

    /** @return whether a text says that there is no value */
    boolean saysAbsent(String text) {
        return absent.stream().anyMatch(word -> word.equalsIgnoreCase(text.strip()));
    }

    /** @return the zone, or UTC */
    ZoneId zoneOrUtc() {
        return zone.orElse(ZoneOffset.UTC);
    }
}
