package dev.gannet.job;

import dev.gannet.web.PrivateFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Secrets that stand in files, one each, so that neither the job nor the environment of a process holds them. Immutable
 * and thread-safe.
 *
 * @param folders where they are looked for, the first that has one wins
 */
record SecretFiles(List<Path> folders) {
    /** Where container engines put secrets; they set the permissions, and nobody else is inside. */
    private static final Path MOUNTED = Path.of("/run/secrets");

    private static final int LONGEST = 64_000;

    SecretFiles {
        folders = List.copyOf(folders);
    }

    /**
     * The folder that {@code GANNET_SECRETS} names, {@code secrets} beside the job, and where containers have theirs.
     *
     * @param job the job file
     */
    static SecretFiles of(Path job, Function<String, Optional<String>> environment) {
        return new SecretFiles(Stream.of(
                        environment.apply("GANNET_SECRETS").filter(text -> !text.isBlank()).stream()
                                .map(Path::of),
                        Stream.of(job.toAbsolutePath().resolveSibling("secrets"), MOUNTED))
                .flatMap(paths -> paths)
                .toList());
    }

    /**
     * @param name a path below one of the folders, such as {@code shop/password}
     * @return where it is looked for, in this order
     * @throws UnfitException when it is no such name
     */
    List<Path> places(String name) throws UnfitException {
        if (!name.matches("(?!\\.)[A-Za-z0-9._-]+(/(?!\\.)[A-Za-z0-9._-]+)*")) {
            throw new UnfitException(
                    "not the name of a secret: " + YamlTraps.quote(name), "as in ${secret:shop/password}");
        }
        return folders.stream().map(folder -> folder.resolve(name)).toList();
    }

    /**
     * @param name as for {@link #places}
     * @return what the file holds, without the line's end
     * @throws UnfitException when there is none, or others than its owner can read it
     */
    String read(String name) throws UnfitException {
        for (Path file : places(name)) {
            if (Files.exists(file)) {
                return read(file, file.startsWith(MOUNTED));
            }
        }
        throw new UnfitException(
                "there is no secret " + name,
                "looked for in: " + folders.stream().map(Path::toString).collect(Collectors.joining(", ")));
    }

    private static String read(Path file, boolean mounted) throws UnfitException {
        try {
            PrivateFile hidden = new PrivateFile(file);
            if (!mounted && hidden.exposed()) {
                throw new UnfitException("others can read or write " + file, hidden.remedy());
            }
        } catch (IOException e) {
            throw new UnfitException("the permissions of " + file + " cannot be read", "");
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(LONGEST + 1);
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString()
                    .replaceFirst("\\R\\z", "");
            if (bytes.length > LONGEST || text.isEmpty()) {
                throw new UnfitException(file + " is " + (text.isEmpty() ? "empty" : "too long for a secret"), "");
            }
            return text;
        } catch (CharacterCodingException e) {
            throw new UnfitException(file + " is not UTF-8 text", "");
        } catch (IOException e) {
            throw new UnfitException(file + " cannot be read", "");
        }
    }

    /** Why a secret cannot be had; never says what it is. */
    static final class UnfitException extends Exception {
        private final String remedy;

        UnfitException(String message, String remedy) {
            super(message);
            this.remedy = remedy;
        }

        String remedy() {
            return remedy;
        }
    }
}
