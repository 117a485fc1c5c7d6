package dev.gannet.crawl;

import dev.gannet.frontier.Shortfall;
import dev.gannet.job.Plan.LimitsSpec;
import dev.gannet.web.Incident;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@Tag("fast")
class ShortcomingsTest {
    private static final LimitsSpec LIMITS =
            new LimitsSpec(Duration.ofSeconds(60), 3, 20_000_000, 10_000, 10_000, 0.01, 0.01);

    private static List<String> of(Shortfall shortfall, LimitsSpec limits) {
        return Shortcomings.of(shortfall, limits, List.of()).stream()
                .map(breach -> breach.kind().map(kind -> kind + ": ").orElse("") + breach.message())
                .toList();
    }

    private static List<String> invalid(long valid, long invalid) {
        Shortfall.Kind kind = new Shortfall.Kind("card", valid, invalid, invalid == 0 ? List.of() : List.of("sku"));
        return of(new Shortfall(0, 0, 0, 0, List.of(kind)), LIMITS);
    }

    @Test
    void aKindMayHaveItsPartOfInvalidItemsButNotOneMore_R8() {
        assertThat(invalid(99, 1)).isEmpty();
        assertThat(invalid(98, 1)).containsExactly("card: 1 of 99 items without sku, not stored (limits.invalid)");
        assertThat(invalid(0, 0)).isEmpty();
    }

    @Test
    void aKindWithOnlyInvalidItemsIsAlwaysTold_R8() {
        LimitsSpec any = new LimitsSpec(Duration.ofSeconds(60), 3, 20_000_000, 10_000, 10_000, 0.01, 1);
        Shortfall none = new Shortfall(0, 0, 0, 0, List.of(new Shortfall.Kind("card", 0, 2, List.of("name", "sku"))));
        assertThat(of(none, any)).singleElement().asString().contains("without name, sku");
    }

    @Test
    void whatWasCutIsTold_R12_R63() {
        assertThat(of(new Shortfall(0, 1, 2, 90_000, List.of()), LIMITS))
                .containsExactly(
                        "1 page cut at limits.size (20000000 characters): rows may be missing; theirs have _truncated set",
                        "90000 links of 2 pages left out: limits.links is 10000");
    }

    @Test
    void whatPagesTriedIsToldInWords() {
        assertThat(Incidents.told(Map.of(Incident.POPUP, 30, Incident.DIALOG, 3)))
                .contains("3 dialog, 30 popup");
        assertThat(Incidents.told(Map.of())).isEmpty();
        assertThat(Incidents.note(Map.of(Incident.POPUP, 1L, Incident.DIALOG, 3L)))
                .contains("dialogs dismissed on 3 pages, pop-ups blocked on 1 page");
    }
}
