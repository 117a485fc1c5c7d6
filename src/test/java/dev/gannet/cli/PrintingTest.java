package dev.gannet.cli;

import dev.gannet.crawl.RunProgress;
import dev.gannet.crawl.RunSummary;
import dev.gannet.extract.Extraction;
import dev.gannet.politeness.PolitenessSpec;
import dev.gannet.web.FailureKind;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

@Tag("fast")
class PrintingTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final AtomicLong nanos = new AtomicLong();

    private Terminal terminal(boolean live) {
        return new Terminal(new PrintWriter(out), new PrintWriter(err), new TerminalLook(live, false, 60));
    }

    private static RunProgress progress(long done) {
        return new RunProgress(done, 3, 0, 40, 2, 1200, 2.14, Optional.of(Duration.ofSeconds(75)), Optional.empty());
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    @Test
    void progressSaysWhatIsDoneAndHowLongItTakes() {
        assertThat(ProgressLine.text(progress(1200)))
                .isEqualTo("1,200 done, 42 to do, 3 failed | 1,200 rows | 2.1 pages/s | about 1m 15s left");
    }

    @Test
    void theLiveLineIsRedrawnAtMostFiveTimesASecond() {
        ProgressLine line = new ProgressLine(terminal(true), true, nanos::get);
        for (int i = 0; i < 100; i++) {
            line.progress(progress(i));
            pass(Duration.ofMillis(10));
        }
        assertThat(Pattern.compile("\r").matcher(err.toString()).results().count())
                .isEqualTo(5);
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void aCauseThatKeepsAllPagesFromBeingReadIsSaidAtOnce() {
        ProgressLine line = new ProgressLine(terminal(false), true, nanos::get);
        line.progress(progress(0));
        pass(Duration.ofSeconds(1));
        RunProgress.Trouble trouble =
                new RunProgress.Trouble("127.0.0.1:9 refuses connections", "3 of 3 pages so far, tried again in 4 s");
        RunProgress stuck = new RunProgress(0, 0, 0, 3, 0, 0, 0, Optional.empty(), Optional.of(trouble));
        line.progress(stuck);
        pass(Duration.ofSeconds(1));
        line.progress(stuck);
        assertThat(err.toString().lines())
                .containsExactly(
                        "0 done, 3 to do | 127.0.0.1:9 refuses connections: 3 of 3 pages so far, tried again in 4 s");
    }

    @Test
    void theLiveLineFitsTheTerminalAndNotesStandAboveIt() {
        ProgressLine line = new ProgressLine(terminal(true), true, nanos::get);
        line.progress(progress(1));
        line.note("a note\r\n\u001b[2Jin one line");
        line.end();
        String[] parts = err.toString().split("\r\u001b\\[K", -1);
        assertThat(parts[1]).hasSizeLessThan(60).endsWith("…");
        assertThat(parts[2])
                .startsWith("a note [2Jin one line" + System.lineSeparator())
                .endsWith(parts[1]);
        assertThat(parts[3]).isEmpty();
    }

    @Test
    void onAPipeAPlainLineComesEveryTenSeconds() {
        ProgressLine line = new ProgressLine(terminal(false), true, nanos::get);
        for (int i = 0; i < 25; i++) {
            line.progress(progress(i));
            pass(Duration.ofSeconds(1));
        }
        line.end();
        assertThat(err.toString().lines()).hasSize(2);
        assertThat(err.toString()).doesNotContain("\r\u001b");
    }

    @Test
    void noProgressMeansNoneAtAll() {
        ProgressLine line = new ProgressLine(terminal(true), false, nanos::get);
        line.progress(progress(1));
        line.end();
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void aTableFitsItsWidthAndPutsNumbersToTheRight() {
        Map<String, @Nullable Object> first = new LinkedHashMap<>();
        first.put("name", "A very long name that does not fit the line at all, however one looks at it");
        first.put("price", 9.5);
        Map<String, @Nullable Object> second = new LinkedHashMap<>();
        second.put("name", "B\nb");
        second.put("price", null);
        PrintWriter writer = new PrintWriter(out);
        new TablePrinter(30).print(List.of("name", "price"), List.of(first, second), writer);
        List<String> lines = out.toString().lines().toList();
        assertThat(lines).hasSize(4).allMatch(line -> line.length() <= 30);
        assertThat(lines.get(2)).contains("…").endsWith("  9.5");
        assertThat(lines.get(3)).isEqualTo("B b");
    }

    @Test
    void terminalsAreKnownByTheirEnvironment() {
        Map<String, String> usual = Map.of("TERM", "xterm", "COLUMNS", "132");
        assertThat(TerminalLook.of(usual, true, true)).isEqualTo(new TerminalLook(true, true, 132));
        assertThat(TerminalLook.of(usual, false, false)).isEqualTo(new TerminalLook(false, false, 132));
        assertThat(TerminalLook.of(Map.of("TERM", "xterm", "COLUMNS", "80", "NO_COLOR", "1"), true, true))
                .isEqualTo(new TerminalLook(true, false, 80));
        assertThat(TerminalLook.of(Map.of("TERM", "xterm", "COLUMNS", "80", "CI", "true"), true, true)
                        .live())
                .isFalse();
        assertThat(TerminalLook.of(Map.of("TERM", "dumb", "COLUMNS", "80"), true, true))
                .isEqualTo(new TerminalLook(false, false, 80));
    }

    @ParameterizedTest
    @EnumSource(FailureKind.class)
    void everyKindOfFailureHasARemedyInOneSentence(FailureKind kind) {
        assertThat(Remedies.of(kind)).endsWith(".").hasSizeBetween(20, 120);
        assertThat(Arrays.stream(FailureKind.values())
                        .filter(other -> Remedies.of(other).equals(Remedies.of(kind))))
                .hasSize(1);
    }

    @Test
    void theSummaryNamesFieldTextAndPageOfWhatWasNotAsDescribed() {
        RunSummary whole = Samples.summary(RunSummary.End.COMPLETE, List.of());
        List<RunSummary.Misreading> misreadings = new ArrayList<>(List.of(
                new RunSummary.Misreading(
                        "product",
                        "price",
                        Extraction.Cause.UNREADABLE,
                        "wanted an amount",
                        37,
                        List.of(
                                new RunSummary.Example("free\u001b[2J", "http://shop.example/1"),
                                new RunSummary.Example("soon", "http://shop.example/2"))),
                new RunSummary.Misreading(
                        "product",
                        "sku",
                        Extraction.Cause.MISSING,
                        "required, but not found; the item was left out",
                        1,
                        List.of(new RunSummary.Example("", "http://shop.example/3")))));
        for (int i = 0; i < 5; i++) {
            misreadings.add(
                    new RunSummary.Misreading("a", "b" + i, Extraction.Cause.ASSUMED, "taken as UTC", 9, List.of()));
        }
        new SummaryPrinter(terminal(false))
                .print(new Report(
                        Samples.with(whole, misreadings), Path.of("shop.yaml"), Optional.empty(), ExitCode.COMPLETE));
        assertThat(out.toString()).contains("""
                Values that were not as described
                  product.price: 37 values missing, wanted an amount
                    'free [2J' at http://shop.example/1
                    'soon' at http://shop.example/2
                  product.sku: required, but not found; the item was left out
                    http://shop.example/3
                  a.b0: 9 times taken as UTC
                  a.b1: 9 times taken as UTC
                  a.b2: 9 times taken as UTC
                  and 2 other kinds; the log has those of each page
                """);
        assertThat(SummaryJson.of(new Report(
                        Samples.with(whole, misreadings), Path.of("shop.yaml"), Optional.empty(), ExitCode.COMPLETE)))
                .contains(
                        "{\"kind\":\"product\",\"field\":\"price\",\"cause\":\"unreadable\",\"told\":\"wanted an amount\","
                                + "\"count\":37,\"examples\":[{\"text\":\"free\\u001B[2J\",\"url\":\"http://shop.example/1\"}");
    }

    /** A list and the pages of its items fill one table: it is shown once. */
    @Test
    void eachTableIsShownOnce() {
        RunSummary.Kind list = new RunSummary.Kind("product", "product", 1, 0, 0, 0, 1);
        RunSummary.Kind page = new RunSummary.Kind("product_page", "product", 0, 1, 0, 0, 1);
        new SummaryPrinter(terminal(false))
                .print(new Report(
                        Samples.summary(RunSummary.End.COMPLETE, List.of(), List.of(list, page)),
                        Path.of("shop.yaml"),
                        Optional.empty(),
                        ExitCode.COMPLETE));
        assertThat(out.toString()).containsOnlyOnce("select * from product limit 5");
    }

    @Test
    void amountsReadTheSameEverywhere() {
        assertThat(List.of(Amounts.of(1, "page"), Amounts.of(1234567, "page")))
                .containsExactly("1 page", "1,234,567 pages");
        assertThat(List.of(350L, 4_200L, 4_000L, 42_000L, 60_000L, 123_400L, 3_840_000L).stream()
                        .map(Duration::ofMillis)
                        .map(Amounts::of))
                .containsExactly("350ms", "4.2s", "4s", "42s", "1m", "2m 03s", "1h 04m");
    }

    @Test
    void commandsToCopySurviveAShell() {
        assertThat(Shell.show("sqlite:/my data/it's.db", "Order"))
                .isEqualTo("sqlite3 -box '/my data/it'\\''s.db' 'select * from \"Order\" limit 5'");
        assertThat(Shell.show("postgresql://me@db/shop", "product"))
                .isEqualTo("psql postgresql://me@db/shop -c 'select * from product limit 5'");
    }

    @Test
    void paceIsToldAsASentence() {
        assertThat(pace(Duration.ofMillis(500))).startsWith("at most 2 pages per second");
        assertThat(pace(Duration.ofSeconds(5))).startsWith("at most 1 page every 5s");
        assertThat(pace(Duration.ZERO)).startsWith("no pause between pages");
    }

    private static String pace(Duration delay) {
        return PlanWords.pace(new PolitenessSpec(delay, 2, true, Optional.empty(), Optional.empty()));
    }

    @Test
    void thePoolIsSpokenOfOnlyWhenSomethingWasOutOfTheOrdinary() {
        assertThat(PoolWords.unusual(Samples.pool(Map.of("closed", 2L, "uses", 9L, "age", 1L, "another key", 1L))))
                .isEmpty();
        assertThat(PoolWords.unusual(Samples.pool(Map.of("closed", 2L, "hung", 1L, "crashed", 2L))))
                .contains("4 started, 3 replaced (2 crashed, 1 hung)");
    }
}
