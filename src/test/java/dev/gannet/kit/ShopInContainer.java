package dev.gannet.kit;

import dev.gannet.demo.DemoSettings;
import dev.gannet.demo.DemoShop;
import java.util.concurrent.CountDownLatch;

/** The demo shop as a program of its own that needs a JRE and our classes only, so that it runs in any container. */
public final class ShopInContainer {
    /** Where the shop listens, on loopback. */
    public static final int PORT = 8474;
    /** What it prints once it is open. */
    public static final String OPEN = "the shop is open";

    private ShopInContainer() {}

    public static void main(String[] arguments) throws InterruptedException {
        try (DemoShop shop = DemoShop.start(PORT, DemoSettings.standard())) {
            System.out.println(OPEN + " at " + shop.base());
            new CountDownLatch(1).await();
        }
    }
}
