package dev.gannet.crawl;

import dev.gannet.frontier.Breach;
import dev.gannet.kit.Answer;
import dev.gannet.kit.LocalSite;
import dev.gannet.web.Completeness;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static dev.gannet.kit.Answer.html;
import static org.assertj.core.api.Assertions.assertThat;

/** A run that did not find all that there is says so, names what is missing, and keeps what it saw. */
@Tag("fast")
class CompletenessRunTest {
    private static final String JOB = """
            start: %s/list
            crawl: {follow: [a.next]}
            items:
              product:
                each: .product
                key: [sku]
                fields:
                  sku: "@data-sku"
                  name: h2
                  price: {select: .price, type: money}
            politeness: {delay: 0s, parallel: 4}
            limits: {page: 20s, attempts: 1}
            ladder: static
            """;

    @TempDir
    Path folder;

    private final LocalSite site = LocalSite.open();
    private String nameClass = "h2";
    private String price = "9.90 EUR";
    private String counter = "";

    private final Map<Integer, String> lists = new ConcurrentHashMap<>();

    @BeforeEach
    void pages() {
        list(60);
        site.on(
                "/list",
                (request, wire) -> html(lists.get(request.number("page", 1))).give(request, wire));
    }

    @AfterEach
    void close() {
        site.close();
    }

    /** Three pages of twenty, as far as there are so many. */
    private void list(int products) {
        for (int page = 1; page <= 3; page++) {
            String items = IntStream.rangeClosed(20 * page - 19, Math.min(20 * page, products))
                    .mapToObj(number -> "<div class=product data-sku=s" + number + "><" + nameClass + ">P" + number
                            + "</" + nameClass + "><i class=price>" + price + "</i></div>")
                    .collect(Collectors.joining());
            String next = page < 3 ? "<a class=next href='/list?page=" + (page + 1) + "'>next</a>" : "";
            lists.put(page, "<p class=n>" + counter + "</p>" + items + next);
        }
    }

    private JobOnDisk job(String expect) throws Exception {
        String text = JOB.formatted(site.base());
        return new JobOnDisk(
                folder,
                "shop",
                expect.isEmpty() ? text : text.replace("    fields:", "    expect: " + expect + "\n    fields:"));
    }

    private static List<String> told(RunSummary summary) {
        return summary.breaches().stream()
                .map(breach -> breach.verdict().label() + " " + breach.rule() + " "
                        + breach.kind().orElse("")
                        + breach.field().map(field -> "." + field).orElse("") + ": " + breach.message())
                .toList();
    }

    private static void incomplete(RunSummary summary, Completeness verdict) {
        assertThat(summary.end()).as("%s", summary).isEqualTo(RunSummary.End.INCOMPLETE);
        assertThat(summary.verdict()).contains(verdict);
    }

    private static void complete(RunSummary summary) {
        assertThat(told(summary)).isEmpty();
        assertThat(summary.end()).isEqualTo(RunSummary.End.COMPLETE);
        assertThat(summary.verdict()).contains(Completeness.COMPLETE);
    }

    @Test
    void whatIsExpectedAndThereIsComplete() throws Exception {
        counter = "1-20 of 60 products";
        list(60);
        JobOnDisk job = job("{min: 50, max: 60, coverage: {price: 100%, name: 0.95}, counter: .n, page: {count: 20}}");

        complete(job.run());
        assertThat(job.rows("SELECT verdict FROM gannet_run")).containsExactly("complete");
        assertThat(job.rows("SELECT DISTINCT verdict FROM gannet_page")).containsExactly("complete");
        assertThat(job.rows("SELECT kind, row_count, items, lacking, verdict FROM gannet_run_kind"))
                .containsExactly("product|60|60||complete");
    }

    @Test
    void fewerOrMoreThanExpectedIsTold() throws Exception {
        RunSummary few = job("{min: 61}").run();
        incomplete(few, Completeness.PARTIAL);
        assertThat(told(few)).containsExactly("partial expect.min product: 60 different items, expected: at least 61");

        RunSummary many = job("{max: 59}").run();
        incomplete(many, Completeness.SUSPECT);
        assertThat(told(many)).containsExactly("suspect expect.max product: 60 different items, expected: at most 59");
    }

    @Test
    void anItemOnTwoPagesCountsOnce() throws Exception {
        lists.put(3, "<div class=product data-sku=s1><h2>P1</h2><i class=price>9.90 EUR</i></div>");
        RunSummary summary = job("{count: 40}").run();
        complete(summary);
    }

