package dev.gannet.store;

import dev.gannet.db.Database;
import dev.gannet.extract.FieldSpec;
import dev.gannet.extract.FieldType;
import dev.gannet.extract.Item;
import dev.gannet.extract.ItemSpec;
import dev.gannet.extract.Source;
import dev.gannet.kit.PostgresServer;
import dev.gannet.kit.SqliteStores;
import dev.gannet.web.FailureKind;
import dev.gannet.web.Rung;
import dev.gannet.web.ScrapeException;
import dev.gannet.web.Selector;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What a copy promises, looked at beside the product's own code. */
@Tag("fast")
class StoreCopyTest {
    private static final Instant MONDAY = Instant.parse("2026-11-16T08:00:00.250Z");
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final List<String> OWN = List.of(
            "gannet_run",
            "gannet_host",
            "gannet_run_host",
            "gannet_page",
            "gannet_attempt",
            "gannet_page_item",
            "gannet_file",
            "gannet_lost_file",
            "gannet_capture",
            "gannet_tick",
            "gannet_change",
            "gannet_notice",
            "gannet_breach",
            "gannet_run_kind",
            "gannet_quiet",
            "gannet_path",
            "gannet_table",
            "gannet_column");

    private static final Map<String, String> FILLED = new ConcurrentHashMap<>();

    @TempDir
    static Path templates;

    @TempDir
    Path folder;

    @Test
    void thereAndBackEverythingIsAsItWas() throws Exception {
        String original = filled("sqlite");
        String there = fresh("postgresql");
        String back = fresh("sqlite");

        CopyReport first = copy(original, there);
        CopyReport second = copy(there, back);

        assertThat(first.notes()).isEmpty();
        assertThat(second.tables()).isEqualTo(first.tables());
        assertThat(first.tables().stream().map(CopyReport.Table::name))
                .containsAll(OWN)
                .contains("thing", "word", "trunk", "drawer")
                .doesNotContain("gannet_process", "gannet_schema_history");
        for (CopyReport.Table table : first.tables()) {
            assertThat(dump(back, table.name()))
                    .as(table.name())
                    .hasSize((int) table.rows())
                    .isNotEmpty()
                    .isEqualTo(dump(original, table.name()));
        }
        assertThat(rows(there, "SELECT f_text, f_decimal, f_money, f_date, f_bool FROM thing WHERE _pos = 0"))
                .containsExactly("Straße 東京 🐧\n\"|12345.6789012345|1234.56|2026-02-28|t");
        assertThat(rows(there, "SELECT f_text = '', f_url IS NULL, f_json ->> 'a' FROM thing WHERE _pos = 1"))
                .containsExactly("t|t|x");
        assertThat(exported(back)).isEqualTo(exported(there)).isEqualTo(exported(original));
    }

    @ParameterizedTest
    @CsvSource({"sqlite,postgresql", "postgresql,sqlite", "sqlite,sqlite", "postgresql,postgresql"})
    void numbersGoOnAfterTheLastThatWasEverGiven(String from, String to) throws Exception {
        String original = filled(from);
        execute(
                original,
                "INSERT INTO gannet_run (job, fingerprint, state, started_at) SELECT job, fingerprint,"
                        + " state, started_at FROM gannet_run WHERE id = 7");
        execute(original, "DELETE FROM gannet_run WHERE id > 7");
        String target = fresh(to);
        copy(original, target);
        for (String store : List.of(original, target)) {
            execute(
                    store,
                    "INSERT INTO gannet_run (job, fingerprint, state, started_at) SELECT job, fingerprint,"
                            + " state, started_at FROM gannet_run WHERE id = 7");
        }
        assertThat(rows(target, "SELECT MAX(id) FROM gannet_run"))
                .isEqualTo(rows(original, "SELECT MAX(id) FROM gannet_run"))
                .containsExactly("9");
    }

