package dev.gannet.cli;

import dev.gannet.watch.ServeOptions;
import dev.gannet.watch.Serving;
import dev.gannet.web.PrivateFile;
import dev.gannet.web.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gannet serve}: the jobs of a folder, by their schedules. */
@Command(
        name = "serve",
        description =
                "Runs the jobs of a folder when their schedule says, until it is stopped. Files may come, change and"
                        + " go meanwhile; one that is no job is told of, and the others go on.")
final class ServeCommand implements Callable<Integer> {
    private static final Duration LOOK = Duration.ofSeconds(2);
    private static final int SHORTEST_TOKEN = 16;

    private final Rooms rooms;
    private final Terminal terminal;
    private final Logs logs;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "DIR", description = "The folder (default: this one).")
    private Path folder = Path.of(".");

    @Option(
            names = "--store",
            paramLabel = "URL",
            description =
                    "The database that knows when jobs are due (default: .gannet/serve.db in the folder), and that has"
                            + " the rows of jobs that name none. Processes that share one in PostgreSQL share the work;"
                            + " none runs a job that another is running.")
    private @Nullable String store;

    @Option(names = "--runs", paramLabel = "N", description = "Most runs at a time (default: 1).")
    private int runs = 1;

    @Option(
            names = "--sessions",
            paramLabel = "N",
            description = "Most browsers of a run (default: from cores and memory).")
    private @Nullable Integer sessions;

    @Option(
            names = "--listen",
            paramLabel = "HOST:PORT",
            description = "Where /livez, /readyz and /metrics are answered (default: nowhere). What other machines"
                    + " can reach needs a token.")
    private @Nullable String listen;

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            defaultValue = "${env:GANNET_TOKEN_FILE}",
            description = "Holds what is to be shown for /metrics, as Authorization: Bearer (or GANNET_TOKEN_FILE).")
    private @Nullable Path tokenFile;

    @Option(
            names = "--join",
            description = "Help with runs that other processes of the same database began, too, when there is time.")
    private boolean join;

    @Option(
            names = "--grace",
            paramLabel = "SECONDS",
            description = "How long pages under way may take after Ctrl-C or SIGTERM (default: 8).")
    private int grace = (int) StopSignals.GRACE.toSeconds();

    ServeCommand(Rooms rooms, Terminal terminal, Logs logs) {
        this.rooms = rooms;
        this.terminal = terminal;
        this.logs = logs;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (runs < 1 || sessions != null && sessions < 1) {
            throw Usage.wrong(spec, "--runs and --sessions need a number above 0");
        }
        if (!Files.isDirectory(folder)) {
            throw Usage.wrong(spec, "no folder: " + folder);
        }
        Optional<InetSocketAddress> address = address();
        Path state = PrivateFile.folder(folder.toAbsolutePath().normalize().resolve(".gannet"));
        logs.open(state, "serve");
        ServeOptions options = new ServeOptions(
                store == null ? "sqlite:" + state.resolve("serve.db") : store,
                Optional.ofNullable(store),
                runs,
                sessions == null ? OptionalInt.empty() : OptionalInt.of(sessions),
                join,
                address,
                token(address),
                LOOK);
        Serving serving = rooms.serve(folder, options, this::say);
        try (StopSignals signals = StopSignals.open(serving::stop, this::say, Duration.ofSeconds(grace))) {
            serving.run();
            return signals.code().orElse(ExitCode.COMPLETE).number();
        }
    }

    private Optional<Secret> token(Optional<InetSocketAddress> address) throws IOException {
        if (tokenFile == null) {
            if (address.filter(at -> !at.getAddress().isLoopbackAddress()).isPresent()) {
                throw Usage.wrong(
                        spec,
                        "--listen " + listen + " can be reached from other machines, which could read the metrics: give"
                                + " --token-file FILE, or listen at 127.0.0.1");
            }
            return Optional.empty();
        }
        if (!Files.isReadable(tokenFile)) {
            throw Usage.wrong(spec, "--token-file: " + tokenFile + " cannot be read");
        }
        String token = Files.readString(tokenFile).strip();
        if (token.length() < SHORTEST_TOKEN) {
            throw Usage.wrong(
                    spec,
                    "--token-file: a token of fewer than " + SHORTEST_TOKEN + " characters can be guessed;"
                            + " openssl rand -base64 32 makes one");
        }
        terminal.redaction().hide(token);
        return Optional.of(new Secret(token));
    }

    private void say(String line) {
        terminal.err().println(line);
        terminal.err().flush();
    }

    private Optional<InetSocketAddress> address() {
        if (listen == null) {
            return Optional.empty();
        }
        int colon = listen.lastIndexOf(':');
        if (colon < 1 || !listen.substring(colon + 1).matches("\\d{1,5}")) {
            throw Usage.wrong(spec, "--listen needs HOST:PORT, such as 127.0.0.1:8383");
        }
        try {
            return Optional.of(new InetSocketAddress(
                    InetAddress.getByName(listen.substring(0, colon)), Integer.parseInt(listen.substring(colon + 1))));
        } catch (UnknownHostException | IllegalArgumentException e) {
            throw Usage.wrong(spec, "--listen: " + e.getMessage());
        }
    }
}
