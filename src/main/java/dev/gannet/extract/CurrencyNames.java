package dev.gannet.extract;

import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The currencies' codes and signs as prices carry them. */
final class CurrencyNames {
    private static final Set<String> CODES = Currency.getAvailableCurrencies().stream()
            .map(Currency::getCurrencyCode)
            .collect(Collectors.toUnmodifiableSet());

    /** A bare dollar is read as US dollars, a bare yen sign as Japanese yen, unless the field's locale says otherwise. */
    private static final Map<String, String> SIGNS = Map.ofEntries(
            Map.entry("€", "EUR"),
            Map.entry("$", "USD"),
            Map.entry("US$", "USD"),
            Map.entry("£", "GBP"),
            Map.entry("¥", "JPY"),
            Map.entry("￥", "JPY"),
            Map.entry("円", "JPY"),
            Map.entry("元", "CNY"),
            Map.entry("₹", "INR"),
            Map.entry("₽", "RUB"),
            Map.entry("₩", "KRW"),
            Map.entry("₺", "TRY"),
            Map.entry("₪", "ILS"),
            Map.entry("₫", "VND"),
            Map.entry("₴", "UAH"),
            Map.entry("฿", "THB"),
            Map.entry("₱", "PHP"),
            Map.entry("₦", "NGN"),
            Map.entry("zł", "PLN"),
            Map.entry("Kč", "CZK"),
            Map.entry("Ft", "HUF"),
            Map.entry("lei", "RON"),
            Map.entry("лв", "BGN"),
            Map.entry("лв.", "BGN"),
            Map.entry("Fr.", "CHF"),
            Map.entry("SFr.", "CHF"),
            Map.entry("R$", "BRL"),
            Map.entry("C$", "CAD"),
            Map.entry("CA$", "CAD"),
            Map.entry("A$", "AUD"),
            Map.entry("AU$", "AUD"),
            Map.entry("NZ$", "NZD"),
            Map.entry("HK$", "HKD"),
            Map.entry("S$", "SGD"),
            Map.entry("MX$", "MXN"),
            Map.entry("NT$", "TWD"),
            Map.entry("TL", "TRY"));

    private static final Map<Currency, Set<String>> SIGNS_OF = new ConcurrentHashMap<>();

    /** Signs that several countries share. */
    private static final List<String> SHARED = List.of("kr.", "kr", "Kr", "Rs.", "Rs");

    /** Any sign or any three capitals, longest first. */
    static final String ANY = "(?:"
            + Stream.concat(SIGNS.keySet().stream(), SHARED.stream())
                    .sorted((a, b) -> b.length() - a.length())
                    .map(Pattern::quote)
                    .collect(Collectors.joining("|"))
            + "|[A-Z]{3})";

    private CurrencyNames() {}

    /** @return whether a price may carry this word */
    static boolean known(String word) {
        return SIGNS.containsKey(word) || SHARED.contains(word) || CODES.contains(word);
    }

    static boolean isCode(String word) {
        return CODES.contains(word);
    }

    /** @return the ISO 4217 code that the word stands for; empty when it may be several */
    static Optional<String> code(String word, Optional<Locale> locale) {
        if (CODES.contains(word)) {
            return Optional.of(word);
        }
        return locale.flatMap(known -> ofCountry(known, word)).or(() -> Optional.ofNullable(SIGNS.get(word)));
    }

    /** @return whether the currency is written with this sign somewhere, as Canadian dollars are with {@code $} in Canada */
    static boolean isSignOf(String word, Currency currency) {
        return SIGNS_OF.computeIfAbsent(currency, CurrencyNames::signs).contains(word.replace(".", ""));
    }

    private static Set<String> signs(Currency currency) {
        Set<String> signs = new HashSet<>();
        for (Locale locale : Locale.getAvailableLocales()) {
            signs.add(currency.getSymbol(locale).replace(".", ""));
        }
        if (signs.contains("¥")) {
            signs.add("￥");
        }
        SIGNS.forEach((sign, code) -> {
            if (code.equals(currency.getCurrencyCode())) {
                signs.add(sign.replace(".", ""));
            }
        });
        signs.removeIf(CODES::contains);
        return signs;
    }

    private static Optional<String> ofCountry(Locale locale, String word) {
        try {
            Currency own = Currency.getInstance(locale);
            String sign = own.getSymbol(locale).replace(".", "");
            boolean same = sign.equals(word.replace(".", "")) || sign.equals("¥") && word.equals("￥");
            return same ? Optional.of(own.getCurrencyCode()) : Optional.empty();
        } catch (IllegalArgumentException noCountry) {
            return Optional.empty();
        }
    }
}
