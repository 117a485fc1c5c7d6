package dev.gannet.crawl;

import dev.gannet.extract.Extraction;
import dev.gannet.extract.Extraction.Cause;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@Tag("fast")
class MisreadingsTest {
    private static final String WANTED = "wanted a whole number such as 1200";

    private static Extraction.Problem problem(String field, Cause cause, String found, String told) {
        return new Extraction.Problem("product", 0, field, cause, found, told);
    }

    private static void add(Misreadings all, String url, Extraction.Problem problem) {
        all.add(problem, url, text -> text.replace("hunter2", "[secret]"));
    }

    @Test
    void oneFieldsTextsAreCountedTogetherAndTheFirstDifferentOnesShown() {
        Misreadings page = new Misreadings();
        for (String text : List.of("many", "many", "few", "hunter2", "some", "none")) {
            add(page, "http://a.example/hunter2", problem("stock", Cause.UNREADABLE, text, WANTED));
        }
        Misreadings run = new Misreadings();
        run.add(page);
        run.add(page);
        assertThat(run.most())
                .containsExactly(new RunSummary.Misreading(
                        "product",
                        "stock",
                        Cause.UNREADABLE,
                        WANTED,
                        12,
                        List.of(
                                new RunSummary.Example("many", "http://a.example/[secret]"),
                                new RunSummary.Example("few", "http://a.example/[secret]"),
                                new RunSummary.Example("[secret]", "http://a.example/[secret]"))));
        assertThat(page.lines())
                .containsExactly("product.stock: found 'many', 'few', '[secret]', " + WANTED + " (6 values)");
    }

    @Test
    void whatIsMissingComesBeforeWhatIsAssumed() {
        Misreadings all = new Misreadings();
        for (int i = 0; i < 5; i++) {
            add(all, "u", problem("seen", Cause.ASSUMED, "22.11.2026", "taken as 00:00 UTC"));
        }
        add(all, "u", problem("sku", Cause.MISSING, "", "required, but not found; the item was left out"));
        add(all, "u", problem("price", Cause.UNREADABLE, "free", "wanted an amount"));
        add(all, "u", problem("price", Cause.UNREADABLE, "soon", "wanted an amount"));
        assertThat(all.most()).extracting(RunSummary.Misreading::field).containsExactly("price", "sku", "seen");
    }

    @Test
    void noneIsLostWhenThereAreMoreReasonsThanAreToldApart() {
        Misreadings all = new Misreadings();
        for (int i = 0; i < 1000; i++) {
            add(all, "u", problem("f" + i, Cause.UNREADABLE, "x", WANTED));
        }
        assertThat(all.most()).hasSizeLessThan(210);
        assertThat(all.most().stream().mapToLong(RunSummary.Misreading::count).sum())
                .isEqualTo(1000);
    }
}
