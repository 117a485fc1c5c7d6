package dev.gannet.store;

import dev.gannet.db.Database;
import dev.gannet.extract.FieldSpec;
import dev.gannet.extract.FieldType;
import dev.gannet.extract.Item;
import dev.gannet.extract.ItemSpec;
import dev.gannet.extract.Source;
import dev.gannet.web.Rung;
import dev.gannet.web.Selector;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What the item store promises on both databases. */
abstract class ItemStoreContract {
    private static final Instant MONDAY = Instant.parse("2026-11-16T08:00:00.250Z");
    private static final Instant TUESDAY = Instant.parse("2026-11-17T08:00:00.250Z");

    @TempDir
    Path folder;

    private Database db;
    private ItemStore store;

    abstract String freshStore();

    @BeforeEach
    void open() {
        db = Database.open(freshStore());
        store = new ItemStore(db);
    }

    @AfterEach
    void close() {
        db.close();
    }

    @Test
    void everyTypeIsKeptAsItIs() {
        List<FieldSpec> fields = new ArrayList<>();
        for (FieldType type : FieldType.values()) {
            fields.add(field("f_" + type.label(), type));
        }
        fields.add(new FieldSpec(
                "tags", new Source.Value(""), FieldType.TEXT, true, false, Optional.empty(), Optional.empty()));
        ItemSpec kind = kind("thing", List.of(), fields.toArray(FieldSpec[]::new));
        store.prepare("shop", List.of(kind));
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("f_text", "a\0b");
        values.put("f_int", 7L);
        values.put("f_decimal", new BigDecimal("1.50"));
        values.put("f_money", new BigDecimal("1234.56"));
        values.put("f_money_currency", "EUR");
        values.put("f_date", LocalDate.of(2026, 11, 22));
        values.put("f_datetime", MONDAY);
        values.put("f_url", "https://a.example/");
        values.put("f_file", "https://a.example/x.png");
        values.put("f_file_path", "files/x.png");
        values.put("f_file_sha256", "00ff");
        values.put("f_file_type", "image/png");
        values.put("f_file_size", 3_000_000_000L);
        values.put("f_bool", true);
        values.put("f_html", "<b>x</b>");
        values.put("f_markdown", "# x\n\n*y*");
        values.put("f_json", new Item.Json("{\"b\":1,\"a\":\"x\\u0000\\ud83dy\"}"));
        values.put("f_table", new Item.Json("[{\"Size\":\"40\"}]"));
        values.put("tags", new Item.Json("[\"x\",\"y\"]"));
        save(MONDAY, "p1", List.of(kind), new Item("thing", 0, values));
        Map<String, Object> row = store.sample("thing", 5).get(0);
        assertThat(row.keySet()).containsExactlyElementsOf(values.keySet());
        assertThat(row)
                .containsEntry("f_text", "ab")
                .containsEntry("f_int", 7L)
                .containsEntry("f_date", LocalDate.of(2026, 11, 22))
                .containsEntry("f_datetime", MONDAY)
                .containsEntry("f_bool", true)
                .containsEntry("f_money_currency", "EUR");
        assertThat(row).containsEntry("f_markdown", "# x\n\n*y*");
        assertThat(row.get("f_table").toString().replace(" ", "")).isEqualTo("[{\"Size\":\"40\"}]");
        assertThat((BigDecimal) row.get("f_money")).isEqualByComparingTo("1234.56");
        assertThat((BigDecimal) row.get("f_decimal")).isEqualByComparingTo("1.5");
        assertThat(row.get("f_json").toString().replace(" ", ""))
                .contains("\"a\":\"xy\"")
                .contains("\"b\":1");
        assertThat(save(TUESDAY, "p1", List.of(kind), new Item("thing", 0, values))
                        .get("thing"))
                .isEqualTo(new SaveCounts.Kind(0, 0, 1, 0));
    }

