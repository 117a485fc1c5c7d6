package dev.gannet.job;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where rows are kept, as people write it: {@code sqlite:FILE} or {@code postgresql://user@host:port/db?options}. A
 * password is no part of it.
 */
public final class StoreText {
    private static final Pattern POSTGRESQL = Pattern.compile(
            "postgres(?:ql)?://(?:([^:@/?#]+)(:[^@/]*)?@)?((?:[A-Za-z0-9._-]+|\\[[0-9a-fA-F:]+\\])(?::\\d{1,5})?)/([^/?#:@\\s]+)(\\?\\S*)?");
    private static final String FORMS = "as in sqlite:shop.db or postgresql://user@host:5432/db";

    private StoreText() {}

    /** A text that names no store. */
    public static final class NoStoreException extends RuntimeException {
        private final String remedy;

        NoStoreException(String problem, String remedy) {
            super(problem);
            this.remedy = remedy;
        }

        /** @return what to write instead */
        public String remedy() {
            return remedy;
        }
    }

    /**
     * @param folder the folder that the path of a file is relative to
     * @return the store's URL, with an absolute path
     * @throws NoStoreException with one sentence that never repeats a password, when the text names no store
     */
    public static String url(String text, Path folder) {
        if (text.startsWith("sqlite:")) {
            String file = text.substring("sqlite:".length());
            boolean named = !file.isBlank() && !file.startsWith(":memory:") && file.indexOf('?') < 0;
            return Optional.of(file)
                    .filter(name -> named)
                    .flatMap(name -> sqlite(name, folder))
                    .orElseThrow(() -> new NoStoreException("sqlite: is followed by the path of a file", FORMS));
        }
        Matcher postgresql = POSTGRESQL.matcher(text);
        if (!postgresql.matches()) {
            throw new NoStoreException("not a store", FORMS);
        }
        String query = Optional.ofNullable(postgresql.group(5)).orElse("");
        if (postgresql.group(2) != null || query.contains("password=")) {
            throw new NoStoreException(
                    "a password does not belong into the name of a store",
                    "leave it out and set PGPASSWORD, or write it into ~/.pgpass");
        }
        String user =
                Optional.ofNullable(postgresql.group(1)).map(each -> each + "@").orElse("");
        return "postgresql://" + user + postgresql.group(3) + "/" + postgresql.group(4) + query;
    }

    static Optional<String> sqlite(String file, Path folder) {
        try {
            return Optional.of("sqlite:" + folder.resolve(file).toAbsolutePath().normalize());
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }
}
