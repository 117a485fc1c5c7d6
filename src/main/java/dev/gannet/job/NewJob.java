package dev.gannet.job;

import dev.gannet.extract.Expectation;
import dev.gannet.extract.FieldSpec;
import dev.gannet.extract.FieldType;
import dev.gannet.extract.ItemSpec;
import dev.gannet.extract.Proposal;
import dev.gannet.extract.Source;
import dev.gannet.extract.Suggestion;
import dev.gannet.web.OneLine;
import dev.gannet.web.PageUrl;
import dev.gannet.web.Selector;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Writes the job that an author starts from. Stateless and thread-safe. */
public final class NewJob {
    static final String HEAD = """
            # yaml-language-server: $schema=gannet.schema.json
            # (gannet schema > gannet.schema.json lets an editor complete and check this file)
            # Next: gannet check THIS.yaml, then gannet run THIS.yaml
            """;

    private static final int MOST_PAGES = 1000;

    private NewJob() {}

    /**
     * @param url the page
     * @param proposal what was seen on it; without kinds of items an example stands in their place
     * @return a commented job that {@link JobReader} accepts and that runs as it stands
     */
    public static String write(PageUrl url, Optional<Proposal> proposal) {
        StringBuilder out = new StringBuilder(HEAD);
        out.append("\nstart: ").append(YamlTraps.quote(OneLine.of(url.text()))).append("\n\n");
        List<Selector> follow = proposal.map(Proposal::follow).orElse(List.of());
        if (follow.isEmpty()) {
            out.append("""
                    # Follow links to more pages. Without this, only the start is read.
                    # crawl:
                    #   follow: [a.next]          # selectors of links, or: all
                    #   include: ["**/p/*"]       # only URLs like this
                    #   pages: 100
                    """);
        } else {
            out.append("# Links to more pages that were seen on this one.\n");
            out.append("crawl:\n").append(YamlWriter.entries(crawl(follow), 2));
            out.append("  # include: [\"**/p/*\"]         # only URLs like this\n");
        }
        page(out, proposal);
        items(out, proposal);
        out.append("""

                # A start every second on one host is the default, and robots.txt is obeyed.
                # politeness: {delay: 1s, contact: mailto:you@example.org}

                # Rows go into a SQLite file beside this one, or into PostgreSQL:
                # store: postgresql://user@localhost/db
                """);
        return out.toString();
    }

    /** @return the same without the comments: what a person copies from a terminal */
    public static String brief(PageUrl url, Proposal proposal) {
        Map<String, Object> job = new LinkedHashMap<>();
        if (!proposal.follow().isEmpty()) {
            job.put("crawl", crawl(proposal.follow()));
        }
        if (!proposal.dismiss().isEmpty() || proposal.scroll()) {
            job.put("page", block(proposal));
        }
        StringBuilder out = new StringBuilder("start: ")
                .append(YamlTraps.quote(OneLine.of(url.text())))
                .append('\n')
                .append(YamlWriter.entries(job, 0));
        return out.append("items:\n").append(kinds(proposal)).toString();
    }

    private static Map<String, Object> crawl(List<Selector> follow) {
        Map<String, Object> crawl = new LinkedHashMap<>();
        crawl.put("follow", oneOrList(follow));
        crawl.put("pages", MOST_PAGES);
        return crawl;
    }

    private static void page(StringBuilder out, Optional<Proposal> proposal) {
        Map<String, Object> block = proposal.map(NewJob::block).orElse(Map.of());
        out.append("\n# How a page is brought up. It is ready by itself once the items are there.\n");
        if (!block.isEmpty()) {
            out.append("page:\n").append(YamlWriter.entries(block, 2));
            out.append("  # ready: h1\n");
        } else {
            out.append("""
                    # page:
                    #   ready: h1
                    #   dismiss: [button.accept-cookies]
                    """);
        }
        out.append(block.isEmpty() ? """
                #   steps:
                #     - click: button.more
                #       if-present: true

                """ : "\n");
    }

    private static Map<String, Object> block(Proposal proposal) {
        Map<String, Object> block = new LinkedHashMap<>();
        if (proposal.frames()) {
            block.put("frames", "same-origin");
        }
        if (!proposal.dismiss().isEmpty()) {
            block.put("dismiss", oneOrList(proposal.dismiss()));
        }
        if (proposal.scroll()) {
            block.put("scroll", "stable");
        }
        return block;
    }

