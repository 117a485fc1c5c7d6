package dev.gannet.page;

import dev.gannet.session.Session;
import dev.gannet.web.Deadline;
import dev.gannet.web.FailureKind;
import dev.gannet.web.ScrapeException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.remote.LocalFileDetector;
import org.openqa.selenium.remote.RemoteWebElement;

/**
 * Files that a flow gives to inputs: those of one folder and no others, whatever a flow, or a page that a variable of the
 * flow was read from, calls them (S26). Not thread-safe; belongs to the lease.
 */
public final class Uploads {
    private final Session session;
    private final Path folder;

    /** @param folder the only place that files are taken from */
    public Uploads(Session session, Path folder) {
        this.session = session;
        this.folder = folder;
    }

    /**
     * Gives files to an input of the type file, which need not be visible. They take the place of what it had.
     *
     * @param names paths within the folder
     * @throws ScrapeException {@link FailureKind#STEP} when one is none of the folder's files, or the input takes no file;
     *     otherwise as {@link Session} says
     * @throws org.openqa.selenium.WebDriverException when the input is gone or refuses them
     */
    public void give(WebElement input, List<String> names, Deadline deadline) {
        List<Path> files = names.stream().map(this::resolve).toList();
        String kind = session.call(
                "upload",
                deadline,
                driver -> String.valueOf(driver.executeScript(
                        "const e = arguments[0]; return e.localName + ' ' + e.getAttribute('type') + ' ' + e.multiple",
                        input)));
        if (!kind.matches("(?i)input file (true|false)")) {
            throw failure("it is not an input that takes a file");
        }
        if (files.size() > 1 && kind.endsWith("false")) {
            throw failure("the input takes one file only, and " + files.size() + " are given");
        }
        List<String> handed = new ArrayList<>();
        Path reach = session.remote() ? folder : session.newFolder();
        for (Path file : files) {
            handed.add((session.remote() ? file : copy(file, reach)).toString());
        }
        session.call("upload", deadline, driver -> {
            // Only these files ever go over the wire to a Grid.
            if (session.remote() && input instanceof RemoteWebElement remote) {
                remote.setFileDetector(new LocalFileDetector());
            }
            input.sendKeys(String.join("\n", handed));
            return true;
        });
    }

    /** @throws ScrapeException {@link FailureKind#STEP} when the name is none of the folder's files */
    Path resolve(String name) {
        try {
            Path asked = Path.of(name);
            boolean inside = !name.isBlank()
                    && !asked.isAbsolute()
                    && Stream.of(name.split("[/\\\\]")).noneMatch(".."::equals);
            if (inside) {
                Path file = folder.toRealPath().resolve(asked).toRealPath();
                if (file.startsWith(folder.toRealPath()) && Files.isRegularFile(file)) {
                    return file;
                }
            }
        } catch (IOException | InvalidPathException e) {
            throw failure("there is no file " + name + " in " + folder);
        }
        throw failure(name + " is not a file of " + folder + ", and no other file is uploaded");
    }

    /** The browser may run as a user who cannot read the folder. */
    private static Path copy(Path file, Path into) {
        try {
            Path place = Files.createTempDirectory(into, "u-");
            Path copy = Files.copy(file, place.resolve(file.getFileName()));
            if (Files.getFileStore(copy).supportsFileAttributeView("posix")) {
                Files.setPosixFilePermissions(place, PosixFilePermissions.fromString("rwxr-xr-x"));
                Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rw-r--r--"));
            }
            return copy;
        } catch (IOException e) {
            throw new UncheckedIOException("the file cannot be handed to the browser: " + file, e);
        }
    }

    private static ScrapeException failure(String message) {
        return new ScrapeException(FailureKind.STEP, "", message);
    }
}
