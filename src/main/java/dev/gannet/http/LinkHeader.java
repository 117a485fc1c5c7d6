package dev.gannet.http;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads {@code Link} headers (RFC 8288). */
public final class LinkHeader {
    private LinkHeader() {}

    /**
     * @param values the header as often as it came
     * @param relation such as {@code next}
     * @return what the first link with that relation leads to, as it is written
     */
    public static Optional<String> find(List<String> values, String relation) {
        String wanted = relation.toLowerCase(Locale.ROOT);
        for (String value : values) {
            for (String link : parts(value, ',')) {
                List<String> parts = parts(link, ';');
                String target = parts.get(0).strip();
                if (target.startsWith("<") && target.endsWith(">") && related(parts.subList(1, parts.size()), wanted)) {
                    return Optional.of(target.substring(1, target.length() - 1).strip());
                }
            }
        }
        return Optional.empty();
    }

    /** Of several {@code rel} the first counts, and it may name several relations. */
    private static boolean related(List<String> parameters, String wanted) {
        for (String parameter : parameters) {
            String[] pair = parameter.split("=", 2);
            if (pair.length == 2 && pair[0].strip().equalsIgnoreCase("rel")) {
                String names =
                        pair[1].replace('"', ' ').toLowerCase(Locale.ROOT).strip();
                return Arrays.asList(names.split("\\s+")).contains(wanted);
            }
        }
        return false;
    }

    /** @return what stands between the separators that are neither in quotes nor in an address */
    private static List<String> parts(String text, char separator) {
        List<String> parts = new ArrayList<>();
        boolean quoted = false;
        boolean address = false;
        int from = 0;
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '"' && !address) {
                quoted = !quoted;
            } else if (c == '<' && !quoted) {
                address = true;
            } else if (c == '>' && !quoted) {
                address = false;
            } else if (c == separator && !quoted && !address) {
                parts.add(text.substring(from, at));
                from = at + 1;
            }
        }
        parts.add(text.substring(from));
        return parts;
    }
}
