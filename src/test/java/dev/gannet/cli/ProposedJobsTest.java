package dev.gannet.cli;

import dev.gannet.demo.DemoSettings;
import dev.gannet.demo.DemoShop;
import dev.gannet.kit.LocalSite;
import dev.gannet.kit.Redoc;
import dev.gannet.kit.SwaggerUi;
import dev.gannet.session.SharedBrowsers;
import dev.gannet.web.Redaction;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

import static dev.gannet.kit.Answer.html;
import static org.assertj.core.api.Assertions.assertThat;

/** {@code gannet new URL}, then {@code gannet run} of what it wrote, with no letter changed: the rows are the site's truth. */
@Tag("fast")
class ProposedJobsTest {
    private static final int PRODUCTS = 9;

    @TempDir
    private Path folder;

    private String proposed(String name, String url) {
        Path job = folder.resolve(name + ".yaml");
        CommandRun made = gannet("new", url, "--output", job.toString()).endsWith(ExitCode.COMPLETE);
        gannet("check", job.toString()).endsWith(ExitCode.COMPLETE);
        // The sites of the tests are our own: their pace is the only thing that the command line changes.
        gannet("run", job.toString(), "--no-progress", "--set", "politeness.delay=0s")
                .endsWith(ExitCode.COMPLETE);
        return made.out();
    }

    private CommandRun gannet(String... arguments) {
        return CommandRun.of(new House(new Redaction(), SharedBrowsers::launcher), folder, arguments);
    }

    @Test
    void theShopsListAndItsPagesAreOneTable() throws Exception {
        try (DemoShop shop =
                DemoShop.start(0, new DemoSettings(PRODUCTS, 6, Duration.ofMillis(20), Duration.ofMillis(60)))) {
            String said = proposed("shop", shop.base() + "/");

            assertThat(said).contains("product: 6 rows", "Next: gannet run ");
            assertThat(rows(
                            "shop",
                            "select url, title, price, price_currency, sku, stock, image from product order by sku"))
                    .isEqualTo(IntStream.rangeClosed(1, PRODUCTS)
                            .mapToObj(DemoShop::product)
                            .map(product -> String.join(
                                    "|",
                                    shop.base() + "/p/" + product.number(),
                                    product.title(),
                                    plain(product.price()),
                                    "EUR",
                                    product.sku(),
                                    String.valueOf(product.stock()),
                                    shop.base() + "/img/" + product.number() + ".svg"))
                            .toList());
            assertThat(rows("shop", "select specs from product order by sku"))
                    .isEqualTo(IntStream.rangeClosed(1, PRODUCTS)
                            .mapToObj(number -> JsonMapper.shared()
                                    .writeValueAsString(DemoShop.product(number).specs()))
                            .toList());
        }
    }

    @Test
    void anApisOperationsAreReadOffSwaggerUi() throws Exception {
        try (SwaggerUi app = SwaggerUi.start()) {
            proposed("swagger", app.base() + "/");

            assertThat(rows("swagger", "select method, path, description from opblock"))
                    .containsExactlyInAnyOrderElementsOf(app.operations().stream()
                            .map(one -> one.method() + "|" + one.path() + "|" + one.summary())
                            .toList());
        }
    }

    @Test
    @Tag("soak")
    void anApisOperationsAreReadOffRedoc() throws Exception {
        try (Redoc app = Redoc.start()) {
            proposed("redoc", app.base() + "/");

            assertThat(rows("redoc", "select upper(http_verb), title from operation"))
                    .containsExactlyInAnyOrderElementsOf(app.operations().stream()
                            .map(one -> one.method() + "|" + one.summary())
                            .toList());
        }
    }

    @Test
    void aListThatGrowsIsScrolled() throws Exception {
        String feed = """
                <!doctype html><title>feed</title><style>.note {height: 300px}</style><main id=list></main><script>
                let rows = 0;
                const more = () => { for (let i = 0; i < 10 && rows < 30; i++) list.insertAdjacentHTML('beforeend',
                    `<article class=note><h3>Note ${++rows}</h3><p>Text of ${rows * 7}.</p></article>`) };
                addEventListener('scroll', () => { if (scrollY + innerHeight > document.body.scrollHeight - 100) setTimeout(more, 40) });
                more();
                </script>""";
        allNotesAreRead("feed", feed, 30);
    }

    private void allNotesAreRead(String name, String page, int notes) throws SQLException {
        try (LocalSite site = LocalSite.open().on("/" + name, html(page))) {
            proposed(name, site.url("/" + name));

            assertThat(rows(name, "select title, text from note order by _pos"))
                    .isEqualTo(IntStream.rangeClosed(1, notes)
                            .mapToObj(i -> "Note " + i + "|Text of " + i * 7 + ".")
                            .toList());
        }
    }

    /** The frame of the page is there and quiet, and repeats, when its data is not there yet. */
    @Test
    void dataThatComesAfterTheFrameIsWhatIsProposed() throws Exception {
        String late = """
                <!doctype html><title>late</title><ul class=menu><li><a href=/a>Home</a><li><a href=/b>News</a><li><a href=/c>Help</a></ul>
                <main id=list></main><script>
                setTimeout(() => { for (let i = 1; i < 9; i++) list.insertAdjacentHTML('beforeend',
                    `<article class=note><h3>Note ${i}</h3><p>Text of ${i * 7}.</p></article>`) }, 1300);
                </script>""";
        allNotesAreRead("late", late, 8);
    }

    private static String plain(BigDecimal number) {
        return number.stripTrailingZeros().toPlainString();
    }

    private List<String> rows(String name, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve(name + ".db"));
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(sql)) {
            List<String> rows = new ArrayList<>();
            while (found.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= found.getMetaData().getColumnCount(); i++) {
                    Object value = found.getObject(i);
                    row.add(
                            value instanceof Number number
                                    ? plain(new BigDecimal(number.toString()))
                                    : String.valueOf(value));
                }
                rows.add(String.join("|", row));
            }
            return rows;
        }
    }
}
