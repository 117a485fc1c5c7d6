package dev.gannet.session;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Optional;

/** Whether a Grid is there for us, and for nobody else: who reaches an open one has browsers do what he likes (S12). */
final class GridCheck {
    private GridCheck() {}

    static BrowserCheck of(GridAddress grid) {
        return of(grid, loopback(grid.url().getHost()));
    }

    /** @param alone whether only this machine reaches it */
    static BrowserCheck of(GridAddress grid, boolean alone) {
        HttpClient http =
                HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
        GridHub.Status status = new GridHub(http, grid).status();
        if (!status.ok()) {
            return BrowserCheck.bad(
                    "grid",
                    grid.place() + (status.code() == GridHub.NONE ? " does not answer" : " answers " + status.code()),
                    status.code() == 401
                            ? "name its user and password, see drivers-config/README.md"
                            : "start the hub, or name another in drivers-config/chrome.yaml or "
                                    + GridAddress.VARIABLE);
        }
        if (status.nodes() == 0) {
            return BrowserCheck.bad("grid", grid.place() + " has no node", "start a node with the hub's address");
        }
        boolean open = grid.account().isEmpty()
                || new GridHub(http, new GridAddress(grid.url(), Optional.empty()))
                        .status()
                        .ok();
        return open && !alone
                ? BrowserCheck.bad(
                        "grid",
                        grid.place() + " serves anybody who reaches it",
                        "give the hub --username and --password, hub and nodes a --registration-secret, and a network of"
                                + " their own")
                : BrowserCheck.good(
                        "grid", grid.place() + " has " + status.nodes() + (status.nodes() == 1 ? " node" : " nodes"));
    }

    private static boolean loopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