    @ParameterizedTest
    @CsvSource({"sqlite,postgresql", "postgresql,sqlite"})
    void whatIsUnderWayWaitsInTheCopyWithItsTokensSpent(String from, String to) throws Exception {
        String original = filled(from);
        execute(original, "UPDATE gannet_run SET state = 'running', ended_at = NULL WHERE id = 7");
        execute(original, "INSERT INTO gannet_process (run, process, alive_until) VALUES (7, 'p', 99)");
        execute(
                original,
                "UPDATE gannet_page SET state = 'leased', token = 4, lease_owner = 'p', lease_until = 99"
                        + " WHERE id = 12");
        String target = fresh(to);

        CopyReport report = copy(original, target);

        assertThat(report.notes()).singleElement().asString().contains("run 7 of shop was under way", "(1) wait");
        assertThat(rows(target, "SELECT state FROM gannet_run WHERE id = 7")).containsExactly("stopped");
        assertThat(rows(target, "SELECT state, token, lease_owner, lease_until FROM gannet_page WHERE id = 12"))
                .containsExactly("pending|5|null|null");
        assertThat(rows(target, "SELECT COUNT(*) FROM gannet_process")).containsExactly("0");
        assertThat(rows(original, "SELECT state, token, lease_owner FROM gannet_page WHERE id = 12"))
                .containsExactly("leased|4|p");
        assertThat(rows(original, "SELECT state FROM gannet_run WHERE id = 7")).containsExactly("running");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sqlite", "postgresql"})
    void aTargetWithRowsIsRefusedAndLeftAsItIs(String to) throws Exception {
        String original = filled("sqlite");
        String target = fresh(to);
        Database.open(target).close();
        execute(target, "INSERT INTO gannet_host (host) VALUES ('a.example')");
        assertThatThrownBy(() -> copy(original, target))
                .isInstanceOf(ScrapeException.class)
                .hasMessageContaining("has rows of Gannet's already (gannet_host)");
        assertThat(rows(target, "SELECT host FROM gannet_host")).containsExactly("a.example");
        assertThat(rows(target, "SELECT COUNT(*) FROM gannet_run")).containsExactly("0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sqlite", "postgresql"})
    void aTableOfSomebodyElseIsNotTouched(String to) throws Exception {
        String original = filled("sqlite");
        String target = fresh(to);
        Database.open(target).close();
        execute(target, "CREATE TABLE word (mine TEXT)");
        execute(target, "INSERT INTO word (mine) VALUES ('x')");
        assertThatThrownBy(() -> copy(original, target)).hasMessageContaining("there is a table word in the target");
        assertThat(rows(target, "SELECT mine FROM word")).containsExactly("x");
        empty(target);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sqlite", "postgresql"})
    void aFaultInTheMiddleLeavesTheTargetEmpty(String to) throws Exception {
        String original = filled("sqlite");
        String target = fresh(to);
        Database.open(target).close();
        trigger(target, "gannet_page_item", "RAISE(ABORT, 'the disk fell out')", "RAISE EXCEPTION 'the disk fell out'");
        assertThatThrownBy(() -> copy(original, target))
                .isInstanceOf(ScrapeException.class)
                .hasMessageContaining("the disk fell out");
        empty(target);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sqlite", "postgresql"})
    void aValueThatArrivesOtherwiseIsFoundAndNothingIsKept(String to) throws Exception {
        String original = filled("sqlite");
        String target = fresh(to);
        Database.open(target).close();
        String flip = "UPDATE gannet_attempt SET message = NULL WHERE message = ''";
        trigger(target, "gannet_attempt", flip, flip);
        assertThatThrownBy(() -> copy(original, target))
                .isInstanceOf(ScrapeException.class)
                .hasMessageContaining("the copy of the table gannet_attempt is not the same as the original")
                .hasMessageContaining("the values of its 2 rows differ");
        empty(target);
    }

    @Test
    void aRowThatDoesNotArriveIsFound() throws Exception {
        String original = filled("sqlite");
        String target = fresh("sqlite");
        Database.open(target).close();
        trigger(target, "gannet_attempt", "DELETE FROM gannet_attempt WHERE token = 2", "");
        assertThatThrownBy(() -> copy(original, target)).hasMessageContaining("2 rows were sent and 1 arrived");
        empty(target);
    }

    @Test
    void aNumberThatSqliteWouldCutIsNamedBeforeAnythingIsKept() throws Exception {
        String original = filled("postgresql");
        execute(original, "UPDATE thing SET f_money = 12345678901.123456 WHERE _pos = 1");
        String target = fresh("sqlite");
        assertThatThrownBy(() -> copy(original, target))
                .isInstanceOf(ScrapeException.class)
                .hasMessageContaining("the column f_money of thing has the number 12345678901.123456")
                .hasMessageContaining("SQLite keeps only 15 digits");
        empty(target);
        String other = fresh("postgresql");
        copy(original, other);
        assertThat(rows(other, "SELECT f_money FROM thing WHERE _pos = 1")).containsExactly("12345678901.123456");
    }

    @ParameterizedTest
    @CsvSource({
        "123456789012345,true",
        "9223372036854775807,true",
        "-9223372036854775808,true",
        "9223372036854775808,false",
        "1234567890123456.5,false",
        "0.123456789012345,true",
        "0.1234567890123456,false",
        "1.50000000000000000000000,true",
        "0.000,true",
        "1E+20,true",
        "1.5E-320,false",
    })
    void sqliteHoldsFifteenDigitsOrAWholeNumberOfEightBytes(BigDecimal number, boolean fits) throws Exception {
        assertThat(CopiedValues.fitsSqlite(number)).isEqualTo(fits);
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite::memory:");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE t (n NUMERIC)");
            statement.execute("INSERT INTO t VALUES ('" + number.toPlainString() + "')");
            BigDecimal kept =
                    new BigDecimal(statement.executeQuery("SELECT n FROM t").getString(1));
            if (fits) {
                assertThat(kept).isEqualByComparingTo(number);
            }
        }
    }

    @Test
    void whatIsNoValueOfTheColumnIsNamedAndNeverGuessedAt() throws Exception {
        Map<String, String> changes = Map.of(
                "UPDATE thing SET f_int = 'many' WHERE _pos = 0",
                "f_int of thing has many, which is no integer",
                "UPDATE thing SET f_date = '28.2.2026' WHERE _pos = 0",
                "f_date of thing has 28.2.2026, which is no date",
                "UPDATE thing SET f_bool = 2 WHERE _pos = 0",
                "f_bool of thing has 2, which is no boolean",
                "UPDATE thing SET f_json = '{' WHERE _pos = 0",
                "f_json of thing has {, which is no json",
                "UPDATE thing SET f_text = char(97, 0) WHERE _pos = 0",
                "f_text of thing has a text with NUL",
                "UPDATE gannet_page SET ended_at = 'today' WHERE id = 11",
                "ended_at of gannet_page has today");
        // A copy that fails leaves the target empty, so one target serves all.
        String target = fresh("postgresql");
        for (Map.Entry<String, String> change : changes.entrySet()) {
            String original = filled("sqlite");
            execute(original, change.getKey());
            assertThatThrownBy(() -> copy(original, target))
                    .as(change.getKey())
                    .isInstanceOf(ScrapeException.class)
                    .hasMessageContaining(change.getValue());
            empty(target);
        }
    }

    @Test
    void anOriginalThatIsNotThereIsNotMade() throws Exception {
        Path file = folder.resolve("nowhere.db");
        assertThatThrownBy(() -> Database.openExisting("sqlite:" + file).close())
                .isInstanceOf(ScrapeException.class)
                .hasMessageContaining("there is no database of Gannet's at sqlite:" + file);
        assertThat(file).doesNotExist();
        String empty = PostgresServer.emptyStore();
        assertThatThrownBy(() -> Database.openExisting(empty).close()).hasMessageContaining("there is no database of");
        assertThat(rows(empty, "SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = 'public'"))
                .containsExactly("0");
        Path text = Files.writeString(folder.resolve("notes.txt"), "no database at all, only a text of some length");
        assertThatThrownBy(() -> Database.openExisting("sqlite:" + text).close())
                .isInstanceOf(ScrapeException.class)
                .hasMessageContaining("cannot open the database");
    }

    @Test
    void aStoreIsNotCopiedIntoItselfWhateverItsName() throws Exception {
        String file = filled("sqlite");
        Path link = Files.createSymbolicLink(folder.resolve("link.db"), Path.of(file.substring("sqlite:".length())));
        String server = filled("postgresql");
        for (List<String> pair : List.of(
                List.of(file, file),
                List.of(file, "sqlite:" + link),
                List.of(server, server),
                List.of(server, server.replace("localhost", "127.0.0.1")))) {
            assertThatThrownBy(() -> copy(pair.get(0), pair.get(1)))
                    .isInstanceOfSatisfying(
                            ScrapeException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.REFUSED))
                    .hasMessageContaining("its own original");
        }
    }

