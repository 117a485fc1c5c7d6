package dev.gannet.job;

import dev.gannet.extract.DatePattern;
import dev.gannet.extract.FieldType;
import dev.gannet.extract.Notation;
import dev.gannet.web.Nearest;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads how the values of a field are written. */
final class NotationReader {
    private static final FieldType[] DATES = {FieldType.DATE, FieldType.DATETIME};

    private final Section section;
    private final Reading reading;

    private NotationReader(Section section) {
        this.section = section;
        this.reading = section.reading();
    }

    /** @param type what the field's text is turned into */
    static Notation read(Section section, FieldType type) {
        NotationReader reader = new NotationReader(section);
        reader.only("currency", type, FieldType.MONEY);
        reader.only("format", type, DATES);
        reader.only("zone", type, DATES);
        Optional<Locale> locale = section.scalar("locale").flatMap(reader::locale);
        return new Notation(
                locale,
                section.scalars("format")
                        .flatMap(text -> reader.format(text, locale).stream())
                        .toList(),
                section.scalar("zone").flatMap(reader::zone),
                section.scalar("currency").flatMap(reader::currency),
                section.scalars("absent").map(text -> text.text().strip()).toList());
    }

    private void only(String key, FieldType type, FieldType... fitting) {
        if (section.has(key) && !List.of(fitting).contains(type)) {
            String types = Arrays.stream(fitting).map(FieldType::label).collect(Collectors.joining(" or "));
            reading.problem(
                    section.node(),
                    "\"" + key + "\" says nothing of " + type.label(),
                    "with type: " + types + " it does; else leave it out");
        }
    }

    private Optional<DatePattern> format(Yaml.Scalar scalar, Optional<Locale> locale) {
        try {
            return Optional.of(DatePattern.of(scalar.text().strip(), locale));
        } catch (IllegalArgumentException none) {
            reading.problem(scalar, String.valueOf(none.getMessage()), "as in dd.MM.yyyy or \"d MMMM yyyy, HH:mm\"");
            return Optional.empty();
        }
    }

    private Optional<ZoneId> zone(Yaml.Scalar scalar) {
        try {
            return Optional.of(ZoneId.of(scalar.text().strip()));
        } catch (DateTimeException none) {
            reading.problem(
                    scalar,
                    "not a time zone: " + scalar.text(),
                    Nearest.to(scalar.text(), ZoneId.getAvailableZoneIds())
                            .map(near -> "did you mean \"" + near + "\"?")
                            .orElse("as in Europe/Paris or UTC"));
            return Optional.empty();
        }
    }

    private Optional<Currency> currency(Yaml.Scalar scalar) {
        try {
            return Optional.of(Currency.getInstance(scalar.text().strip()));
        } catch (IllegalArgumentException none) {
            reading.problem(
                    scalar, "not a currency: " + scalar.text(), "a code of ISO 4217 is wanted, as in EUR or USD");
            return Optional.empty();
        }
    }

    private Optional<Locale> locale(Yaml.Scalar scalar) {
        Locale locale = Locale.forLanguageTag(scalar.text());
        if (scalar.text().isEmpty()
                || !locale.toLanguageTag().equalsIgnoreCase(scalar.text())
                || locale.getLanguage().isEmpty()) {
            reading.problem(scalar, "not a language tag: " + scalar.text(), "as in de-DE or en-US");
            return Optional.empty();
        }
        return Optional.of(locale);
    }
}
