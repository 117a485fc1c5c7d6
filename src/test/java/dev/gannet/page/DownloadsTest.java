package dev.gannet.page;

import dev.gannet.files.FileFolder;
import dev.gannet.kit.Answer;
import dev.gannet.kit.Browsers;
import dev.gannet.kit.LocalSite;
import dev.gannet.kit.OpenGate;
import dev.gannet.web.Artefact;
import dev.gannet.web.Deadline;
import dev.gannet.web.FailureKind;
import dev.gannet.web.ScrapeException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static dev.gannet.kit.Answer.html;
import static dev.gannet.page.PageWindowsTest.click;
import static dev.gannet.page.PageWindowsTest.item;
import static dev.gannet.page.PageWindowsTest.open;
import static dev.gannet.page.PageWindowsTest.soon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Files that a page sends, in a real Chrome. */
@Tag("fast")
class DownloadsTest {
    private static final String PDF = "%PDF-1.7 not much of one";

    private final LocalSite site = LocalSite.open()
            .on(
                    "/main",
                    html("<title>main</title><p class=item>item</p><a id=plain href=/file>f</a>"
                            + "<a id=evil href=/evil>e</a><a id=large href=/large>l</a><a id=endless href=/endless>n</a><a id=mute href=/mute>u</a>"
                            + "<a id=slow href=/slow>s</a>"
                            + "<a id=made download=made.csv href=\"data:text/csv,a%2Cb\">m</a>"))
            .on("/file", Answer.download("report.dat", PDF))
            .on("/evil", Answer.download("../../evil\\..\\CON", "evil"))
            .on("/large", Answer.download("large.bin", "x".repeat(300_000)))
            .on("/slow", (request, wire) -> {
                wire.write("HTTP/1.1 200 OK\r\nContent-Type: application/octet-stream\r\n"
                        + "Content-Disposition: attachment; filename=slow.bin\r\nConnection: close\r\n\r\n");
                for (int i = 0; i < 4; i++) {
                    wire.write("piece" + i + " ");
                    wire.rest(Duration.ofMillis(200));
                }
            })
            .on("/mute", (request, wire) -> {
                wire.write("HTTP/1.1 200 OK\r\nContent-Type: application/octet-stream\r\n"
                        + "Content-Disposition: attachment; filename=mute.bin\r\nContent-Length: 90000\r\n\r\nx");
                wire.rest(Duration.ofDays(1));
            })
            .on("/endless", (request, wire) -> {
                wire.write("HTTP/1.1 200 OK\r\nContent-Type: application/octet-stream\r\n"
                        + "Content-Disposition: attachment; filename=endless.bin\r\nContent-Length: 90000\r\n\r\n"
                        + "x".repeat(2000));
                wire.rest(Duration.ofDays(1));
            });

    @TempDir
    Path folder;

    @AfterEach
    void close() {
        site.close();
    }

    private Path run() {
        return folder.resolve("run");
    }

    private void on(long most, BiConsumer<LivePage, Downloads> work) {
        Browsers.lease(Browsers.key("downloads"), session -> {
            LivePage page = open(new OpenGate(), session, site.url("/main"));
            page.settle(item());
            work.accept(page, new Downloads(page, new FileFolder(run(), most)));
            return true;
        });
    }

