package dev.gannet.job;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Reads text files, or says as a problem why it cannot. */
final class TextFile {
    private static final int MEGABYTE = 1_000_000;

    private TextFile() {}

    /**
     * Reads a file of at most 1 MB.
     *
     * @throws JobException when it cannot
     */
    static String read(Path file) {
        Problems problems = new Problems();
        Optional<String> text = read(
                file,
                1,
                "keep long lists of URLs in a file: start: {file: urls.txt}",
                (message, hint) ->
                        problems.at(SourceText.of(file.toString(), "").spot(1, 1), message, hint));
        problems.check();
        return text.orElseThrow();
    }

    /**
     * @param megabytes the most that is read
     * @param shorter what helps against a longer file
     * @param problem told what is wrong and what would be right
     * @return the text; empty when it cannot be read
     */
    static Optional<String> read(Path file, int megabytes, String shorter, BiConsumer<String, String> problem) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(megabytes * MEGABYTE + 1);
            if (bytes.length <= megabytes * MEGABYTE) {
                return Optional.of(StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(bytes))
                        .toString());
            }
            problem.accept("longer than " + megabytes + " MB", shorter);
        } catch (CharacterCodingException e) {
            problem.accept("not UTF-8 text", "save the file as UTF-8");
        } catch (NoSuchFileException e) {
            problem.accept("there is no such file", "");
        } catch (IOException e) {
            problem.accept(Files.isDirectory(file) ? "a folder, not a file" : "the file cannot be read", "");
        }
        return Optional.empty();
    }
}
