package dev.gannet.session;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.openqa.selenium.PageLoadStrategy;
import org.openqa.selenium.UnexpectedAlertBehaviour;
import org.openqa.selenium.chrome.ChromeOptions;

/** What a new session asks of chromedriver or Grid. */
final class ChromeWishes {
    private ChromeWishes() {}

    static ChromeOptions of(ChromeConfig config, BrowserSpec spec, Profile profile, List<String> more) {
        List<String> arguments = new ArrayList<>(ChromeArguments.of(config, spec, profile));
        arguments.addAll(more);
        ChromeOptions options = new ChromeOptions();
        options.addArguments(arguments);
        options.setPageLoadStrategy(PageLoadStrategy.NONE);
        options.setUnhandledPromptBehaviour(UnexpectedAlertBehaviour.DISMISS);
        Map<String, Object> preferences = new HashMap<>(ChromePreferences.checked(config.preferences()));
        profile.locale().ifPresent(locale -> preferences.put("intl.accept_languages", locale));
        if (!preferences.isEmpty()) {
            options.setExperimentalOption("prefs", preferences);
        }
        return options;
    }

    static ChromeOptions at(Path binary, ChromeOptions options) {
        options.setBinary(binary.toString());
        return options;
    }

    /** @return the profile that the job names */
    static Profile profile(ChromeConfig config, String name) {
        return Optional.ofNullable(config.profiles().get(name))
                .orElseThrow(() ->
                        new IllegalArgumentException("no profile is named " + name + "; drivers-config/profiles has "
                                + config.profiles().keySet().stream().sorted().toList()));
    }
}
