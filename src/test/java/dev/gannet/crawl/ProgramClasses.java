package dev.gannet.crawl;

import dev.gannet.kit.LocalSite;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import static dev.gannet.kit.Answer.html;

/**
 * Gives a process of its own the classes of the program and of its tests: as jars, with an archive of those that a run
 * loads (class data sharing), which halves the CPU time of a start. The first test JVM of a build that needs them makes
 * them below {@code target}; the other JVMs wait for it and use the same. Thread-safe.
 */
public final class ProgramClasses {
    private static final Path HOME = Path.of("target", "program").toAbsolutePath();
    private static final List<Path> ENTRIES = Stream.of(
                    System.getProperty("java.class.path").split(File.pathSeparator))
            .map(Path::of)
            .toList();
    private static final List<String> OPTIONS = prepared();

    private ProgramClasses() {}

    /** @return options for {@code java} that name the class path and its archive */
    public static List<String> options() {
        return OPTIONS;
    }

    private static List<String> prepared() {
        try {
            Files.createDirectories(HOME);
            try (FileChannel channel = FileChannel.open(
                            HOME.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                // An archive names its jars, so they are made in the place where they stay.
                Path place = HOME.resolve(stamp());
                String classPath = classPath(place);
                Path archive = place.resolve("classes.jsa");
                Path complete = place.resolve("complete");
                if (lock.isValid() && Files.notExists(complete)) {
                    deleteEarlierBuilds();
                    pack(Files.createDirectories(place));
                    archive(classPath, place, archive);
                    Files.createFile(complete);
                }
                return List.of("-Xlog:disable", "-XX:SharedArchiveFile=" + archive, "-cp", classPath);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the classes of the program could not be packed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static Path jar(Path place, Path entry) {
        return place.resolve("classes-" + ENTRIES.indexOf(entry) + ".jar");
    }

    private static String classPath(Path place) {
        return ENTRIES.stream()
                .map(entry -> Files.isDirectory(entry) ? jar(place, entry) : entry)
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** @return another name whenever a class was compiled again, or Java is another */
    private static String stamp() throws IOException {
        StringBuilder all = new StringBuilder(System.getProperty("java.vm.version"));
        for (Path entry : ENTRIES) {
            all.append('\n').append(entry);
            if (Files.isDirectory(entry)) {
                for (Path file : files(entry)) {
                    all.append('\n').append(file).append(' ').append(Files.size(file));
                    all.append(' ').append(Files.getLastModifiedTime(file));
                }
            }
        }
        return UUID.nameUUIDFromBytes(all.toString().getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static void deleteEarlierBuilds() throws IOException {
        for (Path file : files(HOME)) {
            if (!file.equals(HOME.resolve("lock"))) {
                Files.delete(file);
            }
        }
    }

    private static void pack(Path place) throws IOException {
        for (Path entry : ENTRIES) {
            if (Files.isDirectory(entry)) {
                try (ZipOutputStream jar = new ZipOutputStream(Files.newOutputStream(jar(place, entry)))) {
                    jar.setLevel(Deflater.NO_COMPRESSION);
                    pack(entry, jar);
                }
            }
        }
    }

    /** Folders have entries too: resources are looked for by theirs. */
    private static void pack(Path folder, ZipOutputStream jar) throws IOException {
        try (Stream<Path> walk = Files.walk(folder)) {
            for (Path path : walk.filter(path -> !path.equals(folder)).sorted().toList()) {
                String name = folder.relativize(path).toString().replace(File.separatorChar, '/');
                if (Files.isDirectory(path)) {
                    jar.putNextEntry(new ZipEntry(name + "/"));
                } else {
                    jar.putNextEntry(new ZipEntry(name));
                    Files.copy(path, jar);
                }
            }
        }
    }

    /** Runs a small job, whose classes Java archives at its end. */
    private static void archive(String classPath, Path place, Path archive) throws IOException, InterruptedException {
        try (LocalSite site = LocalSite.open()
                .on("/", html("<h1>start</h1><a href=/p>page</a>"))
                .on("/p", html("<h1>page</h1>"))) {
            Files.writeString(place.resolve("warm.yaml"), """
                    start: %s
                    crawl: {follow: all}
                    items: {page: {at: "**", fields: {title: {select: h1, required: true}}}}
                    politeness: {delay: 0s, robots: ignore}
                    ladder: static
                    """.formatted(site.url("/")));
            Path out = place.resolve("out.txt");
            List<String> words = new ArrayList<>(Program.JAVA);
            words.addAll(List.of("-Xlog:disable", "-XX:ArchiveClassesAtExit=" + archive, "-cp", classPath));
            words.addAll(List.of(HaltingRun.class.getName(), "before:page:1000", "run", "warm.yaml", "--no-progress"));
            Process process = new ProcessBuilder(words)
                    .directory(place.toFile())
                    .redirectInput(Path.of("/dev/null").toFile())
                    .redirectOutput(out.toFile())
                    .redirectErrorStream(true)
                    .start();
            try {
                if (!process.waitFor(3, TimeUnit.MINUTES) || process.exitValue() != 0 || Files.notExists(archive)) {
                    throw new IllegalStateException("no archive was made: " + Files.readString(out));
                }
            } finally {
                process.destroyForcibly();
            }
        }
    }
}
