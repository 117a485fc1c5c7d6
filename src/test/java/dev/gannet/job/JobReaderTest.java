package dev.gannet.job;

import dev.gannet.extract.FieldSpec;
import dev.gannet.extract.FieldType;
import dev.gannet.extract.ItemSpec;
import dev.gannet.extract.Source;
import dev.gannet.flow.Condition;
import dev.gannet.flow.Step;
import dev.gannet.flow.Typed;
import dev.gannet.flow.Words;
import dev.gannet.job.Plan.Scope;
import dev.gannet.page.ScrollSpec;
import dev.gannet.session.BrowserSpec.ResourceKind;
import dev.gannet.web.PageUrl;
import dev.gannet.web.Rung;
import dev.gannet.web.Secret;
import dev.gannet.web.Selector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@Tag("fast")
class JobReaderTest {
    private static final String SIX_LINES = """
            start: https://quotes.toscrape.com/js/
            items:
              quote:
                each: .quote
                fields: {text: .text, author: .author, tags: {select: .tag, many: true}}
            """;

    @Test
    void sixLinesAreAJob() {
        Plan plan = read(SIX_LINES);

        assertThat(plan.name()).isEqualTo("quotes");
        assertThat(plan.starts()).containsExactly(PageUrl.of("https://quotes.toscrape.com/js/"));
        assertThat(plan.items()).hasSize(1);
        assertThat(plan.items().get(0).fields().get(2).many()).isTrue();
    }

    @Test
    void whatIsLeftOutHasTheDefaultOfTheReference() {
        Plan plan = read(SIX_LINES);

        assertThat(plan.politeness().delay()).isEqualTo(Duration.ofSeconds(1));
        assertThat(plan.politeness().parallel()).isEqualTo(1);
        assertThat(plan.politeness().robots()).isTrue();
        assertThat(plan.crawl().scope()).isEqualTo(Scope.HOST);
        assertThat(plan.crawl().depth()).isEmpty();
        assertThat(plan.limits())
                .isEqualTo(new Plan.LimitsSpec(Duration.ofSeconds(60), 3, 20_000_000, 10_000, 10_000, 0.01, 0.01));
        assertThat(plan.browser().profile()).isEqualTo("desktop");
        assertThat(plan.browser().userAgentSuffix()).isEqualTo("gannet/0.1");
        assertThat(plan.rung()).isEqualTo(Rung.RENDER);
        assertThat(plan.store()).isEqualTo("sqlite:/jobs/quotes.db");
        assertThat(plan.block(PageUrl.of("https://any.example/")).page().limit())
                .isEqualTo(Duration.ofSeconds(60));
    }

    @Test
    void everyBuiltKeyOfTheReferenceIsRead() throws IOException {
        Plan plan = everything();

        assertThat(plan.name()).isEqualTo("007");
        assertThat(plan.starts().stream().map(PageUrl::text))
                .containsExactly(
                        "https://shop.example/list?page=1",
                        "https://shop.example/list?page=2",
                        "https://shop.example/list?page=3",
                        "https://shop.example/extra",
                        "https://[::1]/x");
        assertThat(plan.crawl().follow()).containsExactly(Selector.css("a.product"), Selector.css("li.next a"));
        assertThat(plan.crawl().scope()).isEqualTo(Scope.SITE);
        assertThat(plan.crawl().exclude()).hasSize(2);
        assertThat(plan.crawl().depth()).hasValue(5);
        assertThat(plan.crawl().pages()).hasValue(1000);
        assertThat(plan.crawl().time()).contains(Duration.ofMinutes(30));
        assertThat(plan.politeness().delay()).isEqualTo(Duration.ofMillis(500));
        assertThat(plan.politeness().terms()).contains("https://shop.example/terms, read 2026-11-22");
        assertThat(plan.browser().userAgentSuffix()).isEqualTo("gannet/0.1 (+mailto:me@example.org)");
        assertThat(plan.browser().block()).containsExactlyInAnyOrder(ResourceKind.FONT, ResourceKind.MEDIA);
        assertThat(plan.browser().headers().values()).isEqualTo(Map.of("X-Key", "anna"));
        assertThat(plan.limits())
                .isEqualTo(new Plan.LimitsSpec(Duration.ofSeconds(30), 2, 5_000_000, 500, 10_000, 0.02, 0.05));
        assertThat(plan.store()).isEqualTo("postgresql://user@host:5432/db");
    }

