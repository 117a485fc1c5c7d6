package dev.gannet.job;

import dev.gannet.extract.FieldType;
import dev.gannet.extract.Suggestion;
import dev.gannet.extract.Suggestion.Field;
import dev.gannet.web.PageUrl;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class NewJobTest {
    private static final PageUrl URL = PageUrl.of("https://shop.example/list?q=\"a\"&b='#/x'");

    @Test
    void aJobWithoutSuggestionsIsReadAsItStands() {
        Plan plan = read(NewJob.write(URL, List.of()));

        assertThat(plan.starts()).containsExactly(URL);
        assertThat(plan.items()).hasSize(1);
    }

    @Test
    void aJobWithSuggestionsIsReadAsItStands() {
        Map<String, Field> fields = new LinkedHashMap<>();
        fields.put("sku", new Field("", "data-sku", FieldType.TEXT, "A1"));
        fields.put("name", new Field("a[title=\"x\"], h2", "", FieldType.TEXT, "x"));
        fields.put("self", new Field("", "", FieldType.TEXT, "x"));
        fields.put("link", new Field("a", "href", FieldType.URL, "/x"));
        fields.put("price", new Field("#price", "", FieldType.MONEY, "3 EUR"));

        Plan plan = read(NewJob.write(URL, List.of(new Suggestion("product", "li.product", 3, fields))));

        assertThat(plan.items()).singleElement().satisfies(item -> {
            assertThat(item.kind()).isEqualTo("product");
            assertThat(item.fields()).hasSize(5);
        });
    }

    @Test
    void theLinesThatAreCommentedOutAreAJobTooOnceTheCommentIsTaken() {
        String text = NewJob.write(URL, List.of()).replaceAll("(?m)^# (crawl:|  |page:|politeness:|store:)", "$1");

        Plan plan = read(text);

        assertThat(plan.crawl().pages()).hasValue(100);
        assertThat(plan.store()).startsWith("postgresql:");
    }

    private static Plan read(String text) {
        return JobReader.read(text, Path.of("new.yaml"), List.of());
    }
}