    @Test
    void withoutAKeyAPageReplacesItsOwnRowsAndNoOthers() {
        ItemSpec quote = kind("quote", List.of(), field("text", FieldType.TEXT));
        store.prepare("quotes", List.of(quote));
        assertThat(save(
                                MONDAY,
                                "p1",
                                List.of(quote),
                                text("quote", 0, "a"),
                                text("quote", 1, "b"),
                                text("quote", 2, "c"))
                        .get("quote"))
                .isEqualTo(new SaveCounts.Kind(3, 0, 0, 0));
        save(MONDAY, "p2", List.of(quote), text("quote", 0, "z"));
        assertThat(save(TUESDAY, "p1", List.of(quote), text("quote", 0, "a"), text("quote", 1, "B"))
                        .get("quote"))
                .isEqualTo(new SaveCounts.Kind(0, 1, 1, 1));
        assertThat(column("quote", "text")).containsExactly("a", "B", "z");
        assertThat(moments("_first_seen")).containsExactly(MONDAY, MONDAY, MONDAY);
        assertThat(moments("_last_seen")).containsExactly(TUESDAY, TUESDAY, MONDAY);
        assertThat(save(TUESDAY, "p1", List.of(quote)).get("quote")).isEqualTo(new SaveCounts.Kind(0, 0, 0, 2));
        assertThat(store.count("quote")).isEqualTo(1);
    }

    @Test
    void withAKeyOnlyWhatWasFoundIsReplaced() {
        ItemSpec product = kind(
                "product",
                List.of("sku"),
                field("sku", FieldType.TEXT),
                field("name", FieldType.TEXT),
                field("price", FieldType.MONEY));
        store.prepare("shop", List.of(product));
        save(MONDAY, "p1", List.of(product), product("1", "Pen", "1.50"), product("2", "Ink", "9"));
        assertThat(save(
                                TUESDAY,
                                "p2",
                                List.of(product),
                                product("1", null, "1.5"),
                                product("2", "Ink", "8.99"),
                                product("3", "Cap", null))
                        .get("product"))
                .isEqualTo(new SaveCounts.Kind(1, 1, 1, 0));
        assertThat(store.sample("product", 9).stream().map(row -> row.get("sku") + " " + row.get("name")))
                .containsExactlyInAnyOrder("1 Pen", "2 Ink", "3 Cap");
        assertThat(db.<List<Instant>>read(tx -> tx.list(
                        "SELECT _first_seen FROM product WHERE sku = '1'",
                        row -> row.moment("_first_seen").orElseThrow())))
                .containsExactly(MONDAY);
    }

    @Test
    void ofTwoItemsOfAPageWithTheSameKeyTheLastCounts() {
        ItemSpec product = kind(
                "product",
                List.of("sku"),
                field("sku", FieldType.TEXT),
                field("name", FieldType.TEXT),
                field("price", FieldType.MONEY));
        store.prepare("shop", List.of(product));
        assertThat(save(MONDAY, "p1", List.of(product), product("1", "Pen", null), product("1", "Quill", null))
                        .get("product"))
                .isEqualTo(new SaveCounts.Kind(1, 0, 0, 0));
        assertThat(column("product", "name")).containsExactly("Quill");
    }

    @Test
    void twoKindsOfOneTableMergeTheListAndTheDetail() {
        ItemSpec card =
                shared("card", "product", List.of("sku"), field("sku", FieldType.TEXT), field("name", FieldType.TEXT));
        ItemSpec detail = shared(
                "detail", "product", List.of("sku"), field("sku", FieldType.TEXT), field("text", FieldType.TEXT));
        store.prepare("shop", List.of(card, detail));
        save(MONDAY, "list", List.of(card), new Item("card", 0, Map.of("sku", "1", "name", "Pen")));
        save(TUESDAY, "one", List.of(detail), new Item("detail", 0, Map.of("sku", "1", "text", "writes")));
        assertThat(store.sample("product", 9)).containsExactly(row("sku", "1", "name", "Pen", "text", "writes"));
    }