    @Test
    void aFileIsKeptWholeWithItsNameHashAndKind() throws Exception {
        Artefact[] kept = new Artefact[3];
        on(1_000_000, (page, downloads) -> {
            downloads.expect(soon());
            click(page, "#plain");
            kept[0] = downloads.await(Optional.empty(), soon()).files().get(0);
            downloads.expect(soon());
            click(page, "#plain");
            kept[1] = downloads.await(Optional.empty(), soon()).files().get(0);
            downloads.expect(soon());
            click(page, "#made");
            kept[2] = downloads.await(Optional.empty(), soon()).files().get(0);
        });
        String hash = HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(PDF.getBytes(StandardCharsets.UTF_8)));
        Path real = run().toRealPath();
        assertThat(kept[0])
                .isEqualTo(
                        new Artefact("report.dat", real.resolve("report.dat"), hash, "application/pdf", PDF.length()));
        assertThat(kept[0].file()).hasContent(PDF);
        assertThat(kept[1].name()).as("what is there is not written over").isEqualTo("report-2.dat");
        assertThat(kept[2].name()).isEqualTo("made.csv");
        assertThat(kept[2].type()).isEqualTo("text/csv");
        assertThat(kept[2].file()).hasContent("a,b");
        try (Stream<Path> all = Files.list(run())) {
            assertThat(all).as("nothing half-done is left").hasSize(3);
        }
    }

    @Test
    void aFileThatComesSlowlyIsAwaitedToItsEnd() {
        on(1_000_000, (page, downloads) -> {
            downloads.expect(soon());
            click(page, "#slow");
            Artefact kept =
                    downloads.await(Optional.of("named.bin"), soon()).files().get(0);
            assertThat(kept.name()).isEqualTo("named.bin");
            assertThat(kept.file()).content().startsWith("piece0").endsWith("piece3 ");
        });
    }

    @Test
    void S17_noNameLeadsOutOfTheRunsFolder() throws IOException {
        Files.createDirectories(run());
        Path outside = Files.writeString(folder.resolve("outside"), "untouched");
        Files.createSymbolicLink(run().resolve("linked"), outside);
        FileFolder files = new FileFolder(run(), 1_000);
        on(1_000_000, (page, downloads) -> {
            downloads.expect(soon());
            click(page, "#evil");
            Artefact kept = downloads.await(Optional.empty(), soon()).files().get(0);
            assertThat(kept.file()).hasContent("evil").hasParent(real());
        });
        for (String name : List.of(
                "../../evil",
                "..",
                ".",
                "",
                "/etc/passwd",
                "a\u0000b",
                "CON",
                "con.txt",
                "x".repeat(300) + ".pdf",
                "ü".repeat(300),
                "C:\\windows\\x",
                "linked",
                ".hidden",
                "trailing. ",
                "\u202egpj.exe")) {
            Artefact kept = files.keep(name, "content".getBytes(StandardCharsets.UTF_8));
            assertThat(kept.file()).as(name).hasParent(real()).hasContent("content");
            assertThat(Files.isRegularFile(kept.file(), LinkOption.NOFOLLOW_LINKS))
                    .isTrue();
            assertThat(kept.name().getBytes(StandardCharsets.UTF_8).length).isLessThan(200);
            assertThat(kept.name()).doesNotMatch("(?i)con(\\..*)?").doesNotStartWith(".");
        }
        assertThat(outside).hasContent("untouched");
        try (Stream<Path> all = Files.list(folder)) {
            assertThat(all).containsExactlyInAnyOrder(outside, run());
        }
    }

    private Path real() {
        try {
            return run().toRealPath();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void aFileThatIsTooLargeOrDoesNotEndIsAFailureThatSaysSo() {
        on(100_000, (page, downloads) -> {
            downloads.expect(soon());
            click(page, "#large");
            assertThatThrownBy(() -> downloads.await(Optional.empty(), soon()))
                    .isInstanceOfSatisfying(
                            ScrapeException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.TOO_LARGE))
                    .hasMessageContaining("100000 bytes");
        });
        on(100_000, (page, downloads) -> {
            downloads.expect(soon());
            click(page, "#endless");
            assertThatThrownBy(() -> downloads.await(Optional.empty(), Deadline.in(Duration.ofSeconds(2))))
                    .isInstanceOfSatisfying(
                            ScrapeException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.STEP))
                    .hasMessageContaining("the download did not end in time");
        });
        on(100_000, (page, downloads) -> {
            downloads.expect(soon());
            click(page, "#mute");
            assertThatThrownBy(() -> downloads.await(Optional.empty(), Deadline.in(Duration.ofMillis(300))))
                    .hasMessageContaining("no download came in time");
        });
        assertThat(run()).doesNotExist();
    }

    @Test
    void afterwardsDownloadsAreRefusedAgain() {
        on(100_000, (page, downloads) -> {
            downloads.expect(soon());
            Path spool;
            try (Stream<Path> all = Files.list(page.session().newFolder().getParent())) {
                spool = all.filter(one -> one.getFileName().toString().startsWith("f-"))
                        .findFirst()
                        .orElseThrow();
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
            assertThat(spool).isEmptyDirectory();
            new Renderer(new OpenGate()).leave(page.session());
            LivePage next = open(new OpenGate(), page.session(), site.url("/main"));
            next.settle(item());
            click(next, "#plain");
            page.session().asyncScript("setTimeout(arguments[0], 700)", soon());
            try (Stream<Path> all = Files.walk(spool.getParent())) {
                assertThat(all.map(String::valueOf)).noneMatch(one -> one.contains("report"));
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
            assertThat(site.heard("/file")).hasSize(1);
        });
    }
}
