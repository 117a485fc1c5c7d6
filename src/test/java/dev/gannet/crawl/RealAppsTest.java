package dev.gannet.crawl;

import dev.gannet.frontier.Unfinished;
import dev.gannet.job.JobReader;
import dev.gannet.kit.H2Console;
import dev.gannet.kit.Operation;
import dev.gannet.kit.Redoc;
import dev.gannet.kit.SwaggerUi;
import dev.gannet.session.SharedBrowsers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Job files, as a person writes them, against apps that we did not write. Every record in the database is compared with
 * the app's own data, which no browser ever saw.
 */
@Tag("fast")
class RealAppsTest {
    @TempDir
    private Path folder;

    @Test
    void swaggerUiIsReadOperationByOperation() throws Exception {
        try (SwaggerUi app = SwaggerUi.start()) {
            run("swagger", """
                    start: %s/
                    items:
                      operation:
                        each: .opblock
                        key: id
                        fields:
                          id: {select: "@id", required: true}
                          method: .opblock-summary-method
                          path: {select: .opblock-summary-path, attr: data-path}
                          summary: .opblock-summary-description
                      section:
                        each: .opblock-tag-section
                        fields:
                          tag: {select: "[data-tag]", attr: data-tag}
                          operations:
                            each: .opblock
                            fields:
                              method: .opblock-summary-method
                              path: {select: .opblock-summary-path, attr: data-path}
                              summary: .opblock-summary-description
                    politeness: {delay: 0s}
                    """.formatted(app.base()));

            assertThat(rows("swagger", "select method, path, summary from operation"))
                    .containsExactlyInAnyOrderElementsOf(app.operations().stream()
                            .map(one -> List.of(one.method(), one.path(), one.summary()))
                            .toList());
            assertThat(sections("swagger")).containsExactlyInAnyOrderElementsOf(app.operations());
        }
    }

    @Test
    void redocIsReadOperationByOperation() throws Exception {
        try (Redoc app = Redoc.start()) {
            run("redoc", """
                    start: %s/
                    items:
                      operation:
                        each: 'div[data-section-id^="operation/"]'
                        key: id
                        fields:
                          id: {select: "@data-section-id", required: true}
                          method: span.http-verb
                          path: span.http-verb + span
                          summary: h2
                      place:
                        each: 'div[data-section-id^="tag/"][data-section-id*="/operation/"]'
                        fields:
                          heading: "@data-section-id"
                          operation: {select: 'div[data-section-id^="operation/"]', attr: data-section-id, required: true}
                    politeness: {delay: 0s}
                    """.formatted(app.base()));

            // Redoc writes methods small in its document and shows them in capitals by its stylesheet.
            assertThat(rows("redoc", """
                            select upper(method), path, summary, substr(heading, 5, instr(heading, '/operation/') - 5)
                            from operation join place on place.operation = operation.id
                            """))
                    .containsExactlyInAnyOrderElementsOf(app.operations().stream()
                            .map(one -> List.of(one.method(), one.path(), one.summary(), one.tag()))
                            .toList());
        }
    }

    @Test
    void theH2ConsoleIsLoggedIntoQueriedInItsFramesAndReadRowByRow() throws Exception {
        try (H2Console console = H2Console.start()) {
            run("h2", """
                    start: %s/
                    page:
                      frames: same-origin
                      steps:
                        - type: {into: "input[name=url]", text: "%s"}
                        - type: {into: "input[name=user]", text: %s}
                        - type: {into: "input[name=password]", text: %s}
                        - click: input[type=submit]
                        - type: {into: "textarea#sql", text: "select id, name, price from item order by id"}
                          frame: frame[name=h2query]
                        - click: input[value=Run]
                          frame: frame[name=h2query]
                    items:
                      item:
                        at: "**"
                        each: table.resultSet tr:has(td)
                        key: id
                        fields:
                          id: {select: "td:nth-child(1)", type: int, required: true}
                          name: td:nth-child(2)
                          price: {select: "td:nth-child(3)", type: decimal}
                    politeness: {delay: 0s}
                    """.formatted(console.base(), console.jdbcUrl(), H2Console.USER, H2Console.PASSWORD));

            assertThat(rows("h2", "select id, name, price from item order by id"))
                    .hasSize(H2Console.ROWS)
                    .isEqualTo(console.rows().stream()
                            .map(row -> List.of(
                                    String.valueOf(row.id()),
                                    row.name(),
                                    row.price().stripTrailingZeros().toPlainString()))
                            .toList());
        }
    }

    private void run(String name, String job) throws IOException {
        Path file = Files.writeString(folder.resolve(name + ".yaml"), job);
        RunSummary summary = new Crawl(
                        JobReader.read(file, List.of()),
                        new CrawlOptions(OptionalInt.of(1), Unfinished.GO_ON, false, Optional.empty(), false, folder),
                        new Silent(),
                        SharedBrowsers::launcher)
                .run();
        assertThat(summary.failures()).isEmpty();
        assertThat(summary.misreadings()).isEmpty();
        assertThat(summary.invalid()).isZero();
        assertThat(summary.notReady()).isZero();
        assertThat(summary.end()).as(summary.toString()).isEqualTo(RunSummary.End.COMPLETE);
    }

    private List<List<String>> rows(String name, String query) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve(name + ".db"));
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(query)) {
            int columns = found.getMetaData().getColumnCount();
            List<List<String>> rows = new ArrayList<>();
            while (found.next()) {
                List<String> row = new ArrayList<>();
                for (int column = 1; column <= columns; column++) {
                    row.add(String.valueOf(found.getString(column)));
                }
                rows.add(row);
            }
            return rows;
        }
    }

    /** @return the operations as they are nested in their headings */
    private List<Operation> sections(String name) throws SQLException {
        return rows(name, "select tag, operations from section").stream()
                .flatMap(row -> StreamSupport.stream(
                                JsonMapper.shared().readTree(row.get(1)).spliterator(), false)
                        .map(one -> operation(one, row.get(0))))
                .toList();
    }

    private static Operation operation(JsonNode node, String tag) {
        return new Operation(
                node.get("method").asString(),
                node.get("path").asString(),
                node.get("summary").asString(),
                tag);
    }

    /** Has nothing to tell anybody. */
    private static final class Silent implements RunListener {
        @Override
        public void progress(RunProgress progress) {}

        @Override
        public void note(String line) {}
    }
}