    @Test
    void theFirstPageBlockThatMatchesWinsAndOneMatchesEveryPage() throws IOException {
        Plan plan = everything();

        Plan.PageBlock product = plan.block(PageUrl.of("https://shop.example/p/1"));
        assertThat(product.page().ready()).contains(Selector.css("h1"));
        assertThat(product.page().accepts(404)).isTrue();
        assertThat(product.page().reach().frames()).isTrue();
        assertThat(product.page().limit()).isEqualTo(Duration.ofSeconds(30));
        assertThat(plan.block(PageUrl.of("https://shop.example/list")).page().dismiss())
                .containsExactly(Selector.css("button.accept-cookies"));
        assertThat(plan.block(PageUrl.of("https://shop.example/list")).scroll())
                .contains(new ScrollSpec(
                        new ScrollSpec.Until.Seen(Selector.css(".end")),
                        Optional.of(Selector.css(".card")),
                        Optional.of(Selector.css("main")),
                        Duration.ofSeconds(45),
                        50));
        assertThat(plan.block(PageUrl.of("https://shop.example/list")).time()).isEqualTo(Duration.ofSeconds(75));
        assertThat(plan.block(PageUrl.of("https://shop.example/")).steps()).isEmpty();
    }

    @Test
    void stepsCarryTheirModifiersAndLines() throws IOException {
        List<Step> steps =
                everything().block(PageUrl.of("https://shop.example/p/1")).steps();

        assertThat(steps.get(0)).isInstanceOfSatisfying(Step.Click.class, click -> {
            assertThat(click.element()).isEqualTo(new Selector.Text("Show all", false));
            assertThat(click.modifiers())
                    .isEqualTo(new Step.Modifiers(
                            true,
                            false,
                            Duration.ofSeconds(10),
                            Step.Scene.HERE,
                            Step.Aftermath.NONE,
                            new Step.Where("", 19)));
        });
        assertThat(steps.get(1))
                .isInstanceOfSatisfying(
                        Step.Press.class, press -> assertThat(press.on()).contains(Selector.css("#q")));
        assertThat(steps.get(3)).isInstanceOfSatisfying(Step.WaitFor.class, wait -> {
            assertThat(wait.condition()).isEqualTo(new Condition.Is(Selector.css(".spinner"), Condition.State.GONE));
            assertThat(wait.modifiers().timeout()).isEqualTo(Duration.ofSeconds(3));
        });
        assertThat(steps.get(4))
                .isInstanceOfSatisfying(
                        Step.WaitFor.class,
                        wait -> assertThat(wait.condition())
                                .isEqualTo(new Condition.Is(
                                        new Selector.FirstOf(List.of(Selector.css(".a"), new Selector.Text("b", true))),
                                        Condition.State.VISIBLE)));
    }

    @Test
    void everyVerbHasItsFormInTheJob() {
        List<Step> steps = JobReader.read("""
                        start: https://shop.example/
                        page:
                          steps:
                            - double-click: td.cell
                            - hover: {text: Menu}
                            - check: "#terms"
                            - check: {box: "#news", on: false}
                            - check: {text: Yes}
                            - select: {in: "#size", option: 42}
                        items: {a: {fields: {b: h1}}}
                        """, Path.of("verbs.yaml"), List.of())
                .block(PageUrl.of("https://shop.example/"))
                .steps();

        assertThat(steps)
                .extracting(Step::words)
                .containsExactly(
                        "double-click td.cell",
                        "hover text \"Menu\"",
                        "check #terms",
                        "uncheck #news",
                        "check text \"Yes\"",
                        "select \"42\" in #size");
    }

