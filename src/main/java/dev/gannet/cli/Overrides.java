package dev.gannet.cli;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say something else than the job file does. */
final class Overrides {
    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Another value for a key of the job, e.g. politeness.delay=2s. Repeatable.")
    private List<String> set = new ArrayList<>();

    @Option(
            names = "--store",
            paramLabel = "URL",
            description = "Another store: sqlite:FILE or postgresql://user@host/db.")
    private @Nullable String store;

    /** @return {@code key=value} with the value as YAML */
    List<String> list() {
        List<String> all = new ArrayList<>(set);
        if (store != null) {
            all.add("store=" + quoted(store));
        }
        return all;
    }

    /** @return the text as a YAML scalar that is read as it stands */
    static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
