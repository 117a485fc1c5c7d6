package dev.gannet.db;

import dev.gannet.web.ScrapeException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SqliteDatabaseTest extends DatabaseContract {
    @TempDir
    Path folder;

    private int files;

    @Override
    String freshStore() {
        return "sqlite:" + folder.resolve("store" + files++ + ".db");
    }

    @Test
    void aFolderThatIsMissingIsNamed() {
        Path nowhere = folder.resolve("nowhere");
        assertThatThrownBy(() -> Database.open("sqlite:" + nowhere.resolve("a.db")))
                .isInstanceOf(ScrapeException.class)
                .hasMessageContaining("there is no folder " + nowhere);
    }

    @Test
    void aFileThatIsNoDatabaseIsNamed() throws Exception {
        Path file = folder.resolve("notes.txt");
        java.nio.file.Files.writeString(file, "not a database ".repeat(200));
        assertThatThrownBy(() -> Database.open("sqlite:" + file))
                .isInstanceOf(ScrapeException.class)
                .hasMessageContaining("cannot open the database sqlite:" + file);
    }

    @Test
    void aPlaceHasNoCredentials() {
        StoreUrl store = StoreUrl.of("postgresql://ann:s3cret@db.example:5433/shop?sslmode=require", Optional.empty());
        assertThat(store.place()).isEqualTo("postgresql://db.example:5433/shop");
        assertThat(store.jdbc()).isEqualTo("jdbc:postgresql://db.example:5433/shop?sslmode=require");
        assertThat(store.user()).contains("ann");
        assertThat(store.toString()).doesNotContain("s3cret");
    }

    @Test
    void anythingElseIsNoStore() {
        assertThatThrownBy(() -> StoreUrl.of("mysql://root:s3cret@db/shop", Optional.empty()))
                .hasMessageContaining("not mysql:")
                .hasMessageNotContaining("s3cret");
        assertThatThrownBy(() -> StoreUrl.of("postgresql:///shop", Optional.empty()))
                .hasMessageContaining("postgresql://user@host/db");
    }
}
