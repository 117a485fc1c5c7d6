package dev.gannet.db;

import dev.gannet.web.ScrapeException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** PostgreSQL as its image starts it; a missing engine is a failure. */
@Tag("containers")
class PostgresContainerTest {
    private static final String PASSWORD = "s3cret of the test";

    private final Locale before = Locale.getDefault();

    @AfterEach
    void restoreLocale() {
        Locale.setDefault(before);
    }

    @Test
    void tablesAreMadeAndRowsReadBackByThePasswordAlone() {
        // Testcontainers makes names of environment variables by upper case in the default locale; ours has a dotted I.
        Locale.setDefault(Locale.ROOT);
        assertThat(DockerClientFactory.instance().isDockerAvailable())
                .as("the containers tier needs a Docker engine, and none answers")
                .isTrue();
        String image =
                Optional.ofNullable(System.getenv("GANNET_POSTGRES_IMAGE")).orElse("postgres:15");
        System.out.println("PostgresContainerTest uses the image " + image);
        try (GenericContainer<?> server = new GenericContainer<>(DockerImageName.parse(image))) {
            server.withEnv("POSTGRES_USER", "gannet")
                    .withEnv("POSTGRES_DB", "gannet")
                    .withEnv("POSTGRES_PASSWORD", PASSWORD)
                    .withExposedPorts(5432)
                    // The image starts a server to make the database, and then the real one.
                    .waitingFor(Wait.forLogMessage(".*database system is ready to accept connections.*", 2)
                            .withStartupTimeout(Duration.ofMinutes(2)))
                    .start();
            String place = "@" + server.getHost() + ":" + server.getMappedPort(5432) + "/gannet";
            String right = "postgresql://gannet:" + PASSWORD.replace(" ", "%20") + place;
            try (Database db = Database.open(right)) {
                db.write(tx -> tx.update("INSERT INTO gannet_tick (job, due, outcome) VALUES ('a', now(), 'done')"));
                assertThat(db.<Long>read(tx -> tx.number("SELECT COUNT(*) FROM gannet_tick")))
                        .isEqualTo(1);
            }
            assertThatThrownBy(() -> Database.open("postgresql://gannet:wrong" + place))
                    .isInstanceOf(ScrapeException.class)
                    .hasMessageContaining("cannot open the database")
                    .hasMessageNotContaining("wrong");
        }
    }
}
