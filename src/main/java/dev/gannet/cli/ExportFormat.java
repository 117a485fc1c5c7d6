package dev.gannet.cli;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** The forms in which rows leave the database. */
enum ExportFormat {
    CSV,
    JSONL;

    /** @return the ending of its files, without the dot */
    String ending() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @return the format that a file's ending names */
    static Optional<ExportFormat> of(Path file) {
        String name = file.toString().toLowerCase(Locale.ROOT);
        for (ExportFormat format : values()) {
            if (name.endsWith("." + format.ending())) {
                return Optional.of(format);
            }
        }
        return Optional.empty();
    }
}
