package dev.gannet.job;

import dev.gannet.session.GridAddress;
import dev.gannet.web.Secret;
import java.util.Optional;

/** Reads where a Selenium Grid is: its URL, or that with a user and a password. */
final class GridReader {
    static final String WRONG = "a Grid is an http or https URL";
    static final String EXAMPLE = "as in http://localhost:4444";

    private GridReader() {}

    /** @return whether the section says that there is none */
    static boolean none(Section section) {
        return section.get("grid").filter(GridReader::none).isPresent();
    }

    private static boolean none(Yaml node) {
        return node instanceof Yaml.Scalar scalar
                && scalar.plain()
                && scalar.text().matches("null|~");
    }

    /** @return the Grid that the section's key {@code grid} names */
    static Optional<GridAddress> read(Section section) {
        return section.get("grid").filter(node -> !none(node)).flatMap(node -> read(node, section.reading()));
    }

    private static Optional<GridAddress> read(Yaml node, Reading reading) {
        if (node instanceof Yaml.Mapping) {
            return Section.of(JobKeys.GRID, node, reading).flatMap(GridReader::account);
        }
        return Shape.scalar(node, "\"grid\"", reading).flatMap(scalar -> url(scalar, reading));
    }

    private static Optional<GridAddress> account(Section section) {
        Reading reading = section.reading();
        Optional<GridAddress> grid = section.scalar("url").flatMap(scalar -> url(scalar, reading));
        Optional<String> user = section.filled("user");
        Optional<Secret> password = section.scalar("password")
                .filter(scalar -> byReference(scalar, reading))
                .flatMap(reading::filled);
        if (section.has("user") != section.has("password")) {
            reading.problem(section.node(), "a user of a Grid has a password, and a password a user", "");
        }
        return user.isPresent() && password.isPresent()
                ? grid.map(address -> address.as(user.get(), password.get()))
                : grid;
    }

    private static Optional<GridAddress> url(Yaml.Scalar scalar, Reading reading) {
        Optional<String> text = reading.shown(scalar);
        Optional<GridAddress> grid = text.flatMap(GridAddress::parse);
        if (grid.isPresent() && grid.get().account().isPresent()) {
            reading.problem(
                    scalar,
                    "a password does not belong in a URL, which is printed",
                    "write {url: " + grid.get().url() + ", user: NAME, password: \"${env:NAME}\"}");
        } else if (text.isPresent() && grid.isEmpty()) {
            reading.problem(scalar, WRONG, EXAMPLE);
        }
        return grid;
    }

    /** A file is shared and kept; what lets somebody in is not written into it. */
    private static boolean byReference(Yaml.Scalar scalar, Reading reading) {
        boolean fine = scalar.text().contains("${env:") || scalar.text().contains("${secret:");
        if (!fine) {
            reading.problem(
                    scalar,
                    "a password does not belong in a file",
                    "write password: \"${env:NAME}\", and set NAME in the environment, or \"${secret:NAME}\", a file");
        }
        return fine;
    }
}
