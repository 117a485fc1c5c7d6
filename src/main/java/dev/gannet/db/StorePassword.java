package dev.gannet.db;

import dev.gannet.web.FailureKind;
import dev.gannet.web.ScrapeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/** The password of PostgreSQL, from the environment or a file that it names; the driver itself knows {@code ~/.pgpass}. */
final class StorePassword {
    private static final String TEXT = "PGPASSWORD";
    /** As the official image of PostgreSQL names the files of its secrets: both read the same one. */
    private static final String FILE = "PGPASSWORD_FILE";

    private StorePassword() {}

    /** @throws ScrapeException with {@link FailureKind#DATABASE} when there is no password in the file */
    static Optional<String> of(Function<String, Optional<String>> environment) {
        return environment
                .apply(TEXT)
                .or(() ->
                        environment.apply(FILE).filter(name -> !name.isBlank()).map(StorePassword::read));
    }

    private static String read(String name) {
        try {
            String text = Files.readString(Path.of(name)).replaceFirst("\\R\\z", "");
            if (text.isEmpty()) {
                throw unusable(name, "is empty");
            }
            return text;
        } catch (IOException | InvalidPathException e) {
            throw unusable(name, "cannot be read");
        }
    }

    private static ScrapeException unusable(String name, String why) {
        return new ScrapeException(FailureKind.DATABASE, "", FILE + " names " + name + ", which " + why);
    }
}
