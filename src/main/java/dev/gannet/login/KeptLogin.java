package dev.gannet.login;

import dev.gannet.web.FailureKind;
import dev.gannet.web.LoginState;
import dev.gannet.web.LoginState.Cookie;
import dev.gannet.web.LoginState.Storage;
import dev.gannet.web.PageUrl;
import dev.gannet.web.PrivateFile;
import dev.gannet.web.ScrapeException;
import dev.gannet.web.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.json.Json;
import org.openqa.selenium.json.JsonException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A login between two runs, in a file that its owner alone can read (S29). It is of one account: of another, which types
 * something else, it is not used. Thread-safe as long as one login is made at a time.
 */
final class KeptLogin {
    private static final Logger LOG = LoggerFactory.getLogger(KeptLogin.class);
    private static final int ROUNDS = 200_000;
    private static final int BITS = 256;

    private final PrivateFile file;
    private final Secret account;
    private final PageUrl start;

    KeptLogin(LoginSpec.Keep keep, PageUrl start) {
        file = new PrivateFile(keep.file());
        account = keep.account();
        this.start = start;
    }

    /**
     * @return what is kept for this account; empty when nothing is, or it cannot be made out
     * @throws ScrapeException {@link FailureKind#REFUSED} when others can read it
     */
    Optional<LoginState> load() {
        try {
            if (!Files.exists(file.path())) {
                return Optional.empty();
            }
            if (file.exposed()) {
                throw new ScrapeException(
                        FailureKind.REFUSED,
                        start.text(),
                        "others can read or write the login in " + file.path() + "; " + file.remedy());
            }
            Map<String, Object> kept =
                    new Json().toType(Files.readString(file.path(), StandardCharsets.UTF_8), Json.MAP_TYPE);
            String salt = text(kept, "salt");
            if (!text(kept, "account").equals(fingerprint(HexFormat.of().parseHex(salt)))) {
                LOG.info("the login in {} is another account's", file.path());
                return Optional.empty();
            }
            return Optional.of(new LoginState(
                    list(kept, "cookies").stream().map(KeptLogin::cookie).toList(),
                    list(kept, "storage").stream().map(KeptLogin::storage).toList()));
        } catch (IOException | JsonException | IllegalArgumentException unreadable) {
            LOG.warn("the login in {} cannot be read; a new one is made", file.path());
            return Optional.empty();
        }
    }

    /** @throws ScrapeException {@link FailureKind#DISK} when it cannot be written */
    void save(LoginState state) {
        byte[] salt = new byte[16];
        new SecureRandom().nextBytes(salt);
        Map<String, Object> kept = new LinkedHashMap<>();
        kept.put("what", "a login of Gannet: whoever has this file is logged in");
        kept.put("salt", HexFormat.of().formatHex(salt));
        kept.put("account", fingerprint(salt));
        kept.put("cookies", state.cookies().stream().map(KeptLogin::map).toList());
        kept.put(
                "storage",
                state.storage().stream()
                        .map(one -> Map.of("origin", one.origin(), "local", one.local(), "session", one.session()))
                        .toList());
        try {
            file.write(new Json().toJson(kept).getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new ScrapeException(
                    FailureKind.DISK, start.text(), "the login cannot be kept in " + file.path() + ": " + e, e);
        }
    }

    /** Slow to try: what a login types is in it. */
    private String fingerprint(byte[] salt) {
        try {
            char[] text = (start.text() + "\n" + account.reveal()).toCharArray();
            byte[] hash = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(new PBEKeySpec(text, salt, ROUNDS, BITS))
                    .getEncoded();
            return HexFormat.of().formatHex(hash);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has PBKDF2", e);
        }
    }

    private static Map<String, Object> map(Cookie cookie) {
        LoginState.Traits traits = cookie.traits();
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("name", cookie.name());
        map.put("value", cookie.value().reveal());
        map.put("domain", cookie.domain());
        map.put("path", cookie.path());
        traits.expires().ifPresent(time -> map.put("expires", time));
        map.put("httpOnly", traits.httpOnly());
        map.put("secure", traits.secure());
        traits.sameSite().ifPresent(same -> map.put("sameSite", same));
        map.put("scheme", traits.source().scheme());
        map.put("port", traits.source().port());
        traits.partition().ifPresent(key -> map.put("partition", Map.of("site", key.site(), "foreign", key.foreign())));
        return map;
    }

    private static Cookie cookie(Map<?, ?> map) {
        Optional<LoginState.Partition> partition = map.get("partition") instanceof Map<?, ?> key
                ? Optional.of(new LoginState.Partition(text(key, "site"), Boolean.TRUE.equals(key.get("foreign"))))
                : Optional.empty();
        return new Cookie(
                text(map, "name"),
                new Secret(text(map, "value")),
                text(map, "domain"),
                text(map, "path"),
                new LoginState.Traits(
                        map.get("expires") instanceof Number time
                                ? OptionalDouble.of(time.doubleValue())
                                : OptionalDouble.empty(),
                        Boolean.TRUE.equals(map.get("httpOnly")),
                        Boolean.TRUE.equals(map.get("secure")),
                        Optional.of(text(map, "sameSite")).filter(same -> !same.isEmpty()),
                        new LoginState.Source(
                                text(map, "scheme"), map.get("port") instanceof Number port ? port.intValue() : -1),
                        partition));
    }

    private static Storage storage(Map<?, ?> map) {
        return new Storage(text(map, "origin"), texts(map.get("local")), texts(map.get("session")));
    }

    private static Map<String, String> texts(@Nullable Object entries) {
        Map<String, String> texts = new LinkedHashMap<>();
        if (entries instanceof Map<?, ?> map) {
            map.forEach((key, value) -> texts.put(String.valueOf(key), String.valueOf(value)));
        }
        return texts;
    }

    private static List<Map<?, ?>> list(Map<?, ?> map, String name) {
        return map.get(name) instanceof List<?> list
                ? list.stream()
                        .<Map<?, ?>>map(one -> one instanceof Map<?, ?> each ? each : Map.of())
                        .toList()
                : List.of();
    }

    private static String text(Map<?, ?> map, String name) {
        return map.get(name) instanceof String text ? text : "";
    }
}
