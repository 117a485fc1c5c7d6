package dev.gannet.flow;

import dev.gannet.web.Deadline;
import dev.gannet.web.FailureKind;
import dev.gannet.web.Redaction;
import dev.gannet.web.ScrapeException;
import dev.gannet.web.Secret;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * One-time codes by time, as authenticator apps show them (RFC 6238, over RFC 4226). Thread-safe.
 *
 * <p>A server takes each code once (RFC 6238, section 5.2): a code is given to one caller only, and who comes next waits
 * for the next one.
 */
public final class Totp {
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final Set<String> ALGORITHMS = Set.of("SHA1", "SHA256", "SHA512");
    private static final int BITS_A_LETTER = 5;
    private static final int[] POWERS = {1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000};
    private static final int LEAST_DIGITS = 6;
    private static final int LONGEST_PERIOD = 300;

    private final SecretKeySpec key;
    private final int digits;
    private final int period;
    private final InstantSource clock;
    private final Redaction redaction;
    private long given = Long.MIN_VALUE;

    private Totp(SecretKeySpec key, int digits, int period, InstantSource clock, Redaction redaction) {
        this.redaction = redaction;
        this.key = key;
        this.digits = digits;
        this.period = period;
        this.clock = clock;
    }

    /**
     * @param text the key as sites show it: in Base32, or the {@code otpauth://totp/…} URL that their picture holds
     * @param redaction is told the key and the codes
     * @throws IllegalArgumentException when it is neither; the message says what is wrong and never the key
     */
    public static Totp of(Secret text, Redaction redaction) {
        return of(text, InstantSource.system(), redaction);
    }

    static Totp of(Secret text, InstantSource clock, Redaction redaction) {
        String key = text.reveal().strip();
        if (!key.regionMatches(true, 0, "otpauth:", 0, "otpauth:".length())) {
            redaction.hide(key);
            return new Totp(new SecretKeySpec(bytes(key), "HmacSHA1"), LEAST_DIGITS, 30, clock, redaction);
        }
        Map<String, String> parts = parts(key);
        String algorithm = parts.getOrDefault("algorithm", "SHA1").toUpperCase(Locale.ROOT);
        if (!ALGORITHMS.contains(algorithm)) {
            throw new IllegalArgumentException("the otpauth URL names no algorithm of RFC 6238");
        }
        redaction.hide(parts.getOrDefault("secret", ""));
        return new Totp(
                new SecretKeySpec(bytes(parts.getOrDefault("secret", "")), "Hmac" + algorithm),
                number(parts.getOrDefault("digits", "6"), LEAST_DIGITS, POWERS.length - 1),
                number(parts.getOrDefault("period", "30"), 1, LONGEST_PERIOD),
                clock,
                redaction);
    }

    /**
     * @param deadline how long a code that was not given before may be waited for
     * @return the code of this moment, or of the next one when this one is used up; empty when that comes too late
     * @throws ScrapeException {@link FailureKind#STOPPED} when interrupted
     */
    Optional<Secret> take(Deadline deadline) {
        while (true) {
            Instant now = clock.instant();
            long counter = Math.floorDiv(now.getEpochSecond(), period);
            synchronized (this) {
                if (counter > given) {
                    given = counter;
                    String code = code(counter);
                    redaction.hide(code);
                    return Optional.of(new Secret(code));
                }
            }
            Duration wait = Duration.between(now, Instant.ofEpochSecond((counter + 1) * period));
            if (wait.compareTo(deadline.left()) > 0) {
                return Optional.empty();
            }
            sleep(wait);
        }
    }

    /** @return the code of a moment, whether it was given or not */
    String code(Instant moment) {
        return code(Math.floorDiv(moment.getEpochSecond(), period));
    }

    /** RFC 4226, section 5.3. */
    private String code(long counter) {
        try {
            Mac mac = Mac.getInstance(key.getAlgorithm());
            mac.init(key);
            byte[] hash =
                    mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(counter).array());
            int number = ByteBuffer.wrap(hash).getInt(hash[hash.length - 1] & 0xF) & Integer.MAX_VALUE;
            return String.format(Locale.ROOT, "%0" + digits + "d", number % POWERS[digits]);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + key.getAlgorithm(), e);
        }
    }

    private static void sleep(Duration wait) {
        try {
            Thread.sleep(wait.toMillis() + 1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ScrapeException(FailureKind.STOPPED, "", "stopped while a one-time code was waited for", e);
        }
    }

    /** Base32 (RFC 4648, section 6), in groups and small letters too, as sites print it. */
    private static byte[] bytes(String base32) {
        String letters = base32.replaceAll("[\\s-]|=+$", "").toUpperCase(Locale.ROOT);
        byte[] out = new byte[letters.length() * BITS_A_LETTER / Byte.SIZE];
        int buffer = 0;
        int bits = 0;
        int length = 0;
        for (char letter : letters.toCharArray()) {
            int value = ALPHABET.indexOf(letter);
            if (value < 0) {
                throw new IllegalArgumentException("the key of one-time codes is not Base32 (A to Z, 2 to 7)");
            }
            buffer = buffer << BITS_A_LETTER | value;
            bits += BITS_A_LETTER;
            if (bits >= Byte.SIZE) {
                bits -= Byte.SIZE;
                out[length++] = (byte) (buffer >> bits);
            }
        }
        if (length == 0) {
            throw new IllegalArgumentException("the key of one-time codes is empty");
        }
        return Arrays.copyOf(out, length);
    }

    private static Map<String, String> parts(String url) {
        try {
            URI uri = new URI(url);
            if (!"totp".equalsIgnoreCase(uri.getHost())) {
                throw new IllegalArgumentException("the otpauth URL is not of codes by time: otpauth://totp/…");
            }
            Map<String, String> parts = new HashMap<>();
            for (String part : List.of(String.valueOf(uri.getQuery()).split("&"))) {
                int equals = part.indexOf('=');
                if (equals > 0) {
                    parts.put(part.substring(0, equals).toLowerCase(Locale.ROOT), part.substring(equals + 1));
                }
            }
            return parts;
        } catch (URISyntaxException e) {
            // The exception's own message would show the URL, and the key in it.
            throw new IllegalArgumentException("the otpauth URL is not a URL");
        }
    }

    private static int number(String text, int least, int most) {
        boolean fine = text.matches("\\d{1,3}") && Integer.parseInt(text) >= least && Integer.parseInt(text) <= most;
        if (!fine) {
            throw new IllegalArgumentException("digits are 6 to 8 and a period is 1 to " + LONGEST_PERIOD + " seconds");
        }
        return Integer.parseInt(text);
    }
}
