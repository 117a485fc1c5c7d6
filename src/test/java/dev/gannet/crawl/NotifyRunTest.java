package dev.gannet.crawl;

import dev.gannet.kit.Answer;
import dev.gannet.kit.Heard;
import dev.gannet.kit.LocalSite;
import dev.gannet.kit.PostgresServer;
import dev.gannet.web.FailureKind;
import dev.gannet.web.ScrapeException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static dev.gannet.kit.Answer.html;
import static dev.gannet.kit.Answer.inTurn;
import static dev.gannet.kit.Answer.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A webhook hears of what is news, signed, and until it says that it took it. */
@Tag("fast")
class NotifyRunTest {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String KEY = "a key that nobody guesses";
    private static final String JOB = """
            start: %s/list
            items:
              product:
                each: .product
                key: [sku]
                fields: {sku: "@data-sku", price: {select: i, type: int}}
                expect: {min: 2}
            politeness: {delay: 0s}
            limits: {page: 20s, attempts: 1}
            ladder: static
            notify: {webhook: %s/hook, key: "%s"}
            """;
    private static final String SENT = "SELECT event, state, attempts FROM gannet_notice ORDER BY id";

    @TempDir
    Path folder;

    private final LocalSite site = LocalSite.open();
    private final LocalSite receiver = LocalSite.open();

    @BeforeEach
    void pages() {
        products("a 1", "b 2");
        receiver.on("/hook", status(204, ""));
    }

    @AfterEach
    void close() {
        site.close();
        receiver.close();
    }

    private void products(String... all) {
        StringBuilder list = new StringBuilder();
        for (String one : all) {
            String[] parts = one.split(" ");
            list.append("<p class=product data-sku=" + parts[0] + "><i>" + parts[1] + "</i></p>");
        }
        site.on("/list", html(list.toString()));
    }

    private JobOnDisk job(String store) throws Exception {
        String text = JOB.formatted(site.base(), receiver.base(), KEY);
        return store.equals("sqlite")
                ? new JobOnDisk(folder, "shop", text)
                : new JobOnDisk(folder, "shop", text, PostgresServer.freshStore());
    }

    private List<JsonNode> told() {
        return receiver.heard("/hook").stream()
                .map(heard -> JSON.readTree(
                        new String(heard.body().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8)))
                .toList();
    }

