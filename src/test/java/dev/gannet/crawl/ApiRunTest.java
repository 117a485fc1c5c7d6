package dev.gannet.crawl;

import dev.gannet.kit.Answer;
import dev.gannet.kit.Heard;
import dev.gannet.kit.LocalSite;
import dev.gannet.kit.Wire;
import dev.gannet.web.Completeness;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static dev.gannet.kit.Answer.html;
import static dev.gannet.kit.Answer.json;
import static dev.gannet.kit.Answer.status;
import static org.assertj.core.api.Assertions.assertThat;

/** Jobs that start at an API: the same typed records, page after page, and no browser. */
@Tag("fast")
class ApiRunTest {
    private static final int ALL = 95;
    private static final int PAGE = 20;
    private static final String JOB = """
            start: {api: "%s", next: %s}
            items:
              product:
                each: $.items[*]
                key: [sku]
                fields:
                  sku: {json: $.sku, required: true}
                  name: $.name
                  price: {json: $.price.amount, type: decimal}
            politeness: {delay: 0s, parallel: 4}
            limits: {attempts: 1}
            """;

    @TempDir
    Path folder;

    private final LocalSite site = LocalSite.open();

    @AfterEach
    void close() {
        site.close();
    }

    private JobOnDisk job(String url, String next) throws Exception {
        return new JobOnDisk(folder, "api", JOB.formatted(site.url(url), next));
    }

    private static RunSummary run(JobOnDisk job, String... settings) {
        RunSummary summary = job.run(settings);
        assertThat(summary.pool().launches()).as("browsers").isZero();
        return summary;
    }

    /** So many products from a place on, with something beside them. */
    private static String page(int from, String beside) {
        return "{\"items\": ["
                + IntStream.rangeClosed(from + 1, Math.min(ALL, from + PAGE))
                        .mapToObj(ApiRunTest::product)
                        .collect(Collectors.joining(","))
                + "]" + beside + "}";
    }

    private static String product(int number) {
        return "{\"sku\": \"s" + number + "\", \"name\": \"Name \u00e9 " + number + "\", \"price\": {\"amount\": "
                + number + ".50}}";
    }

