package dev.gannet.crawl;

import dev.gannet.kit.Answer;
import dev.gannet.kit.Heard;
import dev.gannet.kit.LocalSite;
import dev.gannet.kit.PostgresServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.gannet.kit.Answer.html;
import static org.assertj.core.api.Assertions.assertThat;

/** Pages that are read again over plain HTTP: their servers are asked whether they have changed. */
@Tag("fast")
class RevisitsTest {
    private static final String LIST =
            "<h1>List</h1><a class=item href=/p/1>1</a><a class=item href=/p/2>2</a><p class=sku>s0</p>";
    private static final String WORDS = "SELECT title FROM page ORDER BY title";

    @TempDir
    Path folder;

    private final AtomicReference<String> tag = new AtomicReference<>("\"v1\"");
    private final AtomicReference<String> list = new AtomicReference<>(LIST);
    private LocalSite site;

    @BeforeEach
    void open() {
        site = LocalSite.open()
                .on("/list", tagged(tag, list))
                .on("/p/1", html("<h1>One</h1>", "Last-Modified: Mon, 23 Nov 2026 10:00:00 GMT"))
                .on("/p/2", html("<h1>Two</h1>"));
    }

    @AfterEach
    void close() {
        site.close();
    }

    /** A page that is sent again only when its tag is another. */
    private static Answer tagged(AtomicReference<String> tag, AtomicReference<String> body) {
        return (request, wire) -> {
            if (request.header("if-none-match").equals(tag.get())) {
                wire.write("HTTP/1.1 304 Not Modified\r\nETag: " + tag.get() + "\r\nConnection: close\r\n\r\n");
            } else {
                html(body.get(), "ETag: " + tag.get()).give(request, wire);
            }
        };
    }

    private JobOnDisk job(String store) throws IOException {
        return new JobOnDisk(folder, "again", """
                start: %s
                crawl: {follow: a.item}
                items:
                  page: {at: "**", fields: {title: {select: h1, required: true}}}
                  product: {at: "**/list", each: .sku, key: [sku], fields: {sku: {select: .sku, of: page, required: true}}}
                politeness: {delay: 0s, robots: ignore}
                limits: {attempts: 1}
                ladder: static
                """.formatted(site.url("/list")), store);
    }

    private JobOnDisk job() throws IOException {
        return job("sqlite:" + folder.resolve("again.db"));
    }

