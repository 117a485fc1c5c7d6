package dev.gannet.crawl;

import dev.gannet.db.Database;
import dev.gannet.frontier.Frontier;
import dev.gannet.frontier.Unfinished;
import dev.gannet.job.JobReader;
import dev.gannet.job.Plan;
import dev.gannet.kit.SqliteStores;
import dev.gannet.session.LauncherSource;
import dev.gannet.session.Launchers;
import dev.gannet.session.SharedBrowsers;
import dev.gannet.web.PageUrl;
import dev.gannet.web.Role;
import java.io.IOException;
import java.math.BigDecimal;
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
import java.util.stream.Stream;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** A job file that is run as a user runs it; what came of it is read by plain JDBC, beside all of the product's code. */
final class JobOnDisk {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    private final Path file;
    private final String store;
    private int sessions = 2;
    private RunListener listener = new Silent();
    private Optional<Path> output = Optional.empty();
    private boolean trace;
    private LauncherSource browsers = SharedBrowsers::launcher;

    /** A job whose rows go into an SQLite file beside it. */
    JobOnDisk(Path folder, String name, String text) throws IOException {
        this(folder, name, text, SqliteStores.freshStore(folder.resolve(name + ".db")));
    }

    JobOnDisk(Path folder, String name, String text, String store) throws IOException {
        file = Files.writeString(folder.resolve(name + ".yaml"), text);
        this.store = store;
    }

    /** @return the URL of the database that its rows go into */
    String store() {
        return store;
    }

    JobOnDisk sessions(int most) {
        sessions = most;
        return this;
    }

    JobOnDisk listener(RunListener told) {
        listener = told;
        return this;
    }

    JobOnDisk output(Path place) {
        output = Optional.of(place);
        return this;
    }

    /** For a test that kills browsers, or looks at their processes, folders or memory. */
    JobOnDisk ownBrowsers() {
        browsers = Launchers::installed;
        return this;
    }

    /** For a test that chooses itself what starts its browsers. */
    JobOnDisk browsers(LauncherSource source) {
        browsers = source;
        return this;
    }

    JobOnDisk trace() {
        trace = true;
        return this;
    }

    /** @return what a run with these settings ({@code name=value}) came to */
    RunSummary run(String... settings) {
        return crawl(false, settings).run();
    }

    Crawl crawl(boolean fresh, String... settings) {
        List<String> all = new ArrayList<>(List.of(settings));
        all.add("store='" + store + "'");
        Plan plan = JobReader.read(file, all);
        return new Crawl(
                plan,
                new CrawlOptions(
                        OptionalInt.of(sessions),
                        fresh ? Unfinished.GIVE_UP : Unfinished.GO_ON,
                        false,
                        output,
                        trace,
                        file.resolveSibling(".gannet")),
                listener,
                browsers);
    }

    /** @return what {@code gannet explain} would say, rule by rule, with the verdict last */
    List<String> explain(String url, boolean ask, String... settings) {
        List<String> all = new ArrayList<>(List.of(settings));
        all.add("store='" + store + "'");
        Plan plan = JobReader.read(file, all);
        PageUrl page = PageUrl.of(url);
        try (Database db = Database.open(plan.store())) {
            Frontier frontier = new Frontier(db);
            List<PageUrl> moved = frontier.latest(plan.name())
                    .map(run -> frontier.moved(run.run()).to())
                    .orElse(List.of());
            Explanation explanation =
                    Explanation.of(plan, page, frontier.story(plan.name(), page, Role.PAGE), moved, ask);
            return Stream.concat(
                            explanation.lines().stream().map(line -> line.rule() + ": " + line.says()),
                            Stream.of(explanation.verdict()))
                    .toList();
        }
    }

    /** @return each row as its values joined by {@code |}, numbers without trailing zeros, JSON with sorted keys, null as
     *     nothing */
    List<String> rows(String sql) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(jdbc());
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(sql)) {
            while (found.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= found.getMetaData().getColumnCount(); i++) {
                    row.add(text(found.getObject(i)));
                }
                rows.add(String.join("|", row));
            }
        }
        return rows;
    }

    /** @return the only value of the only row */
    String value(String sql) throws SQLException {
        List<String> rows = rows(sql);
        if (rows.size() != 1) {
            throw new AssertionError(sql + " gave " + rows);
        }
        return rows.get(0);
    }

    void execute(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(jdbc());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private String jdbc() {
        return store.startsWith("sqlite:")
                ? "jdbc:" + store + "?foreign_keys=true"
                : "jdbc:" + store.replace("postgres@", "") + (store.contains("?") ? "&" : "?") + "user=postgres";
    }

    private static String text(Object value) {
        if (value == null) {
            return "";
        }
        if (value instanceof Boolean truth) {
            return truth ? "1" : "0";
        }
        if (value instanceof Number number) {
            return new BigDecimal(number.toString()).stripTrailingZeros().toPlainString();
        }
        String text = value.toString();
        return text.startsWith("[") || text.startsWith("{") ? sorted(text) : text;
    }

    /** PostgreSQL keeps the keys of JSON in an order of its own. */
    private static String sorted(String json) {
        return JSON.writeValueAsString(JSON.readValue(json, Object.class));
    }

    private static final class Silent implements RunListener {
        @Override
        public void progress(RunProgress progress) {}

        @Override
        public void note(String line) {}
    }
}
