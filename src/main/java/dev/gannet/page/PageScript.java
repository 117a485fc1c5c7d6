package dev.gannet.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Objects;

/**
 * The script that Gannet puts into every document of a session before the page's own scripts run. Each session has its
 * own under a name that a page cannot know beforehand (S25).
 *
 * @param name the global name that the script's door has in the page
 * @param source the script
 */
record PageScript(String name, String source) {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String OBSERVER = load("observer.js");

    static PageScript make() {
        byte[] bytes = new byte[12];
        RANDOM.nextBytes(bytes);
        String name = "g" + HexFormat.of().formatHex(bytes);
        return new PageScript(name, OBSERVER.replace("NAME", name));
    }

    private static String load(String resource) {
        try (InputStream in = Objects.requireNonNull(
                PageScript.class.getResourceAsStream("/dev/gannet/page/" + resource), "not in the jar: " + resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
