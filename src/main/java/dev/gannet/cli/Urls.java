package dev.gannet.cli;

import dev.gannet.web.PageUrl;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** Addresses on the command line. */
final class Urls {
    private Urls() {}

    static PageUrl of(@Nullable CommandSpec spec, String text) {
        try {
            return PageUrl.of(text);
        } catch (IllegalArgumentException wrong) {
            throw Usage.wrong(spec, String.valueOf(wrong.getMessage()));
        }
    }
}
