package dev.gannet.cli;

import dev.gannet.web.PrivateFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The folder of the log files; it keeps the last twenty. */
final class LogFolder {
    private static final int MOST = 20;
    private static final Pattern OURS = Pattern.compile("[0-9]{8}T[0-9]{9}Z-.*\\.log");
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssSSS'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final String chosen;

    /** @param environment names the folder in {@code GANNET_LOG_DIR}, or leaves it to the job */
    LogFolder(Map<String, String> environment) {
        chosen = environment.getOrDefault("GANNET_LOG_DIR", "");
    }

    /**
     * @param state the folder {@code .gannet} beside the job file; logs go to {@code logs} in it
     * @param name goes into the file's name
     * @return a new, empty log file; older ones beyond the twenty are deleted
     */
    Path file(Path state, String name) throws IOException {
        Path folder = chosen.isEmpty() ? state.resolve("logs") : Path.of(chosen);
        try {
            PrivateFile.folder(folder);
            return create(folder.toAbsolutePath().normalize(), name);
        } catch (IOException readOnly) {
            return create(Files.createTempDirectory("gannet-logs"), name);
        }
    }

    private static Path create(Path folder, String name) throws IOException {
        String safe = name.replaceAll("[^A-Za-z0-9._-]", "_");
        String file = TIME.format(Instant.now()) + "-" + safe + "-"
                + ProcessHandle.current().pid() + ".log";
        Path path = folder.resolve(file);
        if (!Files.exists(path)) {
            Files.createFile(path);
        }
        prune(folder);
        return path;
    }

    private static void prune(Path folder) throws IOException {
        List<Path> old;
        try (Stream<Path> files = Files.list(folder)) {
            old = files.filter(
                            file -> OURS.matcher(file.getFileName().toString()).matches())
                    .sorted(Comparator.comparing(
                                    (Path file) -> file.getFileName().toString())
                            .reversed())
                    .skip(MOST)
                    .toList();
        }
        for (Path file : old) {
            Files.deleteIfExists(file);
        }
    }
}
