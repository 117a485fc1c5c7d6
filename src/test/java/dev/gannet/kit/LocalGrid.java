package dev.gannet.kit;

import dev.gannet.job.DriversConfig;
import dev.gannet.session.BrowserFinder;
import dev.gannet.session.BrowserInstallation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/**
 * A Selenium Grid of this machine: a hub and nodes as processes of their own, on loopback, configured by {@code
 * drivers-config/grid} as anybody's are, with a registration secret, a user and a password. Each can be killed by SIGKILL
 * with all that it has started, as a container is, and started again at the same address. Nothing outlives it.
 */
public final class LocalGrid implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    /** Time between heartbeats of a node, and between checks of the hub: a machine under load may miss some. */
    private static final Duration BEAT = Duration.ofSeconds(4);

    /** Several heartbeats of nodes, and checks of the hub. */
    private static final Duration STALE = BEAT.multipliedBy(5);

    /** Between two questions to a hub, which cost it and this JVM CPU time. */
    private static final Duration PAUSE = Duration.ofMillis(150);

    private static final Path CONFIG = DriversConfig.locate().resolve("grid");
    private static final String USER = "gannet";

    private final Path folder;
    private final Settings settings;
    private final BrowserInstallation browser;
    private final String password = UUID.randomUUID().toString();
    private final String secret = UUID.randomUUID().toString();
    private final int port;
    private final int publish;
    private final int subscribe;
    private final List<Integer> nodePorts = new ArrayList<>();
    private final List<Member> nodes = new ArrayList<>();
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final Thread atExit = new Thread(this::end, "grid-stop");
    private Member hub;

    /**
     * How a Grid is set.
     *
     * @param nodes how many nodes
     * @param slots browsers of each
     * @param session time without a command after which a node ends a session
     * @param request time that a request for a session waits in the hub
     */
    public record Settings(int nodes, int slots, Duration session, Duration request) {
        /** Two nodes with patience for a machine under load. */
        public static final Settings USUAL = new Settings(2, 2, Duration.ofSeconds(120), Duration.ofSeconds(60));

        /** The same with so many browsers on each node. */
        public Settings slots(int each) {
            return new Settings(nodes, each, session, request);
        }

        /** The same with another life of sessions that nobody uses. */
        public Settings session(Duration idle) {
            return new Settings(nodes, slots, idle, request);
        }

        /** The same with another time in the queue. */
        public Settings request(Duration queued) {
            return new Settings(nodes, slots, session, queued);
        }
    }

    /** A slot of a node as the hub tells it. */
    public record Slot(String node, boolean up, boolean used, boolean busy) {}

    private record Member(Process process, Path home) {}

    private LocalGrid(Path folder, Settings settings) throws IOException {
        this.folder = folder;
        this.settings = settings;
        browser = BrowserFinder.find(DriversConfig.load(DriversConfig.locate()), false);
        List<Integer> free = freePorts(3 + settings.nodes());
        port = free.get(0);
        publish = free.get(1);
        subscribe = free.get(2);
        nodePorts.addAll(free.subList(3, free.size()));
    }

    /** Starts a Grid and waits until all of its slots are there. */
    public static LocalGrid open(Settings settings) {
        try {
            Path folder = Files.createTempDirectory("gannet-grid-");
            // What the browsers write is below, and they run as another user.
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
            LocalGrid grid = new LocalGrid(folder, settings);
            Runtime.getRuntime().addShutdownHook(grid.atExit);
            boolean up = false;
            try {
                grid.hub = grid.hub();
                for (int node = 0; node < settings.nodes(); node++) {
                    grid.nodes.add(grid.node(node));
                }
                grid.await("all nodes", () -> grid.slots().size() == settings.nodes() * settings.slots());
                up = true;
            } finally {
                if (!up) {
                    grid.close();
                }
            }
            return grid;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @return {@code http://127.0.0.1:PORT} */
    public URI url() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** @return who may use it */
    public String user() {
        return USER;
    }

    /** @return that user's password */
    public String password() {
        return password;
    }

    /** @return {@code http://USER:PASSWORD@127.0.0.1:PORT}, as an environment variable may have it */
    public String urlWithPassword() {
        return "http://" + USER + ":" + password + "@127.0.0.1:" + port;
    }

    /** @return each slot as the hub tells it; none when it does not answer */
    public List<Slot> slots() {
        List<Slot> slots = new ArrayList<>();
        for (JsonNode node : status(url()).path("nodes")) {
            boolean up = node.path("availability").asString("").equals("UP");
            for (JsonNode slot : node.path("slots")) {
                slots.add(new Slot(
                        node.path("uri").asString(""),
                        up,
                        Instant.parse(slot.path("lastStarted").asString()).isAfter(Instant.EPOCH),
                        slot.path("session").isObject()));
            }
        }
        return slots;
    }

    /** @return what a hub or node says of itself; nothing when it does not answer */
    private JsonNode status(URI server) {
        try {
            HttpResponse<String> answer = http.send(
                    HttpRequest.newBuilder(server.resolve("/status"))
                            .timeout(Duration.ofSeconds(10))
                            .header("Authorization", basic())
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            return JsonMapper.shared().readTree(answer.body()).path("value");
        } catch (IOException e) {
            return MissingNode.getInstance();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return MissingNode.getInstance();
        }
    }

    private String basic() {
        return "Basic " + Base64.getEncoder().encodeToString((USER + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    /** @return how many sessions the hub knows of */
    public long sessions() {
        return slots().stream().filter(Slot::busy).count();
    }

    /** Ends every session at its node, as an operator of the Grid may. */
    public void endSessions() {
        for (JsonNode node : status(url()).path("nodes")) {
            for (JsonNode slot : node.path("slots")) {
                String session = slot.path("session").path("sessionId").asString("");
                if (!session.isEmpty()) {
                    end(session);
                }
            }
        }
    }

    private void end(String session) {
        try {
            http.send(
                    HttpRequest.newBuilder(url().resolve("/session/" + session))
                            .timeout(Duration.ofSeconds(30))
                            .header("Authorization", basic())
                            .DELETE()
                            .build(),
                    HttpResponse.BodyHandlers.discarding());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** @return how many nodes have had a session since they were started */
    public long usedNodes() {
        return slots().stream().filter(Slot::used).map(Slot::node).distinct().count();
    }

    /**
     * Waits until every slot of the nodes that were not killed is there and free, and no other. A session that times out in the moment in which a hub that was
     * started again is told of its node stays in the hub's list for good (seen with 4.48), so where all nodes say for a
     * while that they have none, they are believed.
     */
    public void awaitFree() {
        long[] since = {System.nanoTime()};
        await("every slot free", () -> {
            List<Slot> slots = slots();
            long live = nodes.stream().filter(node -> node.process().isAlive()).count();
            boolean there =
                    slots.size() == live * settings.slots() && slots.stream().allMatch(Slot::up);
            if (there && slots.stream().noneMatch(Slot::busy)) {
                return true;
            }
            if (!there || !nodesFree(slots)) {
                since[0] = System.nanoTime();
            }
            return System.nanoTime() - since[0] > STALE.toNanos();
        });
    }

    private boolean nodesFree(List<Slot> slots) {
        return slots.stream().map(Slot::node).distinct().allMatch(node -> {
            JsonNode own = status(URI.create(node)).path("node").path("slots");
            return own.size() == settings.slots()
                    && own.valueStream().noneMatch(slot -> slot.path("session").isObject());
        });
    }

    /** Starts the hub where it is not running; returns when it answers. */
    public void startHub() throws IOException {
        hub = hub();
        await("the hub", this::answers);
    }

    private Member hub() throws IOException {
        return start(
                "hub",
                toml("hub.toml")
                        .with("server", "port", String.valueOf(port))
                        .with("events", "publish", quoted("tcp://127.0.0.1:" + publish))
                        .with("events", "subscribe", quoted("tcp://127.0.0.1:" + subscribe))
                        .with("router", "username", quoted(USER))
                        .with("router", "password", quoted(password))
                        .with("distributor", "healthcheck-interval", seconds(BEAT))
                        .with("sessionqueue", "session-request-timeout", seconds(settings.request())));
    }

    private boolean answers() {
        return status(url()).path("nodes").isArray();
    }

    private Member node(int number) throws IOException {
        return start(
                "node",
                toml("node.toml")
                        .with("server", "port", String.valueOf(nodePorts.get(number)))
                        .with("events", "publish", quoted("tcp://127.0.0.1:" + publish))
                        .with("events", "subscribe", quoted("tcp://127.0.0.1:" + subscribe))
                        .with("node", "hub", quoted(url().toString()))
                        .with("node", "max-sessions", String.valueOf(settings.slots()))
                        .with("node", "session-timeout", seconds(settings.session()))
                        .with("node", "heartbeat-period", seconds(BEAT))
                        // A node may be there before its hub is.
                        .with("node", "register-cycle", "1")
                        .with("node.driver-configuration", "max-sessions", String.valueOf(settings.slots()))
                        .with("node.driver-configuration", "webdriver-executable", quoted(driver().toString()))
                        .with(
                                "node.driver-configuration",
                                "stereotype",
                                "'{\"browserName\": \"chrome\", \"goog:chromeOptions\": {\"binary\": \""
                                        + browser.browser() + "\"}}'"));
    }

    /** Chrome has its sandbox as any user but root. */
    private Path driver() throws IOException {
        if (!Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"))) {
            return browser.driver();
        }
        Path script = folder.resolve("chromedriver");
        if (!Files.exists(script)) {
            Files.writeString(
                    script,
                    "#!/bin/sh\nexec setpriv --reuid=65534 --regid=65534 --clear-groups --no-new-privs "
                            + browser.driver() + " \"$@\"\n");
            Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        return script;
    }

    private Member start(String role, Toml toml) throws IOException {
        Path home = Files.createTempDirectory(folder, role + "-");
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwx--x--x"));
        Path temporary = Files.createDirectory(home.resolve("tmp"));
        Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rwxrwxrwx"));
        Path config = Files.createFile(
                home.resolve(role + ".toml"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(
                config,
                toml.with("server", "host", quoted("127.0.0.1"))
                        .with("server", "registration-secret", quoted(secret))
                        .text());
        List<String> words = new ArrayList<>(GridClasses.command());
        words.addAll(List.of(
                "-Djava.io.tmpdir=" + temporary, "org.openqa.selenium.grid.Main", role, "--config", config.toString()));
        ProcessBuilder builder = new ProcessBuilder(words)
                .directory(home.toFile())
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(home.resolve("log").toFile())
                .redirectErrorStream(true);
        // By its name, which no other process has, all that it starts is found again.
        builder.environment().put("TMPDIR", temporary.toString());
        builder.environment().put("SE_OFFLINE", "true");
        builder.environment().put("SE_AVOID_STATS", "true");
        return new Member(builder.start(), home);
    }

    /** Kills the hub; all that it knows is lost. */
    public void killHub() {
        kill(hub);
    }

    /** Kills a node and its browsers. */
    public void killNode(int number) {
        kill(nodes.get(number));
    }

    /** Starts again what was killed; returns when the hub has all nodes and every slot is free. */
    public void restore() throws IOException {
        if (!hub.process().isAlive()) {
            startHub();
        }
        for (int node = 0; node < nodes.size(); node++) {
            if (!nodes.get(node).process().isAlive()) {
                startNode(node);
            }
        }
        awaitFree();
    }

    /** Starts a node again that was killed; returns at once. */
    public void startNode(int number) throws IOException {
        nodes.set(number, node(number));
    }

    /** @return what the members wrote, for the message of a failure */
    public String logs() {
        StringBuilder logs = new StringBuilder();
        List<Member> all = new ArrayList<>(nodes);
        if (hub != null) {
            all.add(0, hub);
        }
        for (Member member : all) {
            try {
                List<String> lines = Files.readAllLines(member.home().resolve("log"));
                logs.append("== ").append(member.home()).append('\n');
                lines.stream()
                        .skip(Math.max(0, lines.size() - 40))
                        .forEach(line -> logs.append(line).append('\n'));
            } catch (IOException e) {
                logs.append(e).append('\n');
            }
        }
        return logs.toString();
    }

    /** @return how many sessions the nodes have ended because nobody used them */
    public long timedOut() {
        return nodes.stream()
                .mapToLong(node -> {
                    try (Stream<String> lines = Files.lines(node.home().resolve("log"))) {
                        return lines.filter(line -> line.contains("(reason: TIMEOUT)"))
                                .count();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                })
                .sum();
    }

    private static void kill(Member member) {
        member.process().destroyForcibly();
        long last = System.nanoTime() + PATIENCE.toNanos();
        // What a killed process has started may itself start something until it is found.
        for (List<ProcessHandle> left = left(member); !left.isEmpty(); left = left(member)) {
            if (System.nanoTime() > last) {
                throw new IllegalStateException("does not die: " + left);
            }
            left.forEach(ProcessHandle::destroyForcibly);
            pause();
        }
    }

    private static List<ProcessHandle> left(Member member) {
        List<ProcessHandle> left = new ArrayList<>();
        for (String found : Leaks.processes(member.home())) {
            ProcessHandle.of(Long.parseLong(found.split(" ", 2)[0])).ifPresent(left::add);
        }
        return left;
    }

    private void await(String what, BooleanSupplier fact) {
        long last = System.nanoTime() + PATIENCE.toNanos();
        while (!fact.getAsBoolean()) {
            if (System.nanoTime() > last) {
                throw new IllegalStateException("waited in vain for " + what + ": " + slots() + "\n" + logs());
            }
            pause();
        }
    }

    private static void pause() {
        try {
            new CountDownLatch(1).await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Ends all that was started; a JVM that is stopped by a signal does so, too. */
    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(atExit);
        end();
    }

    private void end() {
        nodes.forEach(LocalGrid::kill);
        if (hub != null) {
            kill(hub);
        }
        delete(folder);
    }

    private static void delete(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Below those that a system gives out by itself: until a server of ours listens, nobody else is given its port. */
    static List<Integer> freePorts(int count) throws IOException {
        List<ServerSocket> held = new ArrayList<>();
        try {
            while (held.size() < count) {
                int port = ThreadLocalRandom.current().nextInt(10_000, 32_000);
                try {
                    held.add(new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1")));
                } catch (BindException taken) {
                    continue;
                }
            }
            return held.stream().map(ServerSocket::getLocalPort).toList();
        } finally {
            for (ServerSocket socket : held) {
                socket.close();
            }
        }
    }

    private static String quoted(String text) {
        return "\"" + text + "\"";
    }

    private static String seconds(Duration time) {
        return String.valueOf(time.toSeconds());
    }

    private static Toml toml(String name) throws IOException {
        return new Toml(Files.readString(CONFIG.resolve(name)));
    }

    /** A file of {@code drivers-config/grid} with other values. */
    private record Toml(String text) {
        /** @return the same with that value, at the end of its section where it is not set, which is made where it is not there */
        Toml with(String section, String key, String value) {
            List<String> lines = new ArrayList<>(text.lines().toList());
            Pattern header = Pattern.compile("\\[+" + Pattern.quote(section) + "]+");
            int at = 0;
            while (at < lines.size() && !header.matcher(lines.get(at).strip()).matches()) {
                at++;
            }
            if (at == lines.size()) {
                lines.add("[" + section + "]");
            }
            int end = at + 1;
            while (end < lines.size() && !lines.get(end).startsWith("[")) {
                if (lines.get(end).startsWith(key + " ")) {
                    lines.remove(end);
                } else {
                    end++;
                }
            }
            lines.add(at + 1, key + " = " + value);
            return new Toml(String.join("\n", lines) + "\n");
        }
    }
}