    @Test
    void whatIsNotGannetsStaysBehindAndIsSaid() throws Exception {
        String original = filled("postgresql");
        execute(original, "ALTER TABLE thing ADD COLUMN remark TEXT");
        execute(original, "DROP TABLE word");
        execute(original, "CREATE TABLE gannet_page_of_old AS SELECT * FROM gannet_page");
        String target = fresh("sqlite");
        assertThat(copy(original, target).notes())
                .containsExactlyInAnyOrder(
                        "the table gannet_page_of_old is not known here and was not copied",
                        "the column remark of thing is not Gannet's and was not copied",
                        "the table word was dropped, and is not there in the copy either");
        try (Database db = Database.open(target)) {
            new ItemStore(db).prepare("shop", List.of(word()));
        }
        assertThat(rows(target, "SELECT COUNT(*) FROM word")).containsExactly("0");
    }

    @Test
    void whatIsInsideADroppedTableStaysBehindAndIsSaid() throws Exception {
        String original = filled("postgresql");
        execute(original, "DROP TABLE trunk CASCADE");
        String target = fresh("sqlite");
        assertThat(copy(original, target).notes())
                .containsExactly(
                        "the table trunk was dropped, and is not there in the copy either",
                        "the table drawer was not copied: its rows belong to those of trunk, which is not there");
        for (String store : List.of(original, target)) {
            try (Database db = Database.open(store)) {
                ItemStore items = new ItemStore(db);
                if (store.equals(original)) {
                    assertThatThrownBy(() -> items.prepare("shop", List.of(trunk())))
                            .hasMessageContaining(
                                    "the table trunk was dropped, and drawer, whose rows belong to its rows");
                    db.write(tx -> tx.update("DROP TABLE drawer"));
                }
                items.prepare("shop", List.of(trunk()));
            }
            assertThat(rows(store, "SELECT COUNT(*) FROM drawer")).containsExactly("0");
        }
    }

