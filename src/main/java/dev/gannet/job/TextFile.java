package dev.gannet.job;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads a text file of at most 1 MB, or says as a problem why it cannot. */
final class TextFile {
    private static final int LONGEST = 1_000_000;

    private TextFile() {}

    static String read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(LONGEST + 1);
            if (bytes.length > LONGEST) {
                throw problem(file, "longer than 1 MB", "keep long lists of URLs in a file: start: {file: urls.txt}");
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw problem(file, "not UTF-8 text", "save the file as UTF-8");
        } catch (NoSuchFileException e) {
            throw problem(file, "there is no such file", "");
        } catch (IOException e) {
            throw problem(file, Files.isDirectory(file) ? "a folder, not a file" : "the file cannot be read", "");
        }
    }

    private static RuntimeException problem(Path file, String message, String hint) {
        Problems problems = new Problems();
        problems.at(SourceText.of(file.toString(), "").spot(1, 1), message, hint);
        problems.check();
        throw new IllegalStateException("a problem was reported and not thrown");
    }
}