    @Test
    void aPageWithFewerItemsThanExpectedIsKept() throws Exception {
        list(45);
        JobOnDisk job = job("{page: {min: 20}}");

        RunSummary summary = job.run();

        incomplete(summary, Completeness.PARTIAL);
        assertThat(summary.breaches()).singleElement().satisfies(breach -> {
            assertThat(breach.message()).isEqualTo("5 items on the page, expected: at least 20");
            assertThat(breach.example()).contains(site.url("/list?page=3"));
            assertThat(Files.readString(Path.of(breach.evidence().orElseThrow())))
                    .contains("P45")
                    .doesNotContain("P40");
        });
        assertThat(job.rows("SELECT url FROM gannet_page WHERE verdict = 'partial'"))
                .containsExactly(site.url("/list?page=3"));
    }

    @Test
    void aPriceThatIsNoneIsNamedWithItsTextAndItsPage() throws Exception {
        price = "on request";
        list(60);
        RunSummary summary = job("{coverage: {price: 95%}}").run();

        incomplete(summary, Completeness.PARTIAL);
        assertThat(summary.breaches()).singleElement().satisfies(breach -> {
            assertThat(breach.field()).contains("price");
            assertThat(breach.message()).isEqualTo("0 of 60 items (0%) have a value in price, expected: 95%");
            assertThat(breach.example().orElseThrow()).startsWith(site.url("/list"));
            assertThat(Path.of(breach.evidence().orElseThrow())).content().contains("on request");
        });
        assertThat(job("").rows("SELECT DISTINCT message FROM gannet_breach WHERE page IS NOT NULL"))
                .singleElement()
                .asString()
                .startsWith("20 of 20 items without a value in price: ")
                .contains("on request");
    }

    @Test
    void aListThatIsShorterThanItsPagesSayIsPartial() throws Exception {
        counter = "60 products";
        list(60);
        String last = "<p class=n>60 products</p><div class=product data-sku=s41><h2>P41</h2>"
                + "<i class=price>9.90 EUR</i></div>";
        lists.put(3, last);
        RunSummary summary = job("{counter: .n}").run();

        incomplete(summary, Completeness.PARTIAL);
        assertThat(told(summary))
                .containsExactly(
                        "partial expect.counter product: 41 items read of a list of 60 (expect.counter), on 3 pages");
        assertThat(summary.breaches().get(0).example()).contains(site.url("/list"));
        assertThat(job("").rows("SELECT example FROM gannet_breach")).containsExactly(site.url("/list"));
    }

    @Test
    void aRunThatTakesInAFewPagesOfAListIsPartialAndNoBreach() throws Exception {
        counter = "60 products";
        list(60);
        RunSummary summary = job("{counter: .n}").run("crawl.pages=2");
        assertThat(summary.end()).isEqualTo(RunSummary.End.BOUNDED);
        assertThat(told(summary)).isEmpty();
        assertThat(summary.verdict()).contains(Completeness.PARTIAL);
    }

    @Test
    void aCounterThatIsNowhereIsSuspect() throws Exception {
        counter = "many products";
        list(60);
        RunSummary summary = job("{counter: .n}").run();
        incomplete(summary, Completeness.SUSPECT);
        assertThat(told(summary)).singleElement().asString().contains("no page says how many there are");
        assertThat(summary.misreadings())
                .extracting(one -> one.name() + ": " + one.told())
                .contains("product.expect.counter: \"many products\" tells no number of items");
    }

    @Test
    void ariaSetsizeIsHeardWithoutAWordOfTheJobUnlessItSaysNone() throws Exception {
        site.on(
                "/one",
                html("<ul>"
                        + IntStream.rangeClosed(1, 12)
                                .mapToObj(number ->
                                        "<li class=product data-sku=s" + number + " aria-setsize=5000 aria-posinset="
                                                + number + "><h2>P</h2><i class=price>1 EUR</i></li>")
                                .collect(Collectors.joining())));
        String start = "start=" + site.url("/one");
        JobOnDisk job =
                new JobOnDisk(folder, "aria", JOB.formatted(site.base()).replace("crawl: {follow: [a.next]}\n", ""));
        RunSummary summary = job.run(start);
        incomplete(summary, Completeness.PARTIAL);
        assertThat(told(summary))
                .containsExactly(
                        "partial aria-setsize product: 12 items read, and there are 5000, says the page (aria-setsize)");
        assertThat(summary.breaches().get(0).evidence()).isPresent();
        complete(job.run(start, "items.product.expect.counter=none"));
    }

