package dev.gannet.files;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Properties;

/** Small files of names with values, that are there whole or as they were before. Stateless. */
final class NoteFile {
    private NoteFile() {}

    /** @param folder of the same volume, where what a killed process leaves is swept away */
    static void write(Path folder, Path note, Map<String, String> values) throws IOException {
        Properties all = new Properties();
        all.putAll(values);
        StringWriter text = new StringWriter();
        all.store(text, null);
        Path fresh = Files.createTempFile(folder, PartFile.PREFIX, "");
        Files.writeString(fresh, text.toString());
        Files.move(fresh, note, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** @throws IllegalArgumentException when it is none */
    static Properties read(Path note) throws IOException {
        Properties all = new Properties();
        all.load(new StringReader(Files.readString(note)));
        return all;
    }
}
