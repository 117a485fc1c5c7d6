package dev.gannet.flow;

import dev.gannet.files.FileFolder;
import dev.gannet.page.Awaited;
import dev.gannet.web.PageUrl;
import dev.gannet.web.Redaction;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/**
 * What flows have around them. Thread-safe.
 *
 * @param uploads the folder that files are uploaded from; none other is looked into
 * @param files where downloads and pictures are kept
 * @param redaction knows what no picture may show
 * @param awaited what an {@code extract} step waits for: the kinds that it names (all where none) at a URL
 * @param listeners a listener for each flow that is begun
 */
public record FlowKit(
        Path uploads,
        FileFolder files,
        Redaction redaction,
        BiFunction<PageUrl, List<String>, Awaited> awaited,
        Supplier<StepListener> listeners) {
    /** @return the same, heard by these */
    public FlowKit heardBy(Supplier<StepListener> others) {
        return new FlowKit(uploads, files, redaction, awaited, others);
    }

    /** @return a kit whose flows find nothing to upload and extract nothing */
    public static FlowKit plain(Path folder) {
        return new FlowKit(
                folder.resolve("uploads"),
                new FileFolder(folder.resolve("files"), Integer.MAX_VALUE),
                new Redaction(),
                (url, kinds) -> Awaited.NOTHING,
                () -> StepListener.NONE);
    }
}
