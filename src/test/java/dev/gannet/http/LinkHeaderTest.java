package dev.gannet.http;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

@Tag("fast")
class LinkHeaderTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "</next?a=1,2>; rel=next",
                "</next?a=1,2>;rel=\"next\"",
                "</prev>; rel=\"prev\", </next?a=1,2>; rel=\"next\"",
                "</prev>; rel=prev; title=\"a, <b>; rel=next\", </next?a=1,2>; REL=\"Next\"",
                "</next?a=1,2>; title=\"x\"; rel=\"nofollow next\"",
                "< /next?a=1,2 >; rel=next"
            })
    void theFirstLinkWithTheRelationIsFound(String header) {
        assertThat(LinkHeader.find(List.of("</x>; rel=first", header), "next")).contains("/next?a=1,2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "</next>",
                "</next>; title=next",
                "</next>; rel=nextpage",
                "/next; rel=next",
                "</a>; rel=prev; rel=next"
            })
    void whatIsNoSuchLinkIsNone(String header) {
        assertThat(LinkHeader.find(List.of(header), "next")).isEmpty();
    }

    @Test
    void aLongHeaderIsLookedThroughInOneGo() {
        String links = "</x>; rel=prev, ".repeat(600) + "</next>; rel=next";
        assertThat(LinkHeader.find(List.of(links), "next")).contains("/next");
        assertThat(LinkHeader.find(List.of("<".repeat(9000), ";".repeat(9000), "<a>" + ";a".repeat(4000)), "next"))
                .isEmpty();
    }
}
