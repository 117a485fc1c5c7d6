package dev.gannet.crawl;

import dev.gannet.cli.Gannet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

/** The program as a process of its own, which can be paused, stopped and killed; it never outlives its test. */
public final class Program implements AutoCloseable {
    /** The command of a JVM that lives for seconds: one compiler, a small heap. */
    public static final List<String> JAVA = List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC");

    private final Process process;
    private final Path out;

    private Program(Process process, Path out) {
        this.process = process;
        this.out = out;
    }

    /** How a process is started: in a folder, with words before, of and after Java's own. */
    static final class Starter {
        private final Path folder;
        private List<String> before = List.of();
        private List<String> java = List.of();
        private List<String> main = List.of(Gannet.class.getName());

        private Starter(Path folder) {
            this.folder = folder;
        }

        /** The words run the words that follow them, as {@code env} does. */
        Starter below(String... words) {
            before = List.of(words);
            return this;
        }

        Starter java(String... options) {
            java = List.of(options);
            return this;
        }

        /** Another main class, with what it takes before the program's own arguments. */
        Starter main(Class<?> other, String... arguments) {
            main = new ArrayList<>(List.of(other.getName()));
            main.addAll(List.of(arguments));
            return this;
        }

        Program start(String... arguments) throws IOException {
            List<String> words = new ArrayList<>(before);
            words.addAll(JAVA);
            words.addAll(java);
            // A process that is killed cannot delete the library that its SQLite driver unpacks.
            words.add("-Dorg.sqlite.tmpdir=" + folder);
            words.addAll(ProgramClasses.options());
            words.addAll(main);
            words.addAll(List.of(arguments));
            Path out = Files.createTempFile(folder, "said", ".txt");
            return new Program(
                    new ProcessBuilder(words)
                            .directory(folder.toFile())
                            .redirectInput(Path.of("/dev/null").toFile())
                            .redirectOutput(out.toFile())
                            .redirectErrorStream(true)
                            .start(),
                    out);
        }
    }

    /** @param folder where it is started, and where what it says goes */
    static Starter in(Path folder) {
        return new Starter(folder);
    }

    /** @return the processes that it started, and those that they did */
    List<ProcessHandle> descendants() {
        return process.descendants().toList();
    }

    boolean runs() {
        return process.isAlive();
    }

    /** @return what it has said so far, results and messages */
    String said() {
        try {
            return Files.readString(out);
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** @param name as {@code kill} knows it */
    void signal(String name) throws Exception {
        assertThat(new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                        .start()
                        .waitFor())
                .isZero();
    }

    /** @return the exit code */
    int end() throws Exception {
        return end(3);
    }

    /** @param minutes most that it may take */
    int end(int minutes) throws Exception {
        assertThat(process.waitFor(minutes, TimeUnit.MINUTES))
                .as("ended in time: %s", said())
                .isTrue();
        return process.exitValue();
    }

    void endsWith(int exit) throws Exception {
        assertThat(end()).as(said()).isEqualTo(exit);
    }

    /** Kills it, where it still runs. */
    @Override
    public void close() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }
}
