package dev.gannet.job;

import dev.gannet.job.Plan.LimitsSpec;
import dev.gannet.politeness.PolitenessSpec;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Reads how hosts are treated and when to give up. */
final class MannersReader {
    private static final PolitenessSpec POLITE =
            new PolitenessSpec(Duration.ofSeconds(1), 1, true, Optional.empty(), Optional.empty());
    private static final LimitsSpec LIMITS =
            new LimitsSpec(Duration.ofSeconds(60), 3, 20_000_000, 10_000, 10_000, 0.01, 0.01);

    private MannersReader() {}

    static PolitenessSpec politeness(Section job) {
        return job.get("politeness")
                .flatMap(node -> Section.of(JobKeys.POLITENESS, node, job.reading()))
                .map(section -> new PolitenessSpec(
                        section.duration("delay").orElse(POLITE.delay()),
                        section.whole("parallel", 1).orElse(POLITE.parallel()),
                        !section.word("robots", List.of("obey", "ignore")).equals(Optional.of("ignore")),
                        contact(section),
                        section.text("terms")))
                .orElse(POLITE);
    }

    private static Optional<String> contact(Section section) {
        Optional<String> contact = section.filled("contact").map(String::strip);
        boolean address = contact.isEmpty()
                || contact.get().matches("(mailto:)?[^\\s@()<>:/\\p{Cntrl}]+@[^\\s@()<>\\p{Cntrl}]+")
                || contact.get().matches("https?://[^\\s()<>\\p{Cntrl}]+");
        if (!address) {
            section.scalar("contact")
                    .ifPresent(scalar -> section.reading()
                            .problem(
                                    scalar,
                                    "a contact is a mail address or a URL",
                                    "as in mailto:me@example.org or https://example.org/bot"));
        }
        return contact.filter(text -> address).map(text -> text.contains(":") ? text : "mailto:" + text);
    }

    static LimitsSpec limits(Section job) {
        return job.get("limits")
                .flatMap(node -> Section.of(JobKeys.LIMITS, node, job.reading()))
                .map(section -> new LimitsSpec(
                        section.span("page").orElse(LIMITS.page()),
                        section.whole("attempts", 1).orElse(LIMITS.attempts()),
                        section.size("size").orElse(LIMITS.size()),
                        section.whole("links", 1).orElse(LIMITS.links()),
                        section.whole("queries", 1).orElse(LIMITS.queries()),
                        section.percent("failed").orElse(LIMITS.failed()),
                        section.percent("invalid").orElse(LIMITS.invalid()),
                        section.size("file").orElse(LIMITS.file()),
                        section.size("files").orElse(LIMITS.files()),
                        section.whole("runs", 10).orElse(LIMITS.runs())))
                .orElse(LIMITS);
    }
}
