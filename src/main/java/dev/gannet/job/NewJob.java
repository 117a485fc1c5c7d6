package dev.gannet.job;

import dev.gannet.extract.FieldType;
import dev.gannet.extract.Suggestion;
import dev.gannet.web.OneLine;
import dev.gannet.web.PageUrl;
import java.util.List;
import java.util.StringJoiner;

/** Writes the job that an author starts from. Stateless and thread-safe. */
public final class NewJob {
    static final String HEAD = """
            # yaml-language-server: $schema=gannet.schema.json
            # (gannet schema > gannet.schema.json lets an editor complete and check this file)
            # Next: gannet check THIS.yaml, then gannet run THIS.yaml
            """;

    private NewJob() {}

    /**
     * @param url the page
     * @param suggestions the kinds of items seen there; with none, an example stands in their place
     * @return a commented job that {@link JobReader} accepts when the suggestions' names and selectors are sound
     */
    public static String write(PageUrl url, List<Suggestion> suggestions) {
        StringBuilder out = new StringBuilder(HEAD);
        out.append("\nstart: ").append(quoted(url.text())).append("\n\n");
        out.append("""
                # Follow links to more pages. Without this, only the start is read.
                # crawl:
                #   follow: [a.next]          # selectors of links, or: all
                #   include: ["**/p/*"]       # only URLs like this
                #   pages: 100

                # How a page is brought up. It is ready by itself once the items are there.
                # page:
                #   ready: h1
                #   dismiss: [button.accept-cookies]
                #   steps:
                #     - click: button.more
                #       if-present: true

                """);
        items(out, suggestions);
        out.append("""

                # A start every second on one host is the default, and robots.txt is obeyed.
                # politeness: {delay: 1s, contact: mailto:you@example.org}

                # Rows go into a SQLite file beside this one, or into PostgreSQL:
                # store: postgresql://user@localhost/db
                """);
        return out.toString();
    }

    private static void items(StringBuilder out, List<Suggestion> suggestions) {
        out.append("# What is taken from each page. Each kind becomes a table, each field a column.\n");
        out.append("items:\n");
        if (suggestions.isEmpty()) {
            out.append(
                    "  page:                         # one row a page; give a kind `each: SELECTOR` for one row an element\n");
            out.append("    fields:\n");
            out.append("      title: title\n");
            out.append("      heading: {select: h1, default: \"\"}\n");
            out.append("      url: {value: \"${page.url}\"}\n");
        }
        for (Suggestion suggestion : suggestions) {
            out.append("  ").append(suggestion.kind()).append(":\n");
            out.append("    each: ").append(quoted(suggestion.each())).append('\n');
            out.append("    # key: [")
                    .append(suggestion.fields().keySet().stream().findFirst().orElse("id"));
            out.append("]                # what identifies an item over pages and runs\n");
            out.append("    fields:\n");
            suggestion
                    .fields()
                    .forEach((name, field) -> out.append("      ")
                            .append(name)
                            .append(": ")
                            .append(form(field))
                            .append('\n'));
        }
    }

    /** The short form where it says everything. */
    private static String form(Suggestion.Field field) {
        boolean text = field.type() == FieldType.TEXT;
        if (text && field.attribute().isEmpty() != field.select().isEmpty()) {
            return quoted(field.select().isEmpty() ? "@" + field.attribute() : field.select());
        }
        StringJoiner form = new StringJoiner(", ", "{", "}");
        if (!field.select().isEmpty()) {
            form.add("select: " + quoted(field.select()));
        }
        if (!field.attribute().isEmpty()) {
            form.add("attr: " + quoted(field.attribute()));
        }
        if (!text || field.select().isEmpty()) {
            form.add("type: " + field.type().label());
        }
        return form.toString();
    }

    private static String quoted(String text) {
        return YamlTraps.quote(OneLine.of(text));
    }
}