    private static CopyReport copy(String from, String to) {
        try (Database source = Database.openExisting(from);
                Database target = Database.openUnhurried(to)) {
            return StoreCopy.copy(source, target);
        }
    }

    private String fresh(String database) throws Exception {
        return database.equals("sqlite")
                ? SqliteStores.freshStore(
                        Files.createTempDirectory(folder, "store").resolve("gannet.db"))
                : PostgresServer.freshStore();
    }

    /** A database with a row of everything; it is filled once for all tests, and each gets a copy. */
    private String filled(String database) throws Exception {
        if (database.equals("postgresql")) {
            return PostgresServer.copy(FILLED.computeIfAbsent(database, StoreCopyTest::fill));
        }
        return SqliteStores.copy(
                FILLED.computeIfAbsent(database, StoreCopyTest::fill),
                Files.createTempDirectory(folder, "filled").resolve("gannet.db"));
    }

    private static String fill(String database) {
        String store = database.equals("sqlite")
                ? SqliteStores.freshStore(templates.resolve("gannet.db"))
                : PostgresServer.freshStore();
        try (Database db = Database.open(store)) {
            db.write(tx -> {
                tx.update(
                        "INSERT INTO gannet_run (id, job, fingerprint, state, started_at, ended_at)"
                                + " VALUES (?, ?, ?, ?, ?, ?)",
                        7,
                        "shop",
                        "f",
                        "stopped",
                        MONDAY,
                        MONDAY.plusMillis(1));
                tx.update(
                        "INSERT INTO gannet_run (id, job, fingerprint, state, started_at) VALUES (3, 'ärger', '',"
                                + " 'abandoned', ?)",
                        MONDAY);
                if (database.equals("postgresql")) {
                    tx.update("ALTER TABLE gannet_run ALTER COLUMN id RESTART WITH 8");
                }
                for (String host : List.of("a.example", "B.example", "ä.example", "_", "a-b.example:8080")) {
                    tx.update("INSERT INTO gannet_host (host, next_slot, strikes) VALUES (?, 1700000000000, 2)", host);
                    tx.update("INSERT INTO gannet_run_host (run, host) VALUES (7, ?)", host);
                }
                tx.update(
                        "INSERT INTO gannet_page (id, run, url, url_key, key_hash, host, depth, found_on, state,"
                                + " ready, truncated, reason, message, link_list, ended_at) VALUES (11, 7,"
                                + " 'http://a.example/ä?q=%20', 'k', 'h', 'a.example', 0, NULL, 'done', ?, ?, '', NULL,"
                                + " ?, ?)",
                        true, false, "http://a.example/1\nhttp://a.example/2", MONDAY);
                tx.update("INSERT INTO gannet_page (id, run, url, url_key, key_hash, host, depth, found_on, state)"
                        + " VALUES (12, 7, 'http://a.example/2', 'k2', 'h2', 'a.example', 1, 11, 'pending')");
                tx.update(
                        "INSERT INTO gannet_attempt (page, token, outcome, message, ended_at) VALUES"
                                + " (11, 1, 'retry', '', ?), (11, 2, 'done', NULL, ?)",
                        MONDAY,
                        MONDAY);
                tx.update("INSERT INTO gannet_page_item (page, kind, valid, invalid) VALUES (11, 'thing', 2, 0)");
                tx.update(
                        "INSERT INTO gannet_file (page, place, run, name, sha256, type, bytes, path, taken_at) VALUES"
                                + " (11, 0, 7, 'ä.pdf', 'f00d', 'application/pdf', 3000000000, '/x/ä.pdf', ?)",
                        MONDAY);
                tx.update("INSERT INTO gannet_lost_file (page, place, url, kind, message) VALUES"
                        + " (11, 0, 'http://a.example/ä.png', 'tls', 'no trust')");
                tx.update(
                        "INSERT INTO gannet_capture (page, run, job, url_hash, form, part, name, path, sha256, type, bytes,"
                                + " cut, removed, taken_at) VALUES (11, 7, 'shop', 'h', 'screenshot', '', 'ä.png', '/x/ä.png',"
                                + " 'f00d', 'image/png', 3000000000, ?, ?, ?)",
                        true,
                        false,
                        MONDAY);
                tx.update(
                        "INSERT INTO gannet_notice (job, event, cause, run, message, body, state, attempts, next_at, noted_at)"
                                + " VALUES ('shop', 'change', '', 7, 'msg_1', '{}', 'waiting', 2, 1763280000250, ?)",
                        MONDAY);
                tx.update(
                        "INSERT INTO gannet_change (table_name, item_key, what, field, old_value, new_value, run, page,"
                                + " valid_from) VALUES ('thing', 'ä', 'changed', 'f_text', NULL, '', 7, 'http://a.example/', ?)",
                        MONDAY);
                tx.update("INSERT INTO gannet_tick (job, due, outcome, run) VALUES ('shop', ?, 'done', 7)", MONDAY);
                tx.update("INSERT INTO gannet_path (run, path_hash, queries) VALUES (7, 'p', 3)");
                tx.update(
                        "INSERT INTO gannet_breach (run, page, verdict, rule, kind, message) VALUES"
                                + " (7, NULL, 'partial', 'expect.min', 'thing', 'ä'), (7, 11, 'suspect', 'last runs', 'thing', '')");
                tx.update("INSERT INTO gannet_run_kind (run, kind, crawled, row_count, items, lacking, verdict) VALUES"
                        + " (7, 'thing', 'c', 2, 3, 'f_text=1', 'partial')");
                tx.update("INSERT INTO gannet_quiet (job, place_hash, place, request, pages) VALUES"
                        + " ('shop', 'h', 'http://a.example/p/#', 'http://a.example/poll', 3)");
                return true;
            });
            items(db);
        }
        return store;
    }

