package dev.gannet.job;

import java.nio.file.Path;
import java.util.Optional;

/** Reads where rows go. */
final class StoreReader {
    private StoreReader() {}

    static String read(Section job, String name) {
        Reading reading = job.reading();
        String beside = StoreText.sqlite(name + ".db", folder(reading)).orElse("");
        return job.scalar("store")
                .flatMap(scalar -> reading.shown(scalar).flatMap(text -> place(scalar, text, reading)))
                .orElse(beside);
    }

    private static Optional<String> place(Yaml.Scalar scalar, String text, Reading reading) {
        try {
            return Optional.of(StoreText.url(text, folder(reading)));
        } catch (StoreText.NoStoreException wrong) {
            reading.problem(scalar, String.valueOf(wrong.getMessage()), wrong.remedy());
            return Optional.empty();
        }
    }

    private static Path folder(Reading reading) {
        return reading.file().resolveSibling("");
    }
}
