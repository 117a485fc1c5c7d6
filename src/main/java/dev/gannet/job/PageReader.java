package dev.gannet.job;

import dev.gannet.flow.Step;
import dev.gannet.job.Plan.LimitsSpec;
import dev.gannet.job.Plan.PageBlock;
import dev.gannet.page.PageSpec;
import dev.gannet.page.Reach;
import dev.gannet.page.ScrollSpec;
import dev.gannet.web.DocumentKind;
import dev.gannet.web.Selector;
import dev.gannet.web.UrlGlob;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads how pages are brought up. */
final class PageReader {
    private final Reading reading;
    private final LimitsSpec limits;

    private final List<UrlGlob> fetched;

    private PageReader(Reading reading, LimitsSpec limits, List<UrlGlob> fetched) {
        this.reading = reading;
        this.limits = limits;
        this.fetched = fetched;
    }

    /**
     * @param fetched of which of a page's own requests the items need the answers
     * @return the blocks, the last of which matches every page
     */
    static List<PageBlock> read(Section job, LimitsSpec limits, List<UrlGlob> fetched) {
        PageReader reader = new PageReader(job.reading(), limits, fetched);
        List<PageBlock> blocks = new ArrayList<>();
        boolean open = true;
        for (Yaml node : job.get("page")
                .map(value -> Shape.oneOrMore(value, job.reading()))
                .orElse(List.of())) {
            if (!open) {
                job.reading()
                        .problem(
                                node,
                                "no page comes here: the block before has no at and takes every page",
                                "put the block without at last");
            }
            Optional<PageBlock> block =
                    Section.of(JobKeys.PAGE, node, job.reading()).map(reader::block);
            block.ifPresent(blocks::add);
            open &= block.isEmpty()
                    || !block.get().at().isEmpty()
                    || node instanceof Yaml.Mapping map && map.entry("at").isPresent();
        }
        if (open) {
            blocks.add(new PageBlock(
                    List.of(),
                    Optional.empty(),
                    reader.spec(Optional.empty(), Optional.empty(), Set.of(), List.of(), Reach.DOCUMENT, List.of()),
                    List.of(),
                    Optional.empty(),
                    Optional.empty()));
        }
        return blocks;
    }

    private PageBlock block(Section section) {
        List<UrlGlob> at = Globs.of(section, "at");
        Optional<Selector> ready = Selectors.sign(section, "ready");
        Optional<String> frames = section.word("frames", List.of("same-origin", "all"));
        Reach reach = new Reach(
                frames.isPresent(),
                frames.filter("all"::equals).isPresent(),
                section.word("shadow", List.of("closed")).isPresent());
        List<Step> steps = StepReader.read(section, "steps");
        Optional<Selector> blocked = Selectors.sign(section, "blocked");
        Optional<ScrollSpec> scroll = ScrollReader.read(section);
        Optional<DocumentKind> as = section.constant("as", DocumentKind.class);
        return new PageBlock(
                at,
                as,
                spec(
                        ready,
                        blocked,
                        statuses(section),
                        Selectors.allShown(section, "dismiss"),
                        reach,
                        FetchedReader.requests(section, "may-fail")),
                steps,
                scroll,
                ScrollReader.next(section));
    }

    private PageSpec spec(
            Optional<Selector> ready,
            Optional<Selector> blocked,
            Set<Integer> statuses,
            List<Selector> dismiss,
            Reach reach,
            List<UrlGlob> mayFail) {
        return new PageSpec(ready, blocked, statuses, dismiss, reach, mayFail, fetched, limits.page(), limits.size());
    }

    private Set<Integer> statuses(Section section) {
        Set<Integer> statuses = new HashSet<>();
        for (Yaml node : section.get("status")
                .map(value -> Shape.oneOrMore(value, reading))
                .orElse(List.of())) {
            Shape.scalar(node, "a status", reading).ifPresent(scalar -> {
                if (scalar.text().matches("[1-5]\\d\\d")) {
                    statuses.add(Integer.valueOf(scalar.text()));
                } else {
                    reading.problem(
                            scalar, "not an HTTP status: " + YamlTraps.quote(scalar.text()), "as in [200, 404]");
                }
            });
        }
        return statuses;
    }
}
