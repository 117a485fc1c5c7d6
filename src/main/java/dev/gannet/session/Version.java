package dev.gannet.session;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Asks programs for their version. */
final class Version {
    private static final Pattern NUMBER = Pattern.compile("(\\d+)\\.\\d+\\.\\d+(?:\\.\\d+)?");

    private Version() {}

    /** @return what {@code --version} says within ten seconds */
    static Optional<String> of(Path program) {
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
