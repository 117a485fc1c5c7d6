package dev.gannet.db;

import dev.gannet.web.FailureKind;
import dev.gannet.web.OneLine;
import dev.gannet.web.ScrapeException;
import dev.gannet.web.Secret;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a database is, taken apart.
 *
 * @param dialect which database
 * @param jdbc the driver's URL, without credentials
 * @param user who logs in
 * @param password their password, where neither the server nor {@code ~/.pgpass} settles it
 * @param place as a person would name it, without credentials
 * @param unhurried whether one transaction may take hours
 */
record StoreUrl(
        Dialect dialect,
        String jdbc,
        Optional<String> user,
        Optional<Secret> password,
        String place,
        boolean unhurried) {
    private static final String SQLITE = "sqlite:";
    private static final String POSTGRESQL = "postgresql:";
    /** The driver takes zero for no limit, and the pool cannot. */
    private static final Pattern CONNECT_TIMEOUT = Pattern.compile("[?&]connectTimeout=([1-9]\\d{0,4})(&|$)");

    static StoreUrl of(String url, Optional<String> passwordOfEnvironment) {
        if (url.startsWith(SQLITE)) {
            return sqlite(url.substring(SQLITE.length()));
        }
        if (url.startsWith(POSTGRESQL)) {
            return postgresql(url, passwordOfEnvironment.map(Secret::new));
        }
        throw unusable("a store is sqlite:FILE or postgresql://user@host/db, not " + scheme(url));
    }

    private static StoreUrl sqlite(String file) {
        Path path;
        try {
            path = Path.of(file).toAbsolutePath().normalize();
        } catch (InvalidPathException e) {
            throw unusable("no file can be named " + OneLine.of(file));
        }
        Path folder = path.getParent();
        if (file.isBlank() || folder == null || Files.isDirectory(path)) {
            throw unusable("sqlite: needs a file, not " + path);
        }
        if (!Files.isDirectory(folder)) {
            throw unusable("cannot open the database " + path + ": there is no folder " + folder);
        }
        // The driver takes what follows a question mark for options.
        String name = path.toString();
        if (name.indexOf('?') >= 0) {
            throw unusable("cannot open the database " + path + ": its path has a question mark");
        }
        return new StoreUrl(
                Dialect.SQLITE, "jdbc:sqlite:" + name, Optional.empty(), Optional.empty(), SQLITE + name, false);
    }

    private static StoreUrl postgresql(String url, Optional<Secret> ofEnvironment) {
        URI uri;
        try {
            uri = new URI(url);
        } catch (URISyntaxException e) {
            throw unusable("not a PostgreSQL URL, e.g. postgresql://user@host/db (" + e.getReason() + ")");
        }
        String path = uri.getRawPath();
        if (uri.getHost() == null || path == null || path.length() < 2) {
            throw unusable("a PostgreSQL store is postgresql://user@host/db; the host or the database is missing");
        }
        String[] who = Optional.ofNullable(uri.getUserInfo()).orElse("").split(":", 2);
        Optional<Secret> written = who.length == 2 ? Optional.of(new Secret(who[1])) : Optional.empty();
        String address = "//" + uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort()) + path;
        String options = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        return new StoreUrl(
                Dialect.POSTGRESQL,
                "jdbc:" + POSTGRESQL + address + options,
                who[0].isEmpty() ? Optional.empty() : Optional.of(who[0]),
                written.or(() -> ofEnvironment),
                POSTGRESQL + address,
                false);
    }

    /** @return the file of an SQLite database */
    Optional<Path> file() {
        return dialect == Dialect.SQLITE ? Optional.of(Path.of(place.substring(SQLITE.length()))) : Optional.empty();
    }

    /** @return how long the server may take to accept a connection, where the options of a PostgreSQL URL say so */
    Optional<Duration> connectTimeout() {
        Matcher seconds = CONNECT_TIMEOUT.matcher(jdbc);
        return dialect == Dialect.POSTGRESQL && seconds.find()
                ? Optional.of(Duration.ofSeconds(Long.parseLong(seconds.group(1))))
                : Optional.empty();
    }

    StoreUrl takingItsTime() {
        return new StoreUrl(dialect, jdbc, user, password, place, true);
    }

    private static String scheme(String url) {
        int colon = url.indexOf(':');
        return colon < 0 ? "a text without one of these" : OneLine.of(url.substring(0, colon + 1));
    }

    private static ScrapeException unusable(String sentence) {
        return new ScrapeException(FailureKind.DATABASE, "", sentence);
    }
}
