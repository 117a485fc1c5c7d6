package dev.gannet.extract;

import dev.gannet.web.Snapshot;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A text with {@code ${page.url}}, {@code ${page.final}}, {@code ${page.title}}, {@code ${page.status}} and {@code ${item.position}} in it. */
final class Template {
    private static final Pattern NAME = Pattern.compile("\\$\\{([^}]*)}");
    private final String text;

    /** @throws IllegalArgumentException with a sentence, when a name is unknown */
    Template(String text) {
        this.text = text;
        Matcher names = NAME.matcher(text);
        while (names.find()) {
            String name = names.group(1);
            if (!name.matches("page\\.(url|final|title|status)|item\\.position")) {
                throw new IllegalArgumentException(
                        "unknown name ${" + name
                                + "}; known are ${page.url}, ${page.final}, ${page.title}, ${page.status} and ${item.position}");
            }
        }
    }

    String fill(ParsedPage page, int position) {
        Snapshot snapshot = page.snapshot();
        return NAME.matcher(text)
                .replaceAll(name -> Matcher.quoteReplacement(
                        switch (name.group(1)) {
                            case "page.url" -> snapshot.requested();
                            case "page.final" -> snapshot.finalUrl();
                            case "page.title" -> page.title();
                            case "page.status" -> String.valueOf(snapshot.status());
                            default -> String.valueOf(position);
                        }));
    }
}