    private static void whole(JobOnDisk job, RunSummary summary) throws Exception {
        assertThat(summary.breaches()).isEmpty();
        assertThat(summary.end()).isEqualTo(RunSummary.End.COMPLETE);
        assertThat(summary.verdict()).contains(Completeness.COMPLETE);
        assertThat(job.rows("SELECT sku, name, price, _rung FROM product"))
                .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, ALL)
                        .mapToObj(number -> "s" + number + "|Name \u00e9 " + number + "|" + number + ".5|static")
                        .toList());
    }

    private List<String> asked() {
        return site.heard().stream()
                .filter(one -> one.path().startsWith("/api"))
                .map(Heard::target)
                .toList();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            $.nextpage                              | next: /api/products?from=20
            {json: $.paging.cursor, into: cursor}   | next: /api/products?from=20
            {link: next}                            | next: /api/products?from=20
            """)
    void aNextThatIsNotWhereTheJobSaysIsSuspect(String next, String told) throws Exception {
        site.on("/api/products", json(page(0, ", \"next\": \"/api/products?from=20\"")));
        RunSummary summary = run(job("/api/products", next));
        assertThat(JudgedRuns.suspect(summary).message())
                .startsWith("only the first page was read: ")
                .contains(told);
        site.on("/api/products", json(page(0, ", \"next\": null, \"paging\": {\"has_more\": false}")));
        JudgedRuns.complete(run(job("/api/products", next)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"error": {"code": 7, "text": "quota"}} | SUSPECT
            {"message": "too many requests"}        | SUSPECT
            {"items": [], "error": "none"}          | COMPLETE
            {"items": null}                         | COMPLETE
            {"errors": []}                          | COMPLETE
            []                                      | COMPLETE
            """)
    void anErrorIsNotTheEndOfAList(String last, Completeness verdict) throws Exception {
        site.on(
                "/api",
                (request, wire) -> json(request.number("page", 1) < 3
                                ? page(PAGE * (request.number("page", 1) - 1), "")
                                : last)
                        .give(request, wire));
        RunSummary summary = run(job("/api", "{page: page}"));
        assertThat(summary.verdict()).contains(verdict);
        if (verdict == Completeness.SUSPECT) {
            assertThat(JudgedRuns.suspect(summary).message()).startsWith("the answer has no item and reports ");
        }
    }

    @Test
    void anErrorOfOneOfTwoApisIsSuspect() throws Exception {
        site.on("/api/one", json(page(0, ""))).on("/api/two", json("{\"error\": \"quota\"}"));
        String two = "start=[{api: \"" + site.url("/api/one") + "\"}, {api: \"" + site.url("/api/two") + "\"}]";
        assertThat(JudgedRuns.suspect(run(job("/", "$.next"), two)).message())
                .isEqualTo("the answer has no item and reports error: quota");
    }

    @Test
    void aUrlInTheAnswerLeadsOn() throws Exception {
        site.on("/api/products", (request, wire) -> {
            int from = request.number("from", 0);
            String next = from + PAGE < ALL ? "\"/api/products?from=" + (from + PAGE) + "\"" : "null";
            json(page(from, ", \"next\": " + next)).give(request, wire);
        });
        JobOnDisk job = job("/api/products", "$.next");
        whole(job, run(job));
        assertThat(asked())
                .containsExactly(
                        "/api/products",
                        "/api/products?from=20",
                        "/api/products?from=40",
                        "/api/products?from=60",
                        "/api/products?from=80");
        assertThat(site.heard("/api/products").get(0).header("accept")).startsWith("application/json");
    }

    @Test
    void aCursorGoesIntoItsParameter() throws Exception {
        site.on("/api", (request, wire) -> {
            List<String> cursor = request.all("after");
            int from = cursor.isEmpty() ? 0 : Integer.parseInt(cursor.get(0).replaceAll("\\D", ""));
            String next = from + PAGE < ALL ? "\"c/" + (from + PAGE) + "==&?\"" : "\"\"";
            json(page(from, ", \"meta\": {\"cursor\": " + next + "}")).give(request, wire);
        });
        JobOnDisk job = job("/api?limit=20", "{json: $.meta.cursor, into: after}");
        whole(job, run(job));
        assertThat(asked()).hasSize(5).element(1).isEqualTo("/api?limit=20&after=c%2F20%3D%3D%26%3F");
    }

    @Test
    void pagesAreCountedUpToTheFirstWithoutItems() throws Exception {
        site.on(
                "/api",
                (request, wire) ->
                        json(page(PAGE * (request.number("page", 1) - 1), "")).give(request, wire));
        JobOnDisk job = job("/api?limit=20", "{page: page}");
        whole(job, run(job));
        assertThat(asked())
                .containsExactly(
                        "/api?limit=20",
                        "/api?limit=20&page=2",
                        "/api?limit=20&page=3",
                        "/api?limit=20&page=4",
                        "/api?limit=20&page=5",
                        "/api?limit=20&page=6");
    }

    @ParameterizedTest
    @CsvSource({"400", "404", "416"})
    void pagesBeyondTheLastMayBeRefused(int refusal) throws Exception {
        site.on("/api", (request, wire) -> {
            int page = request.number("p", -1);
            Answer answer = page > 4
                    ? status(refusal, "application/json", "{\"detail\": \"Invalid page.\"}")
                    : json(page(PAGE * page, ""));
            answer.give(request, wire);
        });
        JobOnDisk job = job("/api?p=0", "{page: p}");
        RunSummary summary = run(job);
        whole(job, summary);
        assertThat(summary.skipped()).containsEntry("beyond the last page of an API", 1L);
    }

    @Test
    void aFirstPageThatIsRefusedIsAFailure() throws Exception {
        site.on("/api", status(404, "application/json", "{}"));
        RunSummary summary = run(job("/api", "{page: p}"));
        assertThat(summary.end()).isEqualTo(RunSummary.End.INCOMPLETE);
        assertThat(summary.failed()).isEqualTo(1);
    }

    @Test
    void offsetsCountTheItemsOfEachPageOrAsTheJobSays() throws Exception {
        site.on(
                "/api",
                (request, wire) -> json(page(request.number("skip", 0), "")).give(request, wire));
        JobOnDisk job = job("/api", "{offset: skip}");
        whole(job, run(job));
        assertThat(asked())
                .containsExactly(
                        "/api", "/api?skip=20", "/api?skip=40", "/api?skip=60", "/api?skip=80", "/api?skip=95");
        JobOnDisk again = new JobOnDisk(folder, "by", JOB.formatted(site.url("/api?skip=0"), "{offset: skip, by: 20}"));
        whole(again, run(again));
        assertThat(asked()).endsWith("/api?skip=80", "/api?skip=100");
    }

    @Test
    void theLinkHeaderLeadsOn() throws Exception {
        site.on("/api", (request, wire) -> {
            int from = request.number("from", 0);
            String last = "<" + site.url("/api?from=80") + ">; rel=\"last\"";
            String next = "<" + site.url("/api?from=" + (from + PAGE)) + ">; title=\"a, b\"; rel=\"next nofollow\"";
            wire.send(
                    200,
                    page(from, ""),
                    "Content-Type: application/json",
                    "Link: " + last + (from + PAGE < ALL ? ", " + next : ""));
        });
        JobOnDisk job = job("/api", "{link: next}");
        whole(job, run(job));
        assertThat(asked()).hasSize(5);
    }

    @Test
    void aTotalThatIsNotReachedIsPartial() throws Exception {
        site.on(
                "/api",
                (request, wire) -> json(page(
                                request.number("skip", 0),
                                ", \"total\": " + (request.number("skip", 0) < 40 ? 95 : 96)))
                        .give(request, wire));
        String counter = "items.product.expect.counter='$.total'";
        JobOnDisk job = job("/api", "{offset: skip}");
        whole(job, run(job, counter));

        site.on(
                "/api",
                (request, wire) -> json(page(
                                request.number("skip", 0) > 40 ? ALL : request.number("skip", 0), ", \"total\": 95"))
                        .give(request, wire));
        RunSummary summary = run(job, counter);
        assertThat(summary.end()).isEqualTo(RunSummary.End.INCOMPLETE);
        assertThat(summary.verdict()).contains(Completeness.PARTIAL);
        assertThat(summary.breaches()).singleElement().satisfies(breach -> {
            assertThat(breach.kind()).contains("product");
            assertThat(breach.message()).isEqualTo("60 items read of a list of 95 (expect.counter), on 4 pages");
        });
    }

    @ParameterizedTest
    @CsvSource({"X-Total-Count, %2$d, x-total-count", "Content-Range, items %1$d-%2$d/%2$d, Content-Range"})
    void aTotalInAHeaderIsComparedWithWhatWasRead(String sent, String said, String named) throws Exception {
        site.on("/api", (request, wire) -> totalled(request.number("skip", 0), sent, said.formatted(0, 95), wire));
        String counter = "items.product.expect.counter={header: " + named + "}";
        JobOnDisk job = job("/api", "{offset: skip}");
        whole(job, run(job, counter));

        site.on("/api", (request, wire) -> totalled(request.number("skip", 0), sent, said.formatted(0, 96), wire));
        RunSummary summary = run(job, counter);
        assertThat(summary.verdict()).contains(Completeness.PARTIAL);
        assertThat(summary.breaches())
                .singleElement()
                .satisfies(breach -> assertThat(breach.message())
                        .isEqualTo("95 items read of a list of 96 (expect.counter), on 6 pages"));

        site.on("/api", (request, wire) -> totalled(request.number("skip", 0), "X-Other", "95", wire));
        RunSummary silent = run(job, counter);
        assertThat(silent.verdict()).contains(Completeness.SUSPECT);
        assertThat(silent.breaches())
                .singleElement()
                .satisfies(breach -> assertThat(breach.message())
                        .isEqualTo("no page says how many there are: the header " + named
                                + " was not found, or tells no number"));
    }

    private static void totalled(int from, String header, String value, Wire wire) throws IOException {
        wire.send(200, page(from, ""), "Content-Type: application/json", header + ": " + value);
    }

    @Test
    void pagingThatLeadsInACircleOrOutOfScopeIsToldAndEnds() throws Exception {
        site.on(
                "/api",
                (request, wire) -> json(page(
                                request.number("from", 0),
                                ", \"next\": \"/api?from="
                                        + (request.number("from", 0) == 40 ? 20 : request.number("from", 0) + 20)
                                        + "\""))
                        .give(request, wire));
        RunSummary circle = run(job("/api", "$.next"));
        assertThat(circle.end()).isEqualTo(RunSummary.End.INCOMPLETE);
        assertThat(circle.breaches()).singleElement().satisfies(breach -> {
            assertThat(breach.rule()).isEqualTo("start.next");
            assertThat(breach.message())
                    .isEqualTo("the next page is one that was read already: " + site.url("/api?from=20"));
            assertThat(breach.example()).contains(site.url("/api?from=40"));
        });
        assertThat(asked()).hasSize(3);

        site.on("/away", json(page(0, ", \"next\": \"http://other.example/api\"")));
        RunSummary away = run(new JobOnDisk(folder, "away", JOB.formatted(site.url("/away"), "$.next")));
        assertThat(away.breaches())
                .singleElement()
                .satisfies(breach -> assertThat(breach.message())
                        .startsWith("the next page is http://other.example/api, and scope: host takes in"));
    }

    @Test
    void anApiThatDoesNotKnowTheParameterIsNotAskedForEver() throws Exception {
        site.on("/api", json(page(0, "")));
        RunSummary summary = run(job("/api", "{page: page}"));
        assertThat(summary.breaches())
                .singleElement()
                .satisfies(breach -> assertThat(breach.message())
                        .isEqualTo("the page gives what the page before gave: the API may know no page"));
        assertThat(asked()).hasSize(2);
    }

    @Test
    void pagesAreBoundByTheirOwnMostAndByTheRuns() throws Exception {
        site.on(
                "/api",
                (request, wire) -> json(page(0, "").replace("Name", "Name " + request.number("page", 1)))
                        .give(request, wire));
        RunSummary own = run(job("/api", "{page: page, max: 7}"));
        assertThat(own.end()).isEqualTo(RunSummary.End.INCOMPLETE);
        assertThat(own.breaches())
                .singleElement()
                .satisfies(breach -> assertThat(breach.message()).isEqualTo("more than 7 pages (start.next.max)"));
        assertThat(asked()).hasSize(7);
        RunSummary runs =
                run(new JobOnDisk(folder, "few", JOB.formatted(site.url("/api"), "{page: page}")), "crawl.pages=3");
        assertThat(runs.end()).isEqualTo(RunSummary.End.BOUNDED);
        assertThat(asked()).hasSize(10);
    }

    @Test
    void aRunThatWasStoppedGoesOnWhereThePagingWas() throws Exception {
        site.on("/api", (request, wire) -> {
            int from = request.number("from", 0);
            String next = from + PAGE < ALL ? "\"/api?from=" + (from + PAGE) + "\"" : "null";
            json(page(from, ", \"next\": " + next)).give(request, wire);
        });
        JobOnDisk job = job("/api", "$.next");
        Crawl first = job.crawl(false);
        site.on("/api", (request, wire) -> {
            int from = request.number("from", 0);
            if (from == 40) {
                first.stop(false);
            }
            String next = from + PAGE < ALL ? "\"/api?from=" + (from + PAGE) + "\"" : "null";
            json(page(from, ", \"next\": " + next)).give(request, wire);
        });
        RunSummary stopped = first.run();
        assertThat(stopped.end()).isEqualTo(RunSummary.End.STOPPED);
        assertThat(stopped.verdict()).isEmpty();
        int before = asked().size();
        whole(job, run(job));
        assertThat(asked()).hasSize(5);
        assertThat(before).isEqualTo(3);
    }

    @Test
    void linksOfAnApiLeadToPages() throws Exception {
        site.on(
                "/api",
                json("{\"items\": [{\"sku\": \"1\", \"url\": \"/p/1\"}, {\"sku\": \"2\", \"url\": \"/p/2\"}]}"));
        site.on("/p/1", html("<h1>One</h1>"));
        site.on("/p/2", html("<h1>Two</h1>"));
        JobOnDisk job = new JobOnDisk(folder, "links", """
                start: {api: "%s"}
                crawl: {follow: ["$.items[*].url"], depth: 1}
                items:
                  product: {at: "**/api", each: "$.items[*]", fields: {sku: $.sku}}
                  page: {at: "**/p/*", fields: {title: {select: h1, required: true}}}
                politeness: {delay: 0s}
                ladder: static
                """.formatted(site.url("/api")));
        assertThat(run(job).end()).isEqualTo(RunSummary.End.COMPLETE);
        assertThat(job.rows("SELECT title FROM page ORDER BY title")).containsExactly("One", "Two");
        assertThat(job.rows("SELECT sku FROM product ORDER BY sku")).containsExactly("1", "2");
    }
}
