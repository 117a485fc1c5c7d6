package dev.gannet.session;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Asks programs for their version. A program is asked again only when its file has changed. Thread-safe. */
final class Version {
    private static final Pattern NUMBER = Pattern.compile("(\\d+)\\.\\d+\\.\\d+(?:\\.\\d+)?");

    private static final Map<Stamp, String> KNOWN = new ConcurrentHashMap<>();

    private Version() {}

    /** A program as its file is now. */
    private record Stamp(Path program, String file) {
        static Stamp of(Path program) throws IOException {
            BasicFileAttributes file = Files.readAttributes(program, BasicFileAttributes.class);
            return new Stamp(program, file.fileKey() + " " + file.size() + " " + file.lastModifiedTime());
        }
    }

    /** @return what {@code --version} says within ten seconds */
    static Optional<String> of(Path program) {
        Stamp stamp;
        try {
            stamp = Stamp.of(program);
        } catch (IOException e) {
            return Optional.empty();
        }
        Optional<String> version = Optional.ofNullable(KNOWN.get(stamp)).or(() -> asked(program));
        version.ifPresent(answer -> KNOWN.put(stamp, answer));
        return version;
    }

    private static Optional<String> asked(Path program) {
        Process process;
        try {
            process = new ProcessBuilder(program.toString(), "--version")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            return Optional.empty();
        }
        try {
            process.getOutputStream().close();
            boolean ended = process.waitFor(10, TimeUnit.SECONDS);
            if (!ended) {
                return Optional.empty();
            }
            Matcher number =
                    NUMBER.matcher(new String(process.getInputStream().readNBytes(4096), StandardCharsets.UTF_8));
            return number.find() ? Optional.of(number.group()) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } finally {
            process.destroyForcibly();
        }
    }

    static String major(String version) {
        return version.split("\\.", 2)[0];
    }
}
