package dev.gannet.crawl;

import dev.gannet.extract.Extraction;
import dev.gannet.extract.PasswordForm;
import dev.gannet.job.JobReader;
import dev.gannet.job.Plan;
import dev.gannet.web.PageUrl;
import dev.gannet.web.Role;
import dev.gannet.web.Visit;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@Tag("fast")
class LinkIntakeTest {
    private static final Visit VISIT = new Visit(1, PageUrl.of("https://a.example/"), Role.PAGE, 0, 1, 1);

    private static LinkIntake.Taken taken(String limits, List<String> links, boolean noFollow) {
        Plan plan = JobReader.read("""
                start: https://a.example/
                crawl: {follow: all}
                items: {page: {fields: {title: h1}}}
                %s
                """.formatted(limits), Path.of("links.yaml"), List.of());
        Extraction extraction = new Extraction(
                List.of(),
                links,
                List.of(),
                Map.of(),
                Map.of(),
                noFollow,
                0,
                Optional.empty(),
                PasswordForm.NONE,
                Map.of());
        return new LinkIntake(plan, new Scope(plan)).of(VISIT, extraction);
    }

    @Test
    void theFirstTenThousandInScopeAreQueuedAndTheRestCounted_R63() {
        List<String> links = new ArrayList<>();
        for (int i = 0; i < 100_000; i++) {
            links.add((i % 2 == 0 ? "https://other.example/" : "https://a.example/") + i);
        }
        long from = System.nanoTime();
        LinkIntake.Taken taken = taken("", links, false);
        assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(Duration.ofSeconds(60));
        assertThat(taken.leads()).hasSize(10_000);
        assertThat(taken.leads().get(9_999).url().text()).isEqualTo("https://a.example/19999");
        assertThat(taken.leftOut()).isEqualTo(40_000);
    }

    @Test
    void theBoundItselfIsNotBeyondIt_R63() {
        List<String> links = List.of("https://a.example/1", "https://a.example/2", "https://a.example/3");
        assertThat(taken("limits: {links: 3}", links, false).leftOut()).isZero();
        assertThat(taken("limits: {links: 2}", links, false).leftOut()).isEqualTo(1);
        assertThat(taken("limits: {links: 2}", links, true)).isEqualTo(LinkIntake.Taken.NONE);
    }
}