    @Test
    void aRenamedClassIsSuspectByTheRunsBeforeAndStaysSo() throws Exception {
        JobOnDisk job = job("");
        complete(job.run());
        complete(job.run());
        nameClass = "h3";
        list(60);
        for (int run = 1; run <= 6; run++) {
            RunSummary summary = job.run();
            incomplete(summary, Completeness.SUSPECT);
            assertThat(summary.breaches()).singleElement().satisfies(breach -> {
                assertThat(breach.field()).contains("name");
                assertThat(breach.message())
                        .startsWith("0 of 60 items (0%) have a value in name, and 100% in the last complete runs")
                        .contains("expect: {coverage: {name: 0%}}");
                assertThat(breach.evidence()).isPresent();
            });
        }
        assertThat(job.rows("SELECT name FROM product WHERE sku = 's1'"))
                .as("what is known stays")
                .containsExactly("P1");
        complete(job("{coverage: {name: 0%}}").run());
    }

    @Test
    void aShortListIsSuspectByTheRunsBefore() throws Exception {
        JobOnDisk job = job("");
        complete(job.run());
        list(31);
        complete(job.run());
        list(21);
        RunSummary summary = job.run();
        incomplete(summary, Completeness.SUSPECT);
        assertThat(told(summary))
                .containsExactly(
                        "suspect last runs product: 21 different items, and 46 in the last complete runs; if that"
                                + " is right, say so with expect: {min: 21}");
        complete(job("{min: 21}").run());
    }

    @Test
    void runsThatTakeInOtherPagesAreNoMeasure() throws Exception {
        JobOnDisk job = job("");
        complete(job.run());
        RunSummary summary = job.run("crawl.pages=1");
        assertThat(told(summary)).isEmpty();
        assertThat(summary.end()).isEqualTo(RunSummary.End.BOUNDED);
    }

    @Test
    void aFewEmptyFieldsAreNoNews() throws Exception {
        JobOnDisk job = job("");
        complete(job.run());
        String items = IntStream.rangeClosed(1, 10)
                .mapToObj(number -> "<div class=product data-sku=s" + number + ">" + (number == 3 ? "" : "<h2>P</h2>")
                        + "<i class=price>1 EUR</i></div>")
                .collect(Collectors.joining());
        lists.put(1, items + "<a class=next href='/list?page=2'>next</a>");
        complete(job.run());
        assertThat(job.rows("SELECT lacking FROM gannet_run_kind ORDER BY run DESC LIMIT 1"))
                .containsExactly("name=1");
    }

    @Test
    void aPageWithMoreItemsThanExpectedIsSuspect() throws Exception {
        RunSummary summary = job("{page: {max: 19}}").run();
        incomplete(summary, Completeness.SUSPECT);
        assertThat(told(summary)).contains("suspect expect.page product: 20 items on the page, expected: at most 19");
    }

    @Test
    void aPageThatIsAloneSaysItselfHowManyAreMissing() throws Exception {
        counter = "20 products";
        list(12);
        RunSummary summary = job("{counter: .n}").run("crawl={scope: host}");
        incomplete(summary, Completeness.PARTIAL);
        assertThat(told(summary))
                .containsExactly(
                        "partial expect.counter product: 12 items read, and there are 20, says the page (expect.counter)");
        assertThat(summary.breaches().get(0).evidence()).isPresent();
    }

    @Test
    void moreItemsThanAListIsSaidToHaveAreSuspect() throws Exception {
        counter = "1-20 of 40 products";
        list(60);
        RunSummary summary = job("{counter: .n}").run();
        incomplete(summary, Completeness.SUSPECT);
        assertThat(told(summary))
                .containsExactly(
                        "suspect expect.counter product: 60 items read of a list of 40 (expect.counter), on 3 pages");
    }

    @Test
    void aKindOfAFewMayComeAndGo() throws Exception {
        list(4);
        JobOnDisk job = job("");
        complete(job.run());
        list(1);
        complete(job.run());
    }

    @Test
    void aRunThatReadsOnlyWhatHasChangedIsNotComparedByNumber() throws Exception {
        JobOnDisk job = job("");
        complete(job.run());
        list(3);
        complete(job.run("crawl={follow: [a.next], since: 7d}"));
    }