    @Test
    void aTableInsideAnotherGrowsWithItToo() {
        ItemSpec before = kind("box", List.of("no"), field("no", FieldType.INT), field("name", FieldType.TEXT));
        store.prepare("boxes", List.of(before));
        save(MONDAY, "p1", List.of(before), new Item("box", 0, Map.of("no", 1L, "name", "a")));
        ItemSpec whole =
                kind("box", List.of("no"), field("no", FieldType.INT), parts("part", field("n", FieldType.INT)));
        store.prepare("boxes", List.of(whole));
        save(MONDAY, "p1", List.of(whole), new Item("box", 0, Map.of("no", 1L, "parts", inside(Map.of("n", 7L)))));
        ItemSpec after = kind(
                "box",
                List.of("no"),
                field("no", FieldType.DECIMAL),
                parts("part", field("n", FieldType.DECIMAL), field("size", FieldType.DECIMAL)));
        store.prepare("boxes", List.of(after));
        store.prepare("boxes", List.of(after));
        BigDecimal half = new BigDecimal("1.50");
        assertThat(save(
                        TUESDAY,
                        "p2",
                        List.of(after),
                        new Item("box", 0, Map.of("no", half, "parts", inside(Map.of("n", half, "size", half)))),
                        new Item("box", 1, Map.of("no", new BigDecimal("1"), "parts", inside()))))
                .containsEntry("box", new SaveCounts.Kind(1, 0, 1, 0))
                .containsEntry("box.parts", new SaveCounts.Kind(1, 0, 0, 0));
        assertThat(db.<List<String>>read(tx -> tx.list(
                        "SELECT CAST(CAST(box_no AS DOUBLE PRECISION) AS TEXT) AS a,"
                                + " CAST(CAST(n AS DOUBLE PRECISION) AS TEXT) AS b FROM part ORDER BY 1",
                        row -> row.text("a").replace(".0", "") + " "
                                + row.text("b").replace(".0", ""))))
                .containsExactly("1 7", "1.5 1.5");
        assertThatThrownBy(() -> db.write(tx -> tx.update("UPDATE part SET box_no = 9")))
                .hasMessageMatching("(?is).*foreign key.*");
        assertThatThrownBy(() -> store.prepare(
                        "boxes", List.of(after, kind("part", List.of("n"), field("n", FieldType.DECIMAL)))))
                .hasMessageContaining("another one's");
        assertThatThrownBy(() ->
                        store.prepare("boxes", List.of(kind("part", List.of("n"), field("n", FieldType.DECIMAL)))))
                .hasMessageContaining("the rows of part belong to rows of box, and in the job to none now");
    }

    @Test
    void whatIsInsideAnItemThatAPageShowsTwiceIsOfBoth() {
        ItemSpec box = kind("box", List.of("no"), field("no", FieldType.INT), parts("part", field("n", FieldType.INT)));
        store.prepare("boxes", List.of(box));
        assertThat(save(
                        MONDAY,
                        "p1",
                        List.of(box),
                        new Item("box", 0, Map.of("no", 1L, "parts", inside(Map.of("n", 1L), Map.of("n", 2L)))),
                        new Item("box", 1, Map.of("no", 1L, "parts", inside(Map.of("n", 2L), Map.of("n", 3L))))))
                .containsEntry("box.parts", new SaveCounts.Kind(3, 0, 0, 0));
        assertThat(column("part", "n")).containsExactlyInAnyOrder(1L, 2L, 3L);
    }

    private static FieldSpec parts(String table, FieldSpec... fields) {
        return new FieldSpec(
                "parts",
                new Source.Nested(
                        Selector.css("li"), List.of(fields), Optional.of(new Source.Rows(table, List.of("n")))),
                FieldType.JSON,
                false,
                false,
                Optional.empty(),
                Optional.empty());
    }

    @SafeVarargs
    private static Item.Rows inside(Map<String, Object>... items) {
        List<Item> all = new ArrayList<>();
        for (Map<String, Object> item : items) {
            all.add(new Item("box.parts", all.size(), item));
        }
        return new Item.Rows(all);
    }

