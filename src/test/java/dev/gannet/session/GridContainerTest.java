package dev.gannet.session;

import dev.gannet.demo.DemoShop;
import dev.gannet.demo.Product;
import dev.gannet.job.DriversConfig;
import dev.gannet.kit.OpenGate;
import dev.gannet.kit.ShopInContainer;
import dev.gannet.page.Awaited;
import dev.gannet.page.PageSpec;
import dev.gannet.page.Renderer;
import dev.gannet.web.Deadline;
import dev.gannet.web.Gate;
import dev.gannet.web.PageUrl;
import dev.gannet.web.Selector;
import dev.gannet.web.Snapshot;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.selenium.BrowserWebDriverContainer;
import org.testcontainers.selenium.BrowserWebDriverContainer.VncRecordingMode;
import org.testcontainers.utility.DockerImageName;
import org.testcontainers.utility.MountableFile;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Browsers of a Selenium Grid in a container. A missing engine is a failure; a tier of its own because an engine without a
 * registry takes minutes to say that it has no image.
 */
@Tag("containers")
class GridContainerTest {
    private static final String OFFICIAL = "selenium/standalone-chrome";

    private final Locale before = Locale.getDefault();

    @TempDir
    private Path work;

    @AfterEach
    void restoreLocale() {
        Locale.setDefault(before);
    }

    @Test
    void aSessionOfAGridScrapesAPageAndLeavesTheGridFree() throws Exception {
        // Testcontainers makes names of environment variables by upper case in the default locale; ours has a dotted I.
        Locale.setDefault(Locale.ROOT);
        assertThat(DockerClientFactory.instance().isDockerAvailable())
                .as("the containers tier needs a Docker engine, and none answers")
                .isTrue();
        try (BrowserWebDriverContainer browser = browser()) {
            browser.start();
            try (GenericContainer<?> shop = shop(browser)) {
                shop.start();
                scrape(browser);
            }
        }
    }

    /** The image's name as asked for; the stand-in for the official one needs its own profile for Chrome's sandbox. */
    private static BrowserWebDriverContainer browser() throws IOException {
        String image = Optional.ofNullable(System.getProperty("gannet.browser.image"))
                .or(() -> Optional.ofNullable(System.getenv("GANNET_BROWSER_IMAGE")))
                .orElse(OFFICIAL);
        System.out.println("GridContainerTest uses the image " + image);
        BrowserWebDriverContainer container =
                new BrowserWebDriverContainer(DockerImageName.parse(image).asCompatibleSubstituteFor(OFFICIAL));
        container.withRecordingMode(VncRecordingMode.SKIP, null);
        String profile = System.getenv("GANNET_SECCOMP");
        if (profile != null) {
            String rules = Files.readString(Path.of(profile));
            container.withCreateContainerCmdModifier(
                    create -> create.getHostConfig().withSecurityOpts(List.of("seccomp=" + rules)));
        }
        return container;
    }

    /** The browser's image has a JRE. Sharing the browser's network, the shop's loopback is the browser's. */
    private static GenericContainer<?> shop(BrowserWebDriverContainer browser) {
        return new GenericContainer<>(DockerImageName.parse(browser.getDockerImageName()))
                .withCopyFileToContainer(MountableFile.forHostPath("target/classes"), "/opt/shop/classes")
                .withCopyFileToContainer(MountableFile.forHostPath("target/test-classes"), "/opt/shop/tests")
                .withNetworkMode("container:" + browser.getContainerId())
                .withCreateContainerCmdModifier(create -> create.withEntrypoint(
                        "java", "-cp", "/opt/shop/classes:/opt/shop/tests", ShopInContainer.class.getName()))
                .waitingFor(Wait.forLogMessage(".*" + ShopInContainer.OPEN + ".*", 1));
    }

    private void scrape(BrowserWebDriverContainer browser) throws Exception {
        URI grid = browser.getSeleniumAddress().toURI();
        SessionLauncher launcher = Launchers.of(DriversConfig.load(DriversConfig.locate()));
        try (SessionManager pool = SessionManager.open(PoolSettings.of(1).in(work), launcher)) {
            Product product = DemoShop.product(7);
            boolean sandboxed = pool.lease(key("shop", grid), soon(), session -> {
                Snapshot page = render(session, product);
                assertThat(page.status()).isEqualTo(200);
                assertThat(page.verdict().ready()).isTrue();
                assertThat(page.html()).contains(product.title());
                assertThat(agent(session)).endsWith("gannet-test/1");
                return session.sandboxed();
            });
            assertThat(sandboxed)
                    .as("what the session says of Chrome's sandbox, beside Chrome's own command line")
                    .isEqualTo(!commandLines(browser).contains("--no-sandbox"));
            System.out.println("Chrome in the container is " + (sandboxed ? "sandboxed" : "not sandboxed"));
            // The Grid has one slot: another key gets a browser only when the first session is really over.
            int uses = pool.lease(key("other", grid), soon(), Session::uses);
            assertThat(uses).isEqualTo(1);
            assertThat(pool.stats().kills()).isZero();
        }
        assertThat(commandLines(browser)).as("what still runs in the container").doesNotContain("--type=renderer");
    }

    private static Snapshot render(Session session, Product product) {
        Awaited title = new Awaited(
                List.of(new Awaited.Kind("product", Optional.of(Selector.css("main.product")), List.of())),
                List.of(),
                List.of());
        PageSpec spec = new PageSpec(
                Optional.empty(), Optional.empty(), Set.of(), List.of(), false, Duration.ofSeconds(60), 1_000_000);
        PageUrl url = PageUrl.of("http://127.0.0.1:" + ShopInContainer.PORT + "/p/7");
        return new Renderer(new OpenGate())
                .open(session, url, spec, Gate.Purpose.PAGE, Optional.empty(), Deadline.in(spec.limit()))
                .snapshot(title);
    }

    private static String agent(Session session) {
        return String.valueOf(session.script("return navigator.userAgent", Deadline.in(Duration.ofSeconds(30))));
    }

    private static String commandLines(BrowserWebDriverContainer browser) throws Exception {
        return browser.execInContainer("sh", "-c", "cat /proc/[0-9]*/cmdline | tr '\\0' ' '")
                .getStdout();
    }

    private static Deadline soon() {
        return Deadline.in(Duration.ofMinutes(2));
    }

    private static LeaseKey key(String job, URI grid) {
        return new LeaseKey(
                job,
                "",
                new BrowserSpec(
                        "desktop",
                        true,
                        false,
                        Set.of(),
                        GridAddress.parse(grid.toString()),
                        Optional.empty(),
                        OwnHeaders.NONE,
                        "gannet-test/1"));
    }
}
