package dev.gannet.extract;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The narrowest type that every text of a field can be read as. A text that may be two different values is no reason for a
 * type: what is guessed must be right for each.
 *
 * @param type it
 * @param locale how the texts are written, where they can be read by that alone
 */
record TypeGuess(FieldType type, Optional<Locale> locale) {
    static final TypeGuess TEXT = new TypeGuess(FieldType.TEXT, Optional.empty());

    private static final Pattern WHOLE =
            Pattern.compile("[-+]?(0|[1-9]\\d{0,14}|[1-9]\\d{0,2}([,'. \u00a0\u202f]\\d{3})+)");
    private static final Pattern PART = Pattern.compile("[-+]?[\\d,.' \u00a0\u202f]*\\d[.,]\\d+");
    /** A year in four digits or a month by its name; a version such as 4.12.13 is no date. */
    private static final Pattern DAY = Pattern.compile("(?s).*(\\d{4}|\\p{L}{3,}).*");

    /** Their digits count nothing. */
    private static final Set<String> NAMES = Set.of(
            "id",
            "sku",
            "isbn",
            "ean",
            "gtin",
            "upc",
            "zip",
            "postcode",
            "plz",
            "phone",
            "tel",
            "fax",
            "code",
            "version",
            "serial",
            "barcode",
            "model",
            "mpn",
            "asin");

    /**
     * @param texts what the field has, of each item one
     * @param name the field's name
     * @param language of the page, as its document says
     */
    static TypeGuess of(List<String> texts, String name, Optional<Locale> language) {
        if (texts.isEmpty() || FieldWords.of(name).stream().anyMatch(NAMES::contains)) {
            return TEXT;
        }
        TypeGuess plain = of(texts, Optional.empty());
        if (plain.type != FieldType.TEXT || language.isEmpty()) {
            return plain;
        }
        return of(texts, language);
    }

    private static TypeGuess of(List<String> texts, Optional<Locale> locale) {
        if (texts.stream().allMatch(text -> money(text, locale))) {
            return new TypeGuess(FieldType.MONEY, locale);
        }
        boolean whole = locale.isEmpty()
                ? texts.stream()
                        .allMatch(
                                text -> text.matches("[-+]?(0|[1-9]\\d{0,14}|[1-9]\\d{0,2}([,' \u00a0\u202f]\\d{3})+)"))
                : texts.stream().allMatch(text -> WHOLE.matcher(text).matches());
        if (whole && reads(texts, FieldType.INT, locale)) {
            return new TypeGuess(FieldType.INT, locale);
        }
        boolean part = texts.stream().anyMatch(text -> PART.matcher(text).matches())
                && texts.stream().allMatch(text -> text.matches("[-+]?[\\d,.' \u00a0\u202f]+"))
                && texts.stream().noneMatch(text -> text.matches("[-+]?0\\d.*"));
        boolean doubtful =
                locale.isEmpty() && texts.stream().anyMatch(text -> text.matches("[-+]?[1-9]\\d{0,2}\\.\\d{3}"));
        if (part && !doubtful && reads(texts, FieldType.DECIMAL, locale)) {
            return new TypeGuess(FieldType.DECIMAL, locale);
        }
        if (texts.stream().allMatch(text -> DAY.matcher(text).matches() && text.matches("(?s).*\\d.*"))) {
            if (texts.stream()
                    .allMatch(text -> !text.contains(":")
                            && DateText.parse(text, Notation.in(locale), Instant.EPOCH)
                                            .value()
                                    instanceof LocalDate)) {
                return new TypeGuess(FieldType.DATE, locale);
            }
            if (texts.stream()
                    .allMatch(text -> text.contains(":")
                            && DateTimeText.parse(text, Notation.in(locale), Instant.EPOCH)
                                            .value()
                                    instanceof Instant)) {
                return new TypeGuess(FieldType.DATETIME, locale);
            }
        }
        return TEXT;
    }

    private static boolean money(String text, Optional<Locale> locale) {
        return MoneyText.parse(text, Notation.in(locale)).value() instanceof Money price && price.currency() != null;
    }

    private static boolean reads(List<String> texts, FieldType type, Optional<Locale> locale) {
        FieldSpec field = KindDraft.field("", new Source.Value(""), new TypeGuess(type, locale), false, false);
        Setting nowhere = new Setting(Optional.empty(), Instant.EPOCH, new Cleaner());
        return texts.stream()
                .allMatch(text -> ValueText.parse(text, field, nowhere).value() != null);
    }
}
