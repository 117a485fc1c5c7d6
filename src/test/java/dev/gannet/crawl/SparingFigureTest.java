package dev.gannet.crawl;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@Tag("fast")
class SparingFigureTest {
    private long now = -5;
    private int found;

    @Test
    void aFigureThatTookLongIsKeptTwentyTimesAsLong() {
        SparingFigure<Integer> slow = new SparingFigure<>(
                () -> {
                    now += 100;
                    return ++found;
                },
                () -> now);
        List<Integer> seen = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            seen.add(slow.get());
            now += 700;
        }
        assertThat(seen).containsExactly(1, 1, 1, 2, 2, 2);
    }

    @Test
    void aFigureThatCostsNothingIsAlwaysNew() {
        SparingFigure<Integer> free = new SparingFigure<>(() -> ++found, () -> now);
        assertThat(List.of(free.get(), free.get(), free.get())).containsExactly(1, 2, 3);
    }
}
