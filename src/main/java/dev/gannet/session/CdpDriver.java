package dev.gannet.session;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.openqa.selenium.Capabilities;
import org.openqa.selenium.remote.CommandExecutor;
import org.openqa.selenium.remote.CommandInfo;
import org.openqa.selenium.remote.HttpCommandExecutor;
import org.openqa.selenium.remote.RemoteWebDriver;
import org.openqa.selenium.remote.Response;
import org.openqa.selenium.remote.http.ClientConfig;
import org.openqa.selenium.remote.http.HttpMethod;

/** A driver that also speaks the DevTools protocol; the same for a local chromedriver and for a Grid. */
public class CdpDriver extends RemoteWebDriver {
    private static final String CDP = "executeCdpCommand";
    private static final Map<String, CommandInfo> COMMANDS =
            Map.of(CDP, new CommandInfo("/session/:sessionId/goog/cdp/execute", HttpMethod.POST));

    private Optional<Emulation> emulation = Optional.empty();

    /** For scripted browsers: a driver without a browser behind it. */
    protected CdpDriver() {}

    private CdpDriver(CommandExecutor executor, Capabilities capabilities) {
        super(executor, capabilities);
    }

    /** Starts a session at that address. */
    static CdpDriver start(ClientConfig client, Capabilities capabilities) {
        HttpCommandExecutor executor =
                new HttpCommandExecutor(COMMANDS, Objects.requireNonNull(client.baseUrl()), client);
        try {
            return new CdpDriver(executor, capabilities);
        } catch (RuntimeException | Error e) {
            executor.client.close();
            throw e;
        }
    }

    /** Notes what its windows were told, for those that are still to come. */
    void emulates(Emulation told) {
        emulation = Optional.of(told);
    }

    /** @return what its windows are told; empty for a scripted browser */
    Optional<Emulation> emulation() {
        return emulation;
    }

    /** Sends one DevTools command to the page that the session is on. */
    @SuppressWarnings("unchecked")
    Map<String, Object> cdp(String method, Map<String, Object> parameters) {
        Response response = execute(CDP, Map.of("cmd", method, "params", parameters));
        return response.getValue() instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
    }

    /** Lets go of the connections, whether or not the browser still answers. */
    void hangUp() {
        if (getCommandExecutor() instanceof HttpCommandExecutor http) {
            http.client.close();
        }
    }
}
