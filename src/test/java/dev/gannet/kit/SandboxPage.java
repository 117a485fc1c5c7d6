package dev.gannet.kit;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

/**
 * What Chromium itself says of its sandbox, as a program that runs inside a container with Gannet's jar on its class path.
 * Only the full browser has that page, and only a driver gets there: {@code --screenshot} opens none of the browser's own.
 */
public final class SandboxPage {
    private SandboxPage() {}

    /** @param arguments the file of the picture; the page's text goes to stdout */
    public static void main(String[] arguments) throws IOException {
        ChromeOptions options = new ChromeOptions();
        options.setBinary("/usr/bin/chromium");
        options.addArguments("--headless=new", "--disable-gpu", "--disable-background-networking", "--no-first-run");
        options.addArguments("--window-size=900,700");
        ChromeDriver driver = new ChromeDriver(
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(new File("/usr/bin/chromedriver"))
                        .usingAnyFreePort()
                        .build(),
                options);
        try {
            driver.get("chrome://sandbox");
            System.out.println(driver.findElement(By.tagName("body")).getText());
            Files.write(Path.of(arguments[0]), driver.getScreenshotAs(OutputType.BYTES));
        } finally {
            driver.quit();
        }
    }
}