    private static void items(Database db) {
        ItemStore items = new ItemStore(db);
        List<ItemSpec> kinds = List.of(thing(), word(), trunk());
        items.prepare("shop", kinds);
        Map<String, Object> full = new LinkedHashMap<>();
        full.put("f_text", "Straße 東京 🐧\n\"\0");
        full.put("f_int", Long.MIN_VALUE);
        full.put("f_decimal", new BigDecimal("12345.678901234500"));
        full.put("f_money", new BigDecimal("1234.560"));
        full.put("f_money_currency", "EUR");
        full.put("f_date", LocalDate.of(2026, 2, 28));
        full.put("f_datetime", Instant.parse("1969-12-31T23:59:59.999999Z"));
        full.put("f_url", "https://a.example/ä");
        full.put("f_bool", true);
        full.put("f_html", "<b>x</b>");
        full.put("f_json", new Item.Json("{\"bb\":[1.50,1e3,null,true,\"ü\\n\"],\"a\":{\"z\":\"\",\"b\":-0.0}}"));
        full.put("tags", new Item.Json("[\"x\",\"y\"]"));
        Map<String, Object> sparse = new LinkedHashMap<>();
        sparse.put("f_text", "");
        sparse.put("f_bool", false);
        sparse.put("f_decimal", new BigDecimal("-0.00"));
        sparse.put("f_json", new Item.Json("{\"a\":\"x\"}"));
        List<Item> all = new ArrayList<>(
                List.of(new Item("thing", 0, full), new Item("thing", 1, sparse), new Item("thing", 2, Map.of())));
        int position = 3;
        for (String word : List.of("ä", "Z", "a", "_", "É", "𝄞", "\uFFFD", "a b", "ab", "")) {
            all.add(new Item("word", position++, Map.of("word", word, "size", new BigDecimal("1.5"))));
        }
        all.add(new Item(
                "trunk",
                99,
                Map.of(
                        "size",
                        new BigDecimal("2.50"),
                        "made",
                        LocalDate.of(1899, 12, 31),
                        "drawers",
                        new Item.Rows(List.of(
                                new Item("trunk.drawers", 0, Map.of("name", "ü", "lock", true)),
                                new Item("trunk.drawers", 1, Map.of("name", "", "lock", false)))))));
        PageOfItems page = new PageOfItems("p1", "https://a.example/p1", 7, Rung.STATIC, true, false, MONDAY);
        db.write(tx -> items.save(tx, page, kinds, all));
    }

