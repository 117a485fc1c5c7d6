package dev.gannet.job;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads where rows go. */
final class StoreReader {
    private static final Pattern POSTGRESQL = Pattern.compile(
            "postgres(?:ql)?://(?:([^:@/?#]+)(:[^@/]*)?@)?((?:[A-Za-z0-9._-]+|\\[[0-9a-fA-F:]+\\])(?::\\d{1,5})?)/([^/?#:@\\s]+)(\\?\\S*)?");
    private static final String FORMS = "as in sqlite:shop.db or postgresql://user@host:5432/db";

    private StoreReader() {}

    static String read(Section job, String name) {
        String beside = sqlite(job.reading(), name + ".db").orElse("");
        Optional<Yaml.Scalar> store = job.scalar("store");
        return store.flatMap(scalar ->
                        job.reading().filled(scalar).flatMap(text -> place(scalar, text.reveal(), job.reading())))
                .orElse(beside);
    }

    private static Optional<String> place(Yaml.Scalar scalar, String text, Reading reading) {
        if (text.startsWith("sqlite:")) {
            String file = text.substring("sqlite:".length());
            Optional<String> place = file.isBlank() || file.startsWith(":memory:") || file.indexOf('?') >= 0
                    ? Optional.empty()
                    : sqlite(reading, file);
            if (place.isEmpty()) {
                reading.problem(scalar, "sqlite: is followed by the path of a file", FORMS);
            }
            return place;
        }
        Matcher postgresql = POSTGRESQL.matcher(text);
        if (!postgresql.matches()) {
            reading.problem(scalar, "not a store", FORMS);
            return Optional.empty();
        }
        String query = Optional.ofNullable(postgresql.group(5)).orElse("");
        if (postgresql.group(2) != null || query.contains("password=")) {
            reading.problem(
                    scalar,
                    "a password does not belong into a job",
                    "leave it out and set PGPASSWORD, or write it into ~/.pgpass");
            return Optional.empty();
        }
        String user =
                Optional.ofNullable(postgresql.group(1)).map(each -> each + "@").orElse("");
        return Optional.of("postgresql://" + user + postgresql.group(3) + "/" + postgresql.group(4) + query);
    }

    private static Optional<String> sqlite(Reading reading, String file) {
        try {
            Path path = reading.file().resolveSibling(file).toAbsolutePath().normalize();
            return Optional.of("sqlite:" + path);
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }
}
