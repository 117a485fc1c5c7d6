package dev.gannet.flow;

import dev.gannet.page.Downloads;
import dev.gannet.page.LivePage;
import dev.gannet.page.Screenshots;
import dev.gannet.page.Uploads;
import dev.gannet.web.Artefact;
import dev.gannet.web.Deadline;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.openqa.selenium.WebElement;

/** What steps do with files: they give some away, keep those that come, and take pictures. For one thread. */
final class FileDeeds {
    private final LivePage page;
    private final FlowKit kit;
    private final Downloads downloads;
    private final Uploads uploads;
    private final Screenshots screenshots;
    private final Consumer<String> missing;
    private final List<Artefact> kept = new ArrayList<>();

    /** @param missing takes a line about files that were requested and are not kept */
    FileDeeds(LivePage page, FlowKit kit, Consumer<String> missing) {
        this.missing = missing;
        this.page = page;
        this.kit = kit;
        downloads = new Downloads(page, kit.files());
        uploads = new Uploads(page.session(), kit.uploads());
        screenshots = new Screenshots(page.session(), kit.redaction().values());
    }

    /** @return the files that were kept, in order */
    List<Artefact> kept() {
        return kept;
    }

    void upload(WebElement input, List<String> names, Deadline deadline) {
        uploads.give(input, names, deadline);
    }

    /** @param name the text of a recording: a path of the machine that it was made on, of which the last part counts */
    void uploadTyped(WebElement input, String name, Deadline deadline) {
        uploads.give(input, List.of(name.replaceAll(".*[/\\\\]", "")), deadline);
    }

    /** @return whether an element is one that takes files */
    boolean takesFiles(WebElement element, Deadline deadline) {
        return Boolean.TRUE.equals(page.session()
                .script("return arguments[0].tagName === 'INPUT' && arguments[0].type === 'file'", deadline, element));
    }

    /** @param as what the first file is called that comes; empty for the site's name */
    void download(Runnable click, Optional<String> as, Deadline deadline) {
        downloads.expect(deadline);
        click.run();
        Downloads.Received received = downloads.await(as, deadline);
        kept.addAll(received.files());
        received.missing().ifPresent(missing);
    }

    /** @param note is told of a page that does not fit into a picture */
    void picture(String name, Optional<WebElement> of, boolean full, Consumer<String> note, Deadline deadline) {
        byte[] png;
        if (of.isPresent()) {
            png = screenshots.element(of.get(), deadline);
        } else if (full) {
            Screenshots.Whole whole = screenshots.full(deadline);
            if (whole.cut()) {
                note.accept("the page is larger than a picture can be: its upper left part is in " + name);
            }
            png = whole.png();
        } else {
            png = screenshots.viewport(deadline);
        }
        kept.add(kit.files().keep(name.endsWith(".png") ? name : name + ".png", png));
    }
}
