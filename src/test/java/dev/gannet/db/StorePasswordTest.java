package dev.gannet.db;

import dev.gannet.web.FailureKind;
import dev.gannet.web.ScrapeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@Tag("fast")
class StorePasswordTest {
    @TempDir
    Path folder;

    private static Optional<String> password(Map<String, String> environment) {
        return StorePassword.of(name -> Optional.ofNullable(environment.get(name)));
    }

    private String file(String text) throws IOException {
        return Files.writeString(folder.resolve("database"), text).toString();
    }

    @Test
    void thereNeedBeNone() {
        assertThat(password(Map.of())).isEmpty();
        assertThat(password(Map.of("PGPASSWORD_FILE", ""))).isEmpty();
    }

    @Test
    void theTextItselfComesBeforeAFile() throws IOException {
        assertThat(password(Map.of("PGPASSWORD", "s3cret"))).contains("s3cret");
        assertThat(password(Map.of("PGPASSWORD", "s3cret", "PGPASSWORD_FILE", file("other"))))
                .contains("s3cret");
    }

    @Test
    void aFileIsReadWithoutItsLinesEnd() throws IOException {
        assertThat(password(Map.of("PGPASSWORD_FILE", file(" s3 cret \n")))).contains(" s3 cret ");
        assertThat(password(Map.of("PGPASSWORD_FILE", file("s3cret\r\n")))).contains("s3cret");
        assertThat(password(Map.of("PGPASSWORD_FILE", file("s3cret")))).contains("s3cret");
    }

    @Test
    void aFileThatHoldsNoneIsNamed() throws IOException {
        refused(file("\n"), "which is empty");
        refused(folder.resolve("missing").toString(), "missing, which cannot be read");
        refused(folder.toString(), "which cannot be read");
    }

    private static void refused(String file, String why) {
        assertThatThrownBy(() -> password(Map.of("PGPASSWORD_FILE", file)))
                .isInstanceOfSatisfying(
                        ScrapeException.class,
                        refused -> assertThat(refused.kind()).isEqualTo(FailureKind.DATABASE))
                .hasMessageContaining("PGPASSWORD_FILE names " + file)
                .hasMessageContaining(why);
    }
}