    @Test
    void fieldsKnowShortAndLongForms() throws IOException {
        ItemSpec product = everything().items().get(0);

        assertThat(product.key()).containsExactly("sku");
        assertThat(field(product, "sku").source())
                .isEqualTo(new Source.Select(Optional.empty(), Optional.of("data-sku"), false));
        assertThat(field(product, "sku").required()).isTrue();
        assertThat(field(product, "name").source())
                .isEqualTo(new Source.Select(Optional.of(Selector.css("h1")), Optional.empty(), false));
        assertThat(field(product, "price").type()).isEqualTo(FieldType.MONEY);
        assertThat(field(product, "price").notation().locale()).contains(Locale.GERMANY);
        assertThat(field(product, "shop").source())
                .isEqualTo(new Source.Select(Optional.of(Selector.css("header .shop")), Optional.empty(), true));
        assertThat(field(product, "seen").source()).isEqualTo(new Source.Value("${page.url}"));
        assertThat(field(product, "image").source())
                .isEqualTo(new Source.Select(Optional.of(Selector.css("img")), Optional.of("src"), false));
        assertThat(field(product, "specs").type()).isEqualTo(FieldType.JSON);
        assertThat(field(product, "specs").source())
                .isInstanceOfSatisfying(
                        Source.Nested.class,
                        nested -> assertThat(nested.fields()).hasSize(2));
        assertThat(field(product, "brand").fallback()).contains("unknown");
    }

    @Test
    void fieldsSayHowTheirValuesAreWrittenAndInWhichColumnOfATable() {
        ItemSpec row =
                JobReader.read("""
                        start: https://shop.example/
                        items:
                          row:
                            each: {table: "#prices"}
                            fields:
                              price: {column: [Price, Preis], type: money, currency: CHF, absent: [n/a, "-"]}
                              link: {column: 2, select: a, attr: href}
                              id: {column: Name, select: "@data-id"}
                              seen: {column: Seen, type: datetime, format: [dd.MM.yyyy, d MMM yyyy], zone: Europe/Zurich}
                        """, Path.of("table.yaml"), List.of()).items().get(0);

        assertThat(row.each()).contains(new Selector.Rows("#prices"));
        assertThat(field(row, "price").source())
                .isEqualTo(new Source.Select(
                        Optional.of(new Selector.FirstOf(List.of(
                                new Selector.Column("Price", Optional.empty()),
                                new Selector.Column("Preis", Optional.empty())))),
                        Optional.empty(),
                        false));
        assertThat(field(row, "link").source())
                .isEqualTo(new Source.Select(
                        Optional.of(new Selector.Column("2", Optional.of(Selector.css("a")))),
                        Optional.of("href"),
                        false));
        assertThat(field(row, "id").source())
                .isEqualTo(new Source.Select(
                        Optional.of(new Selector.Column("Name", Optional.empty())), Optional.of("data-id"), false));
        assertThat(field(row, "price").notation().currency()).contains(Currency.getInstance("CHF"));
        assertThat(field(row, "price").notation().absent()).containsExactly("n/a", "-");
        assertThat(field(row, "seen").notation().zone()).contains(ZoneId.of("Europe/Zurich"));
        assertThat(field(row, "seen").notation().formats())
                .extracting(Object::toString)
                .containsExactly("dd.MM.yyyy", "d MMM yyyy");
    }

    @Test
    void theLoginHasItsSecretsFromTheEnvironmentAndNeverShowsThem() throws IOException {
        Plan plan = everything();

        assertThat(plan.login()).hasValueSatisfying(login -> {
            assertThat(login.start().text()).isEqualTo("https://shop.example/login");
            assertThat(login.steps().get(1))
                    .isInstanceOfSatisfying(
                            Step.Type.class,
                            type -> assertThat(type.what())
                                    .isEqualTo(new Typed.Text(new Words(List.of(
                                            new Words.Part.Plain("x"),
                                            new Words.Part.Hidden(new Secret("s3cr3t")),
                                            new Words.Part.Plain("y"))))));
        });
        assertThat(plan.toString()).doesNotContain("s3cr3t");
    }

    @Test
    void settingsOfTheCommandLineReplaceAndAdd() {
        Plan plan = JobReader.read(
                SIX_LINES,
                Path.of("/jobs/quotes.yaml"),
                List.of(
                        "politeness.delay=0s",
                        "start=http://127.0.0.1:8474/",
                        "items.quote.fields.text=.body",
                        "store=sqlite:/tmp/x.db"));

        assertThat(plan.politeness().delay()).isZero();
        assertThat(plan.starts()).containsExactly(PageUrl.of("http://127.0.0.1:8474/"));
        assertThat(field(plan.items().get(0), "text").source())
                .isEqualTo(new Source.Select(Optional.of(Selector.css(".body")), Optional.empty(), false));
        assertThat(plan.store()).isEqualTo("sqlite:/tmp/x.db");
    }