    private List<String> types() {
        return told().stream().map(message -> message.path("type").asString()).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"sqlite", "postgresql"})
    void whatIsNewsIsToldOnce(String store) throws Exception {
        JobOnDisk job = job(store);
        job.run();
        assertThat(types()).containsExactly("gannet.change");
        JsonNode data = told().get(0).path("data");
        assertThat(data.path("job").asString()).isEqualTo("shop");
        assertThat(data.path("changes").size()).isEqualTo(2);
        assertThat(data.path("kinds").get(0).path("added").asInt()).isEqualTo(2);

        job.run();
        assertThat(types()).as("nothing changed").hasSize(1);

        products("a 1", "b 3");
        job.run();
        assertThat(told().get(1).path("data").path("changes").get(0).toString())
                .contains("\"key\":\"b\"", "\"field\":\"price\"", "\"before\":\"2\"", "\"after\":\"3\"");

        products("a 1");
        job.run();
        job.run();
        assertThat(types()).containsExactly("gannet.change", "gannet.change", "gannet.breach");
        assertThat(told().get(2)
                        .path("data")
                        .path("breaches")
                        .get(0)
                        .path("rule")
                        .asString())
                .isEqualTo("expect.min");

        products("a 1", "b 3");
        job.run();
        assertThat(types().subList(3, types().size())).containsExactly("gannet.recovery");
        assertThat(job.rows(SENT)).allMatch(row -> row.endsWith("|sent|1"));
    }

    @Test
    void messagesAreSignedAsStandardWebhooksHasIt() throws Exception {
        job("sqlite").run();
        Heard heard = receiver.heard("/hook").get(0);
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(KEY.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        String signed = heard.header("webhook-id") + "." + heard.header("webhook-timestamp") + "." + heard.body();
        assertThat(heard.header("webhook-signature"))
                .isEqualTo("v1,"
                        + Base64.getEncoder()
                                .encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.ISO_8859_1))));
        assertThat(Long.parseLong(heard.header("webhook-timestamp")) * 1000)
                .isBetween(System.currentTimeMillis() - 120_000, System.currentTimeMillis() + 1000);
        assertThat(heard.method()).isEqualTo("POST");
        assertThat(heard.header("content-type")).isEqualTo("application/json");
    }

    /** A run waits for the second try, and not for the third; {@code OutboxTest} shows a second try that succeeds. */
    @Test
    void whoIsAwayIsToldAgainWithTheSameIdHoldsNoRunUpAndHearsOfItFromTheNext() throws Exception {
        receiver.on("/hook", inTurn(Answer.reset(), status(500, "")));
        JobOnDisk job = job("sqlite");
        assertThat(job.run().end()).isEqualTo(RunSummary.End.COMPLETE);
        assertThat(receiver.heard("/hook")).hasSize(2);
        assertThat(job.rows(SENT)).containsExactly("change|waiting|2");

        receiver.on("/hook", status(200, ""));
        job.execute("UPDATE gannet_notice SET next_at = 0");
        job.run();
        assertThat(job.rows(SENT)).containsExactly("change|sent|3");
        assertThat(receiver.heard("/hook")).hasSize(3);
        assertThat(receiver.heard("/hook").stream()
                        .map(heard -> heard.header("webhook-id"))
                        .distinct())
                .hasSize(1);
    }

    @Test
    void whoSaysThatNothingMoreIsWantedIsNotAskedAgain() throws Exception {
        receiver.on("/hook", status(410, ""));
        JobOnDisk job = job("sqlite");
        job.run();
        job.run();
        assertThat(job.rows(SENT)).containsExactly("change|given-up|1");
    }

    @Test
    void onlyWhatIsAskedForIsTold() throws Exception {
        JobOnDisk job = job("sqlite");
        job.run("notify.when=[breach, recovery]");
        products("a 1");
        job.run("notify.when=[recovery]");
        products("a 1", "b 2");
        job.run("notify.when=[recovery]");
        assertThat(types()).containsExactly("gannet.recovery");
    }

    @Test
    void aDatabaseThatIsAwayIsAFailureToldOnceAndARecoveryWhenItIsBack() throws Exception {
        String text = JOB.formatted(site.base(), receiver.base(), KEY);
        JobOnDisk away = new JobOnDisk(folder, "shop", text, "postgresql://postgres@127.0.0.1:1/nowhere");
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(away::run)
                    .isInstanceOfSatisfying(
                            ScrapeException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.DATABASE));
        }
        assertThat(types()).containsExactly("gannet.failure");
        assertThat(told().get(0).path("data").path("failure").path("kind").asString())
                .isEqualTo("database");

        JobOnDisk back = job("sqlite");
        back.run();
        back.run();
        assertThat(types()).containsExactly("gannet.failure", "gannet.change", "gannet.recovery");
        assertThat(back.rows(SENT)).containsExactly("failure|sent|0", "change|sent|1", "recovery|sent|1");
    }

    @Test
    void aRunThatCannotGoOnIsAFailureAndTheNextThatCanARecovery() throws Exception {
        JobOnDisk job = job("sqlite");
        job.run();
        JobOnDisk unwritable = job("sqlite").output(folder.resolve("shop.yaml").resolve("rows.jsonl"));
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(unwritable::run).isInstanceOf(UncheckedIOException.class);
        }
        job.run();
        assertThat(types()).containsExactly("gannet.change", "gannet.failure", "gannet.recovery");
        assertThat(told().get(1).path("data").path("failure").path("kind").asString())
                .isEqualTo("bug");
    }
}