    private static ItemSpec thing() {
        List<FieldSpec> fields = new ArrayList<>();
        for (FieldType type : FieldType.values()) {
            fields.add(field("f_" + type.label(), type, false));
        }
        fields.add(field("tags", FieldType.TEXT, true));
        return new ItemSpec("thing", "thing", List.of(), Optional.empty(), List.of(), fields);
    }

    /** With rows inside whose table comes first by its name. */
    private static ItemSpec trunk() {
        FieldSpec drawers = new FieldSpec(
                "drawers",
                new Source.Nested(
                        Selector.css("li"),
                        List.of(field("name", FieldType.TEXT, false), field("lock", FieldType.BOOL, false)),
                        Optional.of(new Source.Rows("drawer", List.of("name")))),
                FieldType.JSON,
                false,
                false,
                Optional.empty(),
                Optional.empty());
        return new ItemSpec(
                "trunk",
                "trunk",
                List.of(),
                Optional.empty(),
                List.of("size", "made"),
                List.of(field("size", FieldType.DECIMAL, false), field("made", FieldType.DATE, false), drawers));
    }

    private static ItemSpec word() {
        return new ItemSpec(
                "word",
                "word",
                List.of(),
                Optional.empty(),
                List.of("size", "word"),
                List.of(field("word", FieldType.TEXT, false), field("size", FieldType.DECIMAL, false)));
    }

