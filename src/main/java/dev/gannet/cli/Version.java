package dev.gannet.cli;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** The version from the jar's manifest, and the Java it runs on. */
final class Version implements IVersionProvider {
    Version() {}

    @Override
    public String[] getVersion() {
        String version = Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
                .orElse("(run from classes)");
        return new String[] {"gannet " + version, "Java " + Runtime.version()};
    }
}