    @Test
    void aFieldThatHadValuesInNearlyAllAndHasThemInNoneIsSeenOnAPage() throws Exception {
        JobOnDisk job = job("");
        price = "9.90 EUR</i><i>";
        list(60);
        lists.put(1, lists.get(1).replaceFirst("class=price", "class=none"));
        complete(job.run());
        list(60);
        lists.replaceAll((page, html) -> html.replace("class=price", "class=cost"));
        RunSummary summary = job.run();
        incomplete(summary, Completeness.SUSPECT);
        assertThat(summary.breaches()).singleElement().satisfies(breach -> {
            assertThat(breach.field()).contains("price");
            assertThat(breach.example()).isPresent();
            assertThat(breach.evidence()).isPresent();
        });
    }

    @Test
    void aPageThatWasCutIsPartialItself() throws Exception {
        JobOnDisk job = job("");
        job.run("limits.size=500B");
        assertThat(job.explain(site.url("/list"), false))
                .contains("completeness: partial")
                .anyMatch(line -> line.startsWith("limits.size: cut at 500 of "));
    }

    @Test
    void aKindThatFindsNothingInItsFirstRunIsSuspectUnlessTheJobSaysSo() throws Exception {
        lists.put(1, "<h1>nothing</h1>");
        JobOnDisk job = new JobOnDisk(folder, "none", JOB.formatted(site.base()));
        RunSummary summary = job.run();
        incomplete(summary, Completeness.SUSPECT);
        assertThat(summary.breaches()).singleElement().satisfies(breach -> {
            assertThat(breach.kind()).contains("product");
            assertThat(breach.rule()).isEqualTo("nothing found");
            assertThat(breach.message())
                    .isEqualTo("no item of this kind was found on 1 page: on " + site.url("/list")
                            + " .product matches nothing; if that is right, say so with expect: {min: 0}");
        });
        incomplete(job.run(), Completeness.SUSPECT);
        complete(job.run("items.product.expect={min: 0}"));
        // The medians of complete runs are no reason either, once the job has said it.
        complete(job.run("items.product.expect={min: 0}"));
        lists.put(1, "<a href='/list?page=2' class=next>next</a>");
        incomplete(job.run("crawl.pages=1"), Completeness.SUSPECT);
    }

    @Test
    void aPageThatWasNotReadyNamesWhatWasAwaitedInTheRunsVerdict() throws Exception {
        lists.put(1, "<h1>nothing</h1>");
        JobOnDisk job = new JobOnDisk(
                folder,
                "late",
                JOB.formatted(site.base()).replace("each: .product", "at: \"**/list*\"\n    each: .product"));
        RunSummary summary = job.run();
        incomplete(summary, Completeness.PARTIAL);
        assertThat(summary.breaches()).extracting(Breach::rule).containsExactly("ready");
        assertThat(summary.breaches().get(0).message()).contains("still awaited: product");
        assertThat(summary.breaches().get(0).evidence()).isPresent();
        assertThat(job.rows("SELECT pending, waited_ms IS NOT NULL FROM gannet_page"))
                .containsExactly("product|1");
        assertThat(job.explain(site.url("/list"), false))
                .anyMatch(line -> line.matches("waited: \\d+ ms; still awaited: product"))
                .contains("completeness: partial")
                .anyMatch(line -> line.startsWith("ready: never ready: ")
                        && line.contains("still awaited: product; as it was read: "));
    }

    @Test
    void aPageThatLeadsToALoginIsNoItem() throws Exception {
        String form = "<h1>Sign in</h1><form><input name=user><input type=password name=pass></form>";
        try (LocalSite members = LocalSite.open()) {
            members.on("/secure", Answer.redirect("/account/login?next=%2Fsecure"))
                    .on("/account/login", html(form))
                    .on("/open", html("<h1>Open</h1>" + form));
            JobOnDisk job = new JobOnDisk(folder, "members", """
                    start: ["%1$s/secure", "%1$s/open"]
                    items: {page: {fields: {title: h1}}}
                    politeness: {delay: 0s}
                    ladder: static
                    """.formatted(members.base()));

            RunSummary summary = job.run();

            assertThat(summary.end()).isEqualTo(RunSummary.End.INCOMPLETE);
            assertThat(summary.breaches()).singleElement().satisfies(breach -> {
                assertThat(breach.rule()).isEqualTo("login");
                assertThat(breach.message()).contains("/account/login", "asks for a password");
                assertThat(breach.example()).contains(members.url("/secure"));
            });
        }
    }
}
