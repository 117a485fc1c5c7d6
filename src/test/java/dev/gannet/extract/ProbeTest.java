package dev.gannet.extract;

import dev.gannet.web.Selector;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@Tag("fast")
class ProbeTest {
    private static final String SHOP =
            "<nav><a href=/a>A</a><a href=/b>B</a><a href=/c>C</a><a href=/d>D</a></nav><main>"
                    + "<div class='card x'><h3>Net</h3><a class=more href=/p/1>more</a><span class=price>$12.50</span><img src=/i.png></div>"
                            .repeat(4)
                    + "</main>";

    @Test
    void showsWhatASelectorMatches() {
        Probe.Match match = new Probe(Pages.snapshot(SHOP)).match(Selector.css(".card a"));
        assertThat(match.count()).isEqualTo(4);
        assertThat(match.samples()).hasSize(3);
        assertThat(match.samples().get(0).text()).isEqualTo("more");
        assertThat(match.samples().get(0).attributes()).containsEntry("href", "/p/1");
        assertThat(new Probe(Pages.snapshot(SHOP)).match(Selector.css(".none")).count())
                .isZero();
    }
}