    private static FieldSpec field(String name, FieldType type, boolean many) {
        return new FieldSpec(name, new Source.Value(""), type, many, false, Optional.empty(), Optional.empty());
    }

    private List<String> exported(String store) throws Exception {
        Path file = Files.createTempFile(folder, "rows", ".jsonl");
        try (Database db = Database.open(store)) {
            new ItemStore(db).export(List.of(thing(), word()), ItemStore.Format.JSONL, file);
        }
        try (Stream<String> lines = Files.lines(file)) {
            return lines.map(StoreCopyTest::json).sorted().toList();
        }
    }

    /** After every row that arrives. */
    private static void trigger(String store, String table, String sqlite, String postgresql) throws SQLException {
        if (store.startsWith("sqlite:")) {
            String what = sqlite.startsWith("RAISE") ? "SELECT " + sqlite : sqlite;
            execute(store, "CREATE TRIGGER meddle AFTER INSERT ON " + table + " BEGIN " + what + "; END");
        } else {
            execute(
                    store,
                    "CREATE FUNCTION meddle() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN " + postgresql
                            + "; RETURN NEW; END $$");
            execute(
                    store,
                    "CREATE TRIGGER meddle AFTER INSERT ON " + table + " FOR EACH ROW EXECUTE FUNCTION meddle()");
        }
    }

    private static void empty(String store) throws SQLException {
        StringBuilder all = new StringBuilder();
        for (String table : OWN) {
            all.append(all.isEmpty() ? "" : " UNION ALL ").append("SELECT '" + table + "', COUNT(*) FROM " + table);
        }
        assertThat(rows(store, all.toString())).hasSameSizeAs(OWN).allMatch(row -> row.endsWith("|0"));
    }

    private static List<String> dump(String store, String table) throws SQLException {
        return rows(store, "SELECT * FROM " + table).stream().sorted().toList();
    }

    private static List<String> rows(String store, String sql) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(jdbc(store));
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(sql)) {
            while (found.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= found.getMetaData().getColumnCount(); i++) {
                    String text = String.valueOf(found.getString(i));
                    row.add(text.startsWith("{") || text.startsWith("[") ? json(text) : text);
                }
                rows.add(String.join("|", row));
            }
        }
        return rows;
    }

    private static String json(String text) {
        return plain(JSON.readTree(text)).toString();
    }

    /** By value: PostgreSQL spells the numbers and sorts the keys of JSON in its own way. */
    private static Object plain(JsonNode node) {
        if (node.isNumber()) {
            return node.doubleValue() + 0.0;
        }
        if (node.isArray()) {
            List<Object> list = new ArrayList<>();
            node.forEach(element -> list.add(plain(element)));
            return list;
        }
        Map<String, Object> sorted = new TreeMap<>();
        node.properties().forEach(field -> sorted.put(field.getKey(), plain(field.getValue())));
        return node.isObject() ? sorted : node;
    }

    private static void execute(String store, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(jdbc(store));
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String jdbc(String store) {
        return store.startsWith("sqlite:")
                ? "jdbc:" + store
                : "jdbc:" + store.replace("postgres@", "") + "?user=postgres";
    }
}
