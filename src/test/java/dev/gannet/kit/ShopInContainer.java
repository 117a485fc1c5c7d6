package dev.gannet.kit;

import dev.gannet.demo.DemoSettings;
import dev.gannet.demo.DemoShop;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.concurrent.CountDownLatch;

/** The demo shop as a program of its own that needs a JRE and our classes only, so that it runs in any container. */
public final class ShopInContainer {
    /** Where the shop listens: on loopback, or on the address that is named. */
    public static final int PORT = 8474;
    /** What it prints once it is open. */
    public static final String OPEN = "the shop is open";

    private ShopInContainer() {}

    /** @param arguments an address to listen on, 0.0.0.0 for all of a container; loopback where there is none */
    public static void main(String[] arguments) throws InterruptedException, UnknownHostException {
        String address = arguments.length == 0 ? "127.0.0.1" : arguments[0];
        try (DemoShop shop = DemoShop.start(InetAddress.getByName(address), PORT, DemoSettings.standard())) {
            System.out.println(OPEN + " at " + shop.base());
            new CountDownLatch(1).await();
        }
    }
}