    @Test
    void aTableGrowsWithItsJobAndKeepsItsRows() {
        ItemSpec before = kind("quote", List.of(), field("text", FieldType.TEXT), field("likes", FieldType.INT));
        store.prepare("quotes", List.of(before));
        save(MONDAY, "p1", List.of(before), new Item("quote", 0, Map.of("text", "a", "likes", 3L)));
        ItemSpec after = kind(
                "quote",
                List.of(),
                field("text", FieldType.TEXT),
                field("likes", FieldType.DECIMAL),
                field("author", FieldType.TEXT));
        store.prepare("quotes", List.of(after));
        store.prepare("quotes", List.of(after));
        save(
                MONDAY,
                "p2",
                List.of(after),
                new Item("quote", 0, Map.of("text", "b", "likes", new BigDecimal("2.5"), "author", "x")));
        assertThat(column("quote", "author")).containsExactly(null, "x");
        assertThat(column("quote", "likes").stream().map(n -> ((BigDecimal) n).doubleValue()))
                .containsExactly(3.0, 2.5);
    }

    @Test
    void anotherTypeOrKeyIsAnErrorWithTheWayOutAndDroppingIsOne() {
        ItemSpec before = kind("quote", List.of(), field("text", FieldType.TEXT));
        ItemSpec after = kind("quote", List.of(), field("text", FieldType.INT));
        ItemSpec keyed = kind("quote", List.of("text"), field("text", FieldType.TEXT));
        store.prepare("quotes", List.of(before));
        assertThatThrownBy(() -> store.prepare("quotes", List.of(after)))
                .isInstanceOf(TableConflictException.class)
                .hasMessageContaining("text of quote holds text, and the job says integer now")
                .hasMessageContaining("drop the old one");
        assertThatThrownBy(() -> store.prepare("quotes", List.of(keyed))).hasMessageContaining("another key");
        db.write(tx -> tx.update("DROP TABLE quote"));
        store.prepare("quotes", List.of(after));
        assertThat(store.count("quote")).isZero();
    }

    @Test
    void aTableOfAnotherJobOrOfTheUsersOwnIsRefused() {
        ItemSpec quote = kind("quote", List.of(), field("text", FieldType.TEXT));
        store.prepare("quotes", List.of(quote));
        assertThatThrownBy(() -> store.prepare("others", List.of(quote)))
                .isInstanceOf(TableConflictException.class)
                .hasMessageContaining("belongs to the job quotes")
                .hasMessageContaining("table:");
        db.write(tx -> tx.update("CREATE TABLE mine (id BIGINT)"));
        assertThatThrownBy(() ->
                        store.prepare("quotes", List.of(kind("mine", List.of(), field("text", FieldType.TEXT)))))
                .isInstanceOf(TableConflictException.class)
                .hasMessageContaining("did not make it");
    }

    @Test
    void aRefusedTableLeavesTheOthersAsTheyWere() {
        db.write(tx -> tx.update("CREATE TABLE mine (id BIGINT)"));
        List<ItemSpec> both = List.of(
                kind("quote", List.of(), field("text", FieldType.TEXT)),
                kind("mine", List.of(), field("text", FieldType.TEXT)));
        assertThatThrownBy(() -> store.prepare("quotes", both)).isInstanceOf(TableConflictException.class);
        assertThatThrownBy(() -> db.read(tx -> tx.number("SELECT COUNT(*) FROM quote")))
                .hasMessageContaining("quote");
    }