    private static void items(StringBuilder out, Optional<Proposal> proposal) {
        out.append("# What is taken from each page. Each kind becomes a table, each field a column.\n");
        out.append("items:\n");
        if (proposal.filter(seen -> !seen.kinds().isEmpty()).isEmpty()) {
            out.append(
                    "  page:                         # one row a page; give a kind `each: SELECTOR` for one row an element\n");
            out.append("    fields:\n");
            out.append("      title: title\n");
            out.append("      heading: {select: h1, default: \"\"}\n");
            out.append("      url: {value: \"${page.url}\"}\n");
        }
        proposal.ifPresent(seen -> {
            out.append(kinds(seen));
            seen.also()
                    .forEach(line -> out.append("  # also here: ")
                            .append(OneLine.of(line))
                            .append('\n'));
        });
    }

    private static String kinds(Proposal proposal) {
        return proposal.kinds().stream().map(NewJob::kind).collect(Collectors.joining());
    }

    private static String kind(Suggestion suggestion) {
        ItemSpec spec = suggestion.spec();
        Map<String, Object> body = new LinkedHashMap<>();
        if (!spec.at().isEmpty()) {
            body.put(
                    "at",
                    spec.at().size() == 1
                            ? spec.at().get(0).toString()
                            : spec.at().stream().map(Object::toString).toList());
        }
        spec.each().ifPresent(each -> body.put("each", form(each)));
        if (!spec.table().equals(spec.kind())) {
            body.put("table", spec.table());
        }
        if (!spec.key().isEmpty()) {
            body.put("key", spec.key().size() == 1 ? spec.key().get(0) : spec.key());
        }
        if (spec.expect().counter().orElse(null) instanceof Expectation.Shown shown) {
            body.put("expect", Map.of("counter", form(shown.selector())));
        }
        String head = "  " + spec.kind() + ":";
        String seen = spec.each().isPresent() && spec.at().isEmpty()
                ? " ".repeat(Math.max(1, 33 - head.length())) + "# " + suggestion.count() + " on this page"
                : "";
        return head + seen + '\n' + YamlWriter.entries(body, 4) + "    fields:\n"
                + YamlWriter.entries(fields(spec.fields()), 6);
    }

    private static Map<String, Object> fields(List<FieldSpec> fields) {
        Map<String, Object> forms = new LinkedHashMap<>();
        fields.forEach(field -> forms.put(field.name(), form(field)));
        return forms;
    }

    /** The short form where it says everything. */
    private static Object form(FieldSpec field) {
        Map<String, Object> form = new LinkedHashMap<>();
        if (field.source() instanceof Source.Nested nested) {
            form.put("each", form(nested.each()));
            form.put("fields", fields(nested.fields()));
            return form;
        }
        if (field.source() instanceof Source.Value value) {
            form.put("value", value.template());
        } else if (field.source() instanceof Source.Select select) {
            boolean own = select.selector().isEmpty();
            select.selector().ifPresent(selector -> form.put("select", form(selector)));
            if (own && select.attribute().isPresent() && field.type() != FieldType.TEXT) {
                form.put("attr", select.attribute().get());
            } else if (own && select.attribute().isPresent()) {
                form.put("select", "@" + select.attribute().get());
            } else {
                select.attribute().ifPresent(name -> form.put("attr", name));
            }
        }
        if (field.type() != FieldType.TEXT || form.isEmpty()) {
            form.put("type", field.type().label());
        }
        field.notation().locale().ifPresent(locale -> form.put("locale", locale.toLanguageTag()));
        if (field.many()) {
            form.put("many", true);
        }
        if (field.required()) {
            form.put("required", true);
        }
        return form.size() == 1 && form.containsKey("select") ? form.get("select") : form;
    }

    private static Object form(Selector selector) {
        return selector instanceof Selector.FirstOf list
                ? list.choices().stream().map(NewJob::form).toList()
                : selector.toString();
    }

    private static Object oneOrList(List<Selector> selectors) {
        return selectors.size() == 1
                ? form(selectors.get(0))
                : selectors.stream().map(NewJob::form).toList();
    }
}