    @Test
    void aRangeKeepsItsPaddingAndAnIpv6AddressIsNone() {
        Plan plan = read(SIX_LINES.replace("https://quotes.toscrape.com/js/", "[\"http://[::1]:8080/[08-10]/[1-2]\"]"));

        assertThat(plan.starts().stream().map(PageUrl::text))
                .containsExactly(
                        "http://[::1]:8080/08/1",
                        "http://[::1]:8080/08/2",
                        "http://[::1]:8080/09/1",
                        "http://[::1]:8080/09/2",
                        "http://[::1]:8080/10/1",
                        "http://[::1]:8080/10/2");
    }

    private static FieldSpec field(ItemSpec item, String name) {
        return item.fields().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Plan everything() throws IOException {
        Path file = Path.of("src/test/resources/job/everything.yaml");
        Map<String, String> environment = Map.of("SHOP_USER", "anna", "SHOP_PASSWORD", "s3cr3t");
        return JobReader.read(
                Files.readString(file), file, List.of(), name -> Optional.ofNullable(environment.get(name)));
    }

    private static Plan read(String text) {
        return JobReader.read(text, Path.of("/jobs/quotes.yaml"), List.of());
    }

    @Test
    void allKindsOfSelectorsAreReadInSteps() {
        Map<String, Selector> forms = new LinkedHashMap<>();
        Selector.Text go = new Selector.Text("Go", false);
        forms.put("{role: button, name: Go}", new Selector.Role(Optional.of("button"), Optional.of(go)));
        forms.put("{role: button}", new Selector.Role(Optional.of("button"), Optional.empty()));
        forms.put("{name: Go}", new Selector.Role(Optional.empty(), Optional.of(go)));
        forms.put("{label: ~Go}", new Selector.Label(new Selector.Text("Go", true)));
        forms.put("{xpath: '//a[1]'}", new Selector.XPath("//a[1]"));
        forms.put("{xpath: '//tr[${var:n}]'}", new Selector.XPath("//tr[${var:n}]"));
        forms.put("{pierce: '.a > b'}", new Selector.Pierce(".a > b"));
        forms.put(
                "{inside: {inside: a, find: b}, find: {text: Go}}",
                new Selector.Inside(new Selector.Inside(Selector.css("a"), Selector.css("b")), go));
        for (String css : List.of(
                "a:hover",
                ":where(a, b)",
                "input:checked",
                "a:nth-child(${var:n})",
                "[id='${var:n}']",
                "#a-${var:n} b",
                "[class~=foo]",
                ":is(a):not(:disabled)",
                "p:lang(en)",
                ":host(.a) b",
                "${var:all}")) {
            forms.put('"' + css + '"', Selector.css(css));
        }
        forms.forEach((form, selector) -> {
            Plan plan = JobReader.read(
                    "start: https://a.example/\nitems: {x: {fields: {a: h1}}}\npage: {steps: [{click: " + form
                            + "}, {wait: " + form
                            + "}, {script: {code: return 1, as: n}}, {script: {code: return 1, as: all}}]}\n",
                    Path.of("x.yaml"),
                    List.of());
            assertThat(plan.pages().get(0).steps().get(0))
                    .as(form)
                    .isInstanceOfSatisfying(
                            Step.Click.class, step -> assertThat(step.element()).isEqualTo(selector));
            assertThat(plan.pages().get(0).steps().get(1))
                    .as(form)
                    .isInstanceOfSatisfying(
                            Step.WaitFor.class,
                            step -> assertThat(step.condition())
                                    .isEqualTo(new Condition.Is(selector, Condition.State.VISIBLE)));
        });
    }

    @Test
    void aPageIsToldByAnyKindOfSelectorAndExtractedByPathsToo() {
        Plan plan = JobReader.read(
                "start: https://a.example/\nitems: {x: {each: {xpath: //tr}, fields: {a: {select: {xpath: td}}}}}\n"
                        + "page: {ready: {role: main}, blocked: [.a, {label: Code}]}\ncrawl: {follow: {xpath: //nav//a}}\n",
                Path.of("x.yaml"),
                List.of());
        assertThat(plan.items().get(0).each()).contains(new Selector.XPath("//tr"));
        assertThat(plan.crawl().follow()).containsExactly(new Selector.XPath("//nav//a"));
        assertThat(plan.pages().get(0).page().ready())
                .contains(new Selector.Role(Optional.of("main"), Optional.empty()));
    }
}