    @Test
    void namesThatAreOursOrNoneAreRefused_S18() {
        assertThatThrownBy(() -> store.prepare("j", List.of(kind("gannet_run", List.of(), field("a", FieldType.TEXT)))))
                .isInstanceOf(TableConflictException.class);
        assertThatThrownBy(() -> store.prepare("j", List.of(kind("t", List.of(), field("_URL", FieldType.TEXT)))))
                .hasMessageContaining("every row carries");
        assertThatThrownBy(() ->
                        store.prepare("j", List.of(kind("t", List.of(), field("x".repeat(200), FieldType.TEXT)))))
                .hasMessageContaining("200 bytes");
        assertThatThrownBy(() -> store.prepare(
                        "j",
                        List.of(kind(
                                "t",
                                List.of(),
                                field("price", FieldType.MONEY),
                                field("PRICE_currency", FieldType.INT)))))
                .hasMessageContaining("rename");
        String evil = "a\"; DROP TABLE x;--";
        ItemSpec kind = kind(evil, List.of(), field(evil, FieldType.TEXT), field("select", FieldType.TEXT));
        store.prepare("j", List.of(kind));
        save(MONDAY, "p", List.of(kind), new Item(evil, 0, Map.of(evil, "1'; DROP TABLE x", "select", "2")));
        assertThat(store.sample(evil, 1)).containsExactly(row(evil, "1'; DROP TABLE x", "select", "2"));
    }

    @Test
    void aPageThatThrowsLeavesItsOldRows_R16() {
        ItemSpec quote = kind("quote", List.of(), field("text", FieldType.TEXT));
        store.prepare("quotes", List.of(quote));
        save(MONDAY, "p1", List.of(quote), text("quote", 0, "a"));
        assertThatThrownBy(() -> db.write(tx -> {
                    store.save(
                            tx,
                            page(TUESDAY, "p1"),
                            List.of(quote),
                            List.of(text("quote", 0, "b"), text("quote", 1, "c")));
                    throw new IllegalStateException("killed before the commit");
                }))
                .hasMessage("killed before the commit");
        assertThat(column("quote", "text")).containsExactly("a");
    }

    @Test
    void jsonLinesHaveOneTypedObjectARow() throws Exception {
        ItemSpec product = kind(
                "product",
                List.of("sku"),
                field("sku", FieldType.TEXT),
                field("name", FieldType.TEXT),
                field("price", FieldType.MONEY),
                field("specs", FieldType.JSON));
        store.prepare("shop", List.of(product));
        save(
                MONDAY,
                "p1",
                List.of(product),
                new Item(
                        "product",
                        0,
                        Map.of(
                                "sku",
                                "1",
                                "name",
                                "Pen\n\"x\"",
                                "price",
                                new BigDecimal("1.25"),
                                "price_currency",
                                "EUR",
                                "specs",
                                new Item.Json("[1,\n{\"k\":\"v\"}]"))));
        Path file = folder.resolve("out.jsonl");
        store.export(List.of(product), ItemStore.Format.JSONL, file);
        assertThat(Files.readAllLines(file))
                .singleElement()
                .asString()
                .startsWith(
                        "{\"sku\":\"1\",\"name\":\"Pen\\n\\\"x\\\"\",\"price\":1.25,\"price_currency\":\"EUR\",\"specs\":[1,")
                .contains(
                        "\"_pos\":0,\"_run\":1,\"_rung\":\"render\",\"_ready\":true,\"_truncated\":false,\"_first_seen\":\"2026-11-16T08:00:00.250Z\"");
        assertThat(Files.list(folder).map(Path::getFileName).map(Path::toString).filter(name -> name.endsWith(".part")))
                .isEmpty();
    }

    @Test
    void severalKindsAreToldApart() throws Exception {
        ItemSpec a = kind("a", List.of(), field("text", FieldType.TEXT));
        ItemSpec b = kind("b", List.of(), field("text", FieldType.TEXT));
        store.prepare("j", List.of(a, b));
        save(MONDAY, "p", List.of(a, b), text("a", 0, "x"), text("b", 0, "y"));
        store.export(List.of(a, b), ItemStore.Format.JSONL, folder.resolve("all.jsonl"));
        assertThat(Files.readString(folder.resolve("all.jsonl")))
                .contains("{\"_kind\":\"a\",\"text\":\"x\"")
                .contains("{\"_kind\":\"b\",\"text\":\"y\"");
        store.export(List.of(a, b), ItemStore.Format.CSV, folder.resolve("all.csv"));
        assertThat(folder.resolve("all-a.csv")).content().startsWith("text,_url");
        assertThat(folder.resolve("all-b.csv")).content().contains("\ny,").doesNotContain("\nx,");
    }

