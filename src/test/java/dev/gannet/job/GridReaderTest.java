package dev.gannet.job;

import dev.gannet.session.BrowserSpec;
import dev.gannet.session.ChromeArguments;
import dev.gannet.session.ChromeConfig;
import dev.gannet.session.GridAddress;
import dev.gannet.web.Secret;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** Where browsers of a Grid are named: in a job, in drivers-config, in the environment; the nearest word counts. */
@Tag("fast")
class GridReaderTest {
    private static final Map<String, String> ENVIRONMENT = Map.of("HUB", "hub:4444", "GRID_PASSWORD", "s3cr3t");
    private static final GridAddress HUB = new GridAddress(URI.create("http://hub:4444"), Optional.empty());

    @TempDir
    Path folder;

    private ChromeConfig config(String chrome, Map<String, String> environment) throws IOException {
        Files.writeString(folder.resolve("chrome.yaml"), chrome);
        return DriversConfig.load(folder, ChromeArguments::refusal, name -> Optional.ofNullable(environment.get(name)));
    }

    private static Plan job(String browser) {
        String text = "start: https://shop.example/\nitems: {page: {fields: {title: h1}}}\n" + browser;
        return JobReader.read(
                text, Path.of("/jobs/shop.yaml"), List.of(), name -> Optional.ofNullable(ENVIRONMENT.get(name)));
    }

    @Test
    void aJobsWordCountsThenTheFilesThenTheEnvironments() throws IOException {
        ChromeConfig none = config("arguments: []\n", ENVIRONMENT);
        ChromeConfig named = config("arguments: []\n", Map.of("GANNET_GRID", "http://me:p%40ss@named:4444/"));
        ChromeConfig written = config("grid: http://hub:4444\n", Map.of("GANNET_GRID", "http://named:4444"));
        BrowserSpec silent = job("").browser();
        BrowserSpec other = job("browser: {grid: 'http://other:4444/wd/'}").browser();
        BrowserSpec local = job("browser: {grid: null}").browser();

        assertThat(silent.in(none).grid()).isEmpty();
        assertThat(silent.in(named).grid())
                .contains(new GridAddress(
                        URI.create("http://named:4444"),
                        Optional.of(new GridAddress.Account("me", new Secret("p@ss")))));
        assertThat(silent.in(written).grid()).contains(HUB);
        assertThat(other.in(written).grid()).map(GridAddress::url).contains(URI.create("http://other:4444/wd"));
        assertThat(local.in(written).grid()).isEmpty();
    }

    @Test
    void aUserHasAPasswordOfTheEnvironmentWhichIsHidden() throws IOException {
        String written = "grid: {url: 'http://${env:HUB}', user: gannet, password: '${env:GRID_PASSWORD}'}";
        GridAddress expected = HUB.as("gannet", new Secret("s3cr3t"));

        assertThat(config(written, ENVIRONMENT).grid()).contains(expected);
        Plan plan = job("browser:\n  " + written);
        assertThat(plan.browser().grid()).contains(expected);
        assertThat(plan.redaction().redact("it said s3cr3t")).doesNotContain("s3cr3t");
        assertThat(expected).asString().doesNotContain("s3cr3t");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "grid: hub:4444 | a Grid is an http or https URL",
                "grid: ftp://hub:4444 | a Grid is an http or https URL",
                "grid: http://me:s3cr3t@hub:4444 | a password does not belong in a URL",
                "grid: {url: http://hub:4444, user: me, password: s3cr3t} | a password does not belong in a file",
                "grid: {url: http://hub:4444, user: me} | a user of a Grid has a password",
                "grid: {user: me, password: '${env:GRID_PASSWORD}'} | \"url\" is missing",
                "grid: http://${env:NOWHERE}:4444 | NOWHERE is not set",
                "grid: http://${secret:hub}:4444 | a secret cannot stand here"
            })
    void whatIsNoGridIsToldWithItsPlaceInBothFiles(String line, String problem) {
        JobException ofJob = catchThrowableOfType(JobException.class, () -> job("browser:\n  " + line));
        assertThat(ofJob.report()).contains(problem, "shop.yaml:4:");
        JobException ofFile = catchThrowableOfType(JobException.class, () -> config(line + "\n", ENVIRONMENT));
        assertThat(ofFile.report()).contains(problem, "chrome.yaml:1:");
    }

    @Test
    void aVariableThatIsNoGridIsToldWithoutItsPassword() {
        JobException wrong = catchThrowableOfType(
                JobException.class, () -> config("arguments: []\n", Map.of("GANNET_GRID", "hub://me:s3cr3t@hub")));
        assertThat(wrong.report())
                .contains("GANNET_GRID", "a Grid is an http or https URL")
                .doesNotContain("s3cr3t");
    }
}
