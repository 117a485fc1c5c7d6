package dev.gannet.job;

import dev.gannet.extract.Expectation;
import dev.gannet.extract.FieldSpec;
import dev.gannet.extract.FieldType;
import dev.gannet.extract.ItemSpec;
import dev.gannet.extract.Proposal;
import dev.gannet.extract.Source;
import dev.gannet.extract.Suggestion;
import dev.gannet.web.PageUrl;
import dev.gannet.web.Selector;
import dev.gannet.web.UrlGlob;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@Tag("fast")
class NewJobTest {
    private static final PageUrl URL = PageUrl.of("https://shop.example/list?q=\"a\"&b='#/x'");

    @Test
    void aJobWithoutSuggestionsIsReadAsItStands() {
        Plan plan = read(NewJob.write(URL, Optional.empty()));

        assertThat(plan.starts()).containsExactly(URL);
        assertThat(plan.items()).hasSize(1);
    }

    @Test
    void aJobWithWhatWasSeenIsReadAsItStands() {
        FieldSpec sku = field("sku", own("data-sku"), FieldType.TEXT, false, true);
        FieldSpec self = field("self", own(""), FieldType.TEXT, false, false);
        FieldSpec name = field("name", css("a[title=\"x\"], h2", ""), FieldType.TEXT, false, false);
        FieldSpec link = field("link", own("href"), FieldType.URL, false, false);
        FieldSpec price = field("price", css("#price", ""), FieldType.MONEY, false, false);
        FieldSpec tags = field("tags", css(".tag", "title"), FieldType.TEXT, true, false);
        FieldSpec specs = field(
                "specs",
                new Source.Nested(Selector.css(".specs tr"), List.of(name, price)),
                FieldType.JSON,
                false,
                false);
        FieldSpec seen = field("seen", new Source.Value("${page.url}"), FieldType.URL, false, false);
        List<FieldSpec> fields = List.of(sku, self, name, link, price, tags, specs, seen);
        ItemSpec order = new ItemSpec(
                        "order",
                        "orders",
                        List.of(),
                        Optional.of(Selector.css("li[data-x^=\"a/\"]")),
                        List.of("sku"),
                        fields)
                .expecting(new Expectation(
                        Optional.empty(),
                        Optional.empty(),
                        Map.of(),
                        Optional.of(new Expectation.Shown(Selector.css("#total"))),
                        true));
        ItemSpec page = new ItemSpec(
                "order_page",
                "orders",
                List.of(UrlGlob.of("**/p/*")),
                Optional.empty(),
                List.of("sku"),
                List.of(sku, seen));
        Proposal proposal = new Proposal(
                List.of(new Suggestion(order, 3), new Suggestion(page, 3)),
                List.of(Selector.css("li a"), Selector.css("#next")),
                true,
                true,
                List.of(Selector.css("button.ok")),
                List.of(),
                List.of("4 × li.x"));

        for (String text : List.of(NewJob.write(URL, Optional.of(proposal)), NewJob.brief(URL, proposal))) {
            Plan plan = read(text);
            assertThat(plan.items()).containsExactly(order, page);
            assertThat(plan.starts()).containsExactly(URL);
            assertThat(plan.crawl().follow()).isEqualTo(proposal.follow());
            assertThat(plan.crawl().pages()).hasValue(1000);
            assertThat(plan.pages().get(0).page().dismiss()).isEqualTo(proposal.dismiss());
            assertThat(plan.pages().get(0).page().reach().frames()).isTrue();
            assertThat(plan.pages().get(0).scroll()).isPresent();
        }
    }

    private static FieldSpec field(String name, Source source, FieldType type, boolean many, boolean required) {
        return new FieldSpec(name, source, type, many, required, Optional.empty(), Optional.empty());
    }

    private static Source own(String attribute) {
        return new Source.Select(Optional.empty(), Optional.of(attribute).filter(name -> !name.isEmpty()), false);
    }

    private static Source css(String css, String attribute) {
        return new Source.Select(
                Optional.of(Selector.css(css)), Optional.of(attribute).filter(name -> !name.isEmpty()), false);
    }

    @Test
    void theLinesThatAreCommentedOutAreAJobTooOnceTheCommentIsTaken() {
        String text =
                NewJob.write(URL, Optional.empty()).replaceAll("(?m)^# (crawl:|  |page:|politeness:|store:)", "$1");

        Plan plan = read(text);

        assertThat(plan.crawl().pages()).hasValue(100);
        assertThat(plan.store()).startsWith("postgresql:");
    }

    private static Plan read(String text) {
        return JobReader.read(text, Path.of("new.yaml"), List.of());
    }
}
