package dev.gannet.job;

import dev.gannet.page.NextSpec;
import dev.gannet.page.ScrollSpec;
import dev.gannet.page.ScrollSpec.Until;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads how a list is scrolled and gone through. */
final class ScrollReader {
    private static final List<String> WORDS = List.of("stable");

    private ScrollReader() {}

    static Optional<ScrollSpec> read(Section page) {
        Optional<Yaml> node = page.get("scroll");
        if (node.isPresent() && node.get() instanceof Yaml.Scalar word) {
            return Shape.word(word, WORDS, page.reading())
                    .map(stable -> new ScrollSpec(
                            new Until.Stable(),
                            Optional.empty(),
                            Optional.empty(),
                            ScrollSpec.MAX,
                            ScrollSpec.SCROLLS));
        }
        return node.flatMap(block -> Section.of(JobKeys.SCROLL, block, page.reading()))
                .map(scroll -> new ScrollSpec(
                        until(scroll),
                        Selectors.shown(scroll, "item"),
                        Selectors.shown(scroll, "in"),
                        scroll.span("max").orElse(ScrollSpec.MAX),
                        scroll.whole("scrolls", 1).orElse(ScrollSpec.SCROLLS)));
    }

    /** Reads how one goes on to the next page of a list. */
    static Optional<NextSpec> next(Section page) {
        return page.get("next")
                .flatMap(block -> Section.of(JobKeys.NEXT, block, page.reading()))
                .flatMap(next -> Selectors.shown(next, "click")
                        .map(click -> new NextSpec(
                                click,
                                next.whole("max", 1).orElse(NextSpec.MAX),
                                until(next),
                                next.span("time").orElse(NextSpec.TIME))));
    }

    private static Until until(Section scroll) {
        Optional<Yaml> node = scroll.get("until");
        if (node.isEmpty()) {
            return new Until.Stable();
        }
        if (node.get() instanceof Yaml.Scalar word) {
            if (!WORDS.contains(word.text())) {
                wrong(scroll, word, "\"until\" is stable, a count or a mark, not " + YamlTraps.quote(word.text()));
            }
            return new Until.Stable();
        }
        Optional<Section> block = Section.of(JobKeys.UNTIL, node.get(), scroll.reading());
        if (block.isPresent() && block.get().has("count") == block.get().has("seen")) {
            wrong(scroll, node.get(), "\"until\" is one of count and seen");
            return new Until.Stable();
        }
        return block.flatMap(ScrollReader::end).orElseGet(Until.Stable::new);
    }

    private static Optional<Until> end(Section block) {
        if (block.has("seen")) {
            return Selectors.shown(block, "seen").map(Until.Seen::new);
        }
        OptionalInt count = block.whole("count", 1);
        return count.isPresent() ? Optional.of(new Until.Count(count.getAsInt())) : Optional.empty();
    }

    private static void wrong(Section scroll, Yaml node, String message) {
        scroll.reading().problem(node, message, "write until: stable, until: {count: 200} or until: {seen: .end}");
    }
}
