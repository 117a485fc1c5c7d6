package dev.gannet.crawl;

import dev.gannet.kit.Certificates;
import dev.gannet.kit.LocalSite;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static dev.gannet.kit.Answer.html;
import static org.assertj.core.api.Assertions.assertThat;

/** Who cannot show who he is gets no request and leaves no row, with a browser and without (S27). */
@Tag("fast")
class TlsTest {
    private static final String STORE = "javax.net.ssl.trustStore";
    private static final String PASSWORD = "javax.net.ssl.trustStorePassword";

    @TempDir
    static Path made;

    /** Each certificate is made once. */
    private static final Map<List<Object>, SSLContext> SERVERS = new HashMap<>();

    private static Certificates certificates;
    private static @Nullable String storeBefore;

    @TempDir
    Path folder;

    @BeforeAll
    static void trustTheAuthority() throws Exception {
        certificates = Certificates.in(made);
        storeBefore = System.getProperty(STORE);
        System.setProperty(STORE, certificates.authority().toString());
        System.setProperty(PASSWORD, "changeit");
    }

    @AfterAll
    static void trustItNoMore() {
        System.clearProperty(PASSWORD);
        if (storeBefore == null) {
            System.clearProperty(STORE);
        } else {
            System.setProperty(STORE, storeBefore);
        }
    }

    private JobOnDisk job(String ladder, String robots, List<LocalSite> sites) throws Exception {
        return new JobOnDisk(folder, "tls", """
                start: %s
                items: {page: {fields: {title: {select: h1, required: true}}}}
                politeness: {delay: 0s, robots: %s}
                limits: {attempts: 3}
                ladder: %s
                """.formatted(
                        sites.stream().map(site -> site.url("/")).toList(), robots, ladder));
    }

    private static LocalSite site(String whose, String from, boolean signed) throws Exception {
        List<Object> terms = List.of(whose, from, signed);
        if (!SERVERS.containsKey(terms)) {
            SERVERS.put(terms, certificates.server(whose, from, 30, signed));
        }
        return LocalSite.openTls(SERVERS.get(terms)).on("/", html("<title>x</title><h1>Title</h1>"));
    }

    @Test
    void S27_aCertificateThatIsInOrderIsNoObstacle() throws Exception {
        try (LocalSite site = site("ip:127.0.0.1", "-1d", true)) {
            JobOnDisk job = job("static", "obey", List.of(site));

            RunSummary summary = job.run();

            assertThat(summary.end()).isEqualTo(RunSummary.End.COMPLETE);
            assertThat(job.rows("SELECT title, _url FROM page")).containsExactly("Title|" + site.url("/"));
        }
    }

    /** Nobody known signed it, it is another host's, or it is out of date. */
    @ParameterizedTest
    @CsvSource({"static, ignore", "static, obey", "render, ignore", "render, obey"})
    void S27_unknownForAnotherHostOrOutOfDateEndsAsTlsAndStoresNothing(String ladder, String robots) throws Exception {
        try (LocalSite unknown = site("ip:127.0.0.1", "-1d", false);
                LocalSite another = site("dns:other.example", "-1d", true);
                LocalSite old = site("ip:127.0.0.1", "-60d", true)) {
            List<LocalSite> sites = List.of(unknown, another, old);
            JobOnDisk job = job(ladder, robots, sites);

            RunSummary summary = job.run();

            assertThat(summary.end()).isEqualTo(RunSummary.End.INCOMPLETE);
            assertThat(job.rows("SELECT title FROM page")).isEmpty();
            for (LocalSite site : sites) {
                String page = " WHERE p.url = '" + site.url("/") + "'";
                assertThat(job.rows("SELECT p.state, p.kind FROM gannet_page p" + page))
                        .containsExactly("failed|tls");
                assertThat(job.value(
                                "SELECT COUNT(*) FROM gannet_attempt a JOIN gannet_page p ON p.id = a.page" + page))
                        .as("a certificate does not mend itself")
                        .isEqualTo("1");
                assertThat(site.heard()).as("requests").isEmpty();
                assertThat(job.explain(site.url("/"), false)).last().asString().startsWith("tried and given up, tls: ");
                if (robots.equals("obey")) {
                    assertThat(job.explain(site.url("/"), true))
                            .anyMatch(line -> line.startsWith("politeness.robots: robots.txt is not to be trusted"));
                }
            }
        }
    }
}