    private List<String> conditions(String path) {
        return site.heard(path).stream().map(one -> one.header("if-none-match")).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"sqlite", "postgresql"})
    void aPageThatHasNotChangedKeepsItsRowsAndLeadsWhereItLed(String database) throws Exception {
        JobOnDisk job = database.equals("sqlite") ? job() : job(PostgresServer.freshStore());
        job.run();
        assertThat(conditions("/list")).containsExactly("");

        RunSummary second = job.run();
        RunSummary third = job.run();

        assertThat(conditions("/list")).containsExactly("", "\"v1\"", "\"v1\"");
        assertThat(site.heard("/p/1")).hasSize(3);
        assertThat(site.heard("/p/1").get(2).header("if-modified-since")).isEqualTo("Mon, 23 Nov 2026 10:00:00 GMT");
        assertThat(site.heard("/p/2"))
                .hasSize(3)
                .allSatisfy(one -> assertThat(one.headers()).doesNotContainKeys("if-none-match", "if-modified-since"));
        assertThat(second.end()).isEqualTo(RunSummary.End.COMPLETE);
        assertThat(third.notes()).contains("1 page has not changed since it was last read, says its server (304)");
        assertThat(job.rows(WORDS)).containsExactly("List", "One", "Two");
        assertThat(job.rows("SELECT sku, _run FROM product")).containsExactly("s0|3");
        assertThat(job.rows("SELECT DISTINCT _run FROM page")).containsExactly("3");
        assertThat(job.rows("SELECT status, links, row_count FROM gannet_page WHERE url LIKE '%/list' ORDER BY run"))
                .containsExactly("200|2|2", "304|2|2", "304|2|2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sqlite", "postgresql"})
    void aPageThatComesBackIsReadAnewAndBringsItsItemsBack(String database) throws Exception {
        site.on("/p/1", tagged(new AtomicReference<>("\"one\""), new AtomicReference<>("<h1>One</h1>")));
        String text = """
                start: %s
                crawl: {follow: a.item}
                items: {page: {at: "**/p/*", key: [title], fields: {title: {select: h1, required: true}}}}
                politeness: {delay: 0s, robots: ignore}
                ladder: static
                """.formatted(site.url("/list"));
        JobOnDisk job = database.equals("sqlite")
                ? new JobOnDisk(folder, "back", text)
                : new JobOnDisk(folder, "back", text, PostgresServer.freshStore());
        for (String links : List.of("<a class=item href=/p/1>1</a>", "", "<a class=item href=/p/1>1</a>")) {
            site.on("/list", html("<h1>List</h1>" + links + "<a class=item href=/p/2>2</a>"));
            assertThat(job.run().end()).isEqualTo(RunSummary.End.COMPLETE);
        }
        assertThat(conditions("/p/1")).as("asked for whole").containsExactly("", "");
        assertThat(job.rows("SELECT title FROM page WHERE _removed_at IS NULL ORDER BY title"))
                .containsExactly("One", "Two");
        assertThat(job.rows("SELECT run, item_key, what FROM gannet_change ORDER BY run, item_key"))
                .containsExactly("1|One|added", "1|Two|added", "2|One|removed", "3|One|added");
    }

    @Test
    void aPageThatHasChangedIsReadAnew() throws Exception {
        JobOnDisk job = job();
        job.run();
        tag.set("\"v2\"");
        list.set("<h1>Other</h1><a class=item href=/p/2>2</a><p class=sku>s0</p>");

        job.run();

        assertThat(job.rows("SELECT title FROM page WHERE _url LIKE '%/list'")).containsExactly("Other");
        assertThat(site.heard("/p/1")).as("no longer linked").hasSize(1);
        assertThat(conditions("/list")).containsExactly("", "\"v1\"");
        job.run();
        assertThat(conditions("/list")).containsExactly("", "\"v1\"", "\"v2\"");
    }

    @Test
    void whereRowsAreGoneOrTheRecipeIsAnotherThePageIsReadAnew() throws Exception {
        JobOnDisk job = job();
        job.run();
        job.execute("DELETE FROM product");

        job.run();
        assertThat(job.rows("SELECT sku FROM product")).containsExactly("s0");
        assertThat(conditions("/list")).containsExactly("", "");

        job.run("items.page.fields.more={select: .sku}");
        assertThat(conditions("/list")).containsExactly("", "", "");
        assertThat(job.rows("SELECT more FROM page WHERE title = 'List'")).containsExactly("s0");
    }

    @Test
    void aVersionThatWasNotReadToTheEndIsNoKnownOne() throws Exception {
        JobOnDisk job = job();
        job.run();
        tag.set("\"half\"");
        list.set("<h1>Half</h1>");
        job.run();
        assertThat(job.rows("SELECT title, _ready FROM page WHERE _url LIKE '%/list'"))
                .containsExactly("Half|0");

        tag.set("\"v1\"");
        list.set(LIST);
        job.run();

        assertThat(conditions("/list")).containsExactly("", "\"v1\"", "");
        assertThat(job.rows("SELECT title, _ready FROM page WHERE _url LIKE '%/list'"))
                .containsExactly("List|1");
    }

    @Test
    void aServerThatSaysUnchangedUnaskedIsNotBelieved() throws Exception {
        site.on("/list", (request, wire) -> wire.write("HTTP/1.1 304 Not Modified\r\nConnection: close\r\n\r\n"));
        JobOnDisk job = job();

        RunSummary summary = job.run();

        assertThat(summary.failed()).isEqualTo(1);
        assertThat(job.value("SELECT COUNT(*) FROM page")).isEqualTo("0");
    }

    @Test
    void aPageThatWasReachedByARedirectIsReadAnewEachTime() throws Exception {
        site.on("/p/2", (request, wire) -> wire.send(302, "", "Location: /end"))
                .on("/end", html("<h1>End</h1>", "ETag: \"end\""));
        JobOnDisk job = job();
        job.run();
        job.run();

        assertThat(conditions("/p/2")).containsExactly("", "");
        assertThat(conditions("/end")).containsExactly("", "");
    }

    @Test
    void aRunThatIsKilledAndGoesOnAsksNothingOfItsOwnRun() throws Exception {
        JobOnDisk job = job();
        job.run();
        job.execute("UPDATE gannet_run SET state = 'stopped'");
        job.execute("UPDATE gannet_page SET state = 'pending', not_before = 0 WHERE url LIKE '%/list'");

        job.run();

        assertThat(conditions("/list")).containsExactly("", "");
        assertThat(site.heard().stream().map(Heard::path).toList()).containsExactly("/list", "/p/1", "/p/2", "/list");
    }
}