    @Test
    void theNameOfAFileSaysItsFormat() {
        assertThat(ItemStore.Format.of(Path.of("a.CSV"))).isEqualTo(ItemStore.Format.CSV);
        assertThat(ItemStore.Format.of(Path.of("a.jsonl"))).isEqualTo(ItemStore.Format.JSONL);
        assertThatThrownBy(() -> ItemStore.Format.of(Path.of("INFO.xls"))).hasMessageContaining("not info.xls");
    }

    @Test
    void aFileThatCannotBeWholeKeepsTheOldOne_R29() throws Exception {
        ItemSpec a = kind("a", List.of(), field("text", FieldType.TEXT));
        Path file = Files.writeString(folder.resolve("all.csv"), "old");
        assertThatThrownBy(() -> store.export(List.of(a), ItemStore.Format.CSV, file))
                .isInstanceOf(TableConflictException.class);
        assertThat(file).content().isEqualTo("old");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.filter(path -> path.toString().endsWith(".part"))).isEmpty();
        }
    }

    @Test
    void csvHasAHeaderAndNoFormulas_S19() throws Exception {
        ItemSpec a = kind("a", List.of(), field("text", FieldType.TEXT), field("price", FieldType.DECIMAL));
        store.prepare("j", List.of(a));
        save(
                MONDAY,
                "p",
                List.of(a),
                new Item("a", 0, Map.of("text", "=cmd|'x'!A1, \"y\"", "price", new BigDecimal("-5"))));
        Path file = folder.resolve("a.csv");
        store.export(List.of(a), ItemStore.Format.CSV, file);
        assertThat(Files.readAllLines(file).get(0)).startsWith("text,price,_url,_page,_pos,");
        assertThat(Files.readAllLines(file).get(1))
                .startsWith("\"'=cmd|'x'!A1, \"\"y\"\"\",-5,https://a.example/p,p,0,");
    }

    private Map<String, SaveCounts.Kind> save(Instant at, String page, List<ItemSpec> kinds, Item... items) {
        return db.write(tx -> store.save(tx, page(at, page), kinds, List.of(items)))
                .kinds();
    }

    private static PageOfItems page(Instant at, String key) {
        return new PageOfItems(key, "https://a.example/" + key, 1, Rung.RENDER, true, false, at);
    }

    private static Item text(String kind, int position, String text) {
        return new Item(kind, position, Map.of("text", text));
    }

    private static Item product(String sku, String name, String price) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("sku", sku);
        values.put("name", name);
        values.put("price", price == null ? null : new BigDecimal(price));
        values.put("price_currency", price == null ? null : "EUR");
        return new Item("product", 0, values);
    }

    private static ItemSpec kind(String name, List<String> key, FieldSpec... fields) {
        return shared(name, name, key, fields);
    }

    private static ItemSpec shared(String name, String table, List<String> key, FieldSpec... fields) {
        return new ItemSpec(name, table, List.of(), Optional.empty(), key, List.of(fields));
    }

    private static FieldSpec field(String name, FieldType type) {
        return new FieldSpec(name, new Source.Value(""), type, false, false, Optional.empty(), Optional.empty());
    }

    private static Map<String, Object> row(String... pairs) {
        Map<String, Object> row = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            row.put(pairs[i], pairs[i + 1]);
        }
        return row;
    }

    private List<Object> column(String table, String column) {
        List<Object> values = new ArrayList<>();
        store.sample(table, 100).forEach(row -> values.add(row.get(column)));
        return values;
    }

    private List<Instant> moments(String column) {
        return db.read(tx -> tx.list(
                "SELECT * FROM quote ORDER BY _page, _pos",
                row -> row.moment(column).orElseThrow()));
    }
}
