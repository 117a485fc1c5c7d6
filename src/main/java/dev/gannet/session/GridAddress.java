package dev.gannet.session;

import dev.gannet.web.Secret;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * Where a Selenium Grid is asked for browsers, and as whom. The password is not part of the URL, so that no message has it.
 *
 * @param url of the hub, without a user
 * @param account who may use it; empty for a Grid that is open to everybody
 */
public record GridAddress(URI url, Optional<Account> account) {
    /** The environment variable that names the Grid of all jobs, {@code http://USER:PASSWORD@HOST:4444}. */
    public static final String VARIABLE = "GANNET_GRID";

    /** A user of the Grid's router. */
    public record Account(String user, Secret password) {}

    /** @return the address as an http or https URL has it, with its user and password; empty when it is none */
    public static Optional<GridAddress> parse(String text) {
        try {
            URI given = new URI(text.strip());
            String scheme = given.getScheme();
            if (scheme == null
                    || !scheme.matches("https?")
                    || given.getHost() == null
                    || given.getRawQuery() != null
                    || given.getRawFragment() != null) {
                return Optional.empty();
            }
            String path = given.getPath() == null ? "" : given.getPath().replaceFirst("/+$", "");
            URI url = new URI(scheme, null, given.getHost(), given.getPort(), path, null, null);
            return Optional.of(new GridAddress(
                    url, Optional.ofNullable(given.getUserInfo()).map(GridAddress::account)));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private static Account account(String userInfo) {
        String[] parts = userInfo.split(":", 2);
        return new Account(parts[0], new Secret(parts.length == 2 ? parts[1] : ""));
    }

    /** @return the same address, asked as that user */
    public GridAddress as(String user, Secret password) {
        return new GridAddress(url, Optional.of(new Account(user, password)));
    }

    /** @return {@code host:port}, as people know it */
    public String place() {
        return url.getRawAuthority();
    }

    /** @return the address of one of its services */
    URI resolve(String path) {
        return URI.create(url + path);
    }

    /** @return what a request says of who asks */
    Optional<String> authorization() {
        return account.map(who -> "Basic "
                + Base64.getEncoder()
                        .encodeToString((who.user() + ":" + who.password().reveal()).getBytes(StandardCharsets.UTF_8)));
    }
}
