package dev.gannet.crawl;

import dev.gannet.frontier.Told;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Which pages are of one list. */
@Tag("fast")
class AnnouncedListsTest {
    private final List<Told> told = new ArrayList<>();

    private void page(int number, int from, String url, long items, long announced) {
        told.add(new Told(
                number,
                from == 0 ? Optional.empty() : Optional.of((long) from),
                "https://a.example" + url,
                "p",
                items,
                announced,
                false,
                "expect.counter"));
    }

    /** @return each list as pages, items and the numbers that its pages name */
    private List<String> lists() {
        return AnnouncedLists.of(told).stream()
                .map(list -> list.pages() + "p " + list.items() + " of " + list.min()
                        + (list.max() == list.min() ? "" : "-" + list.max()))
                .toList();
    }

    @Test
    void pagesThatDifferInThePageAloneAreOneListAlsoWhenItGrowsMeanwhile() {
        page(1, 0, "/list", 24, 60);
        page(2, 1, "/list?page=2", 24, 61);
        page(3, 1, "/list?page=3&limit=24", 13, 61);
        assertThat(lists()).containsExactly("3p 61 of 60-61");
    }

    @Test
    void listsThatDifferInTheirQueryOrPathAreTheirOwn() {
        page(1, 0, "/search?q=a", 24, 30);
        page(2, 1, "/search?page=2&q=a", 6, 30);
        page(3, 1, "/search?q=b", 24, 90);
        page(4, 1, "/c/shoes", 24, 70);
        page(5, 1, "/c/hats", 24, 71);
        assertThat(lists()).containsExactly("2p 30 of 30", "1p 24 of 90", "1p 24 of 70", "1p 24 of 71");
    }

    @Test
    void pagesInThePathAreOneList() {
        page(1, 0, "/c/shoes", 24, 70);
        page(2, 1, "/c/shoes/page/2", 24, 70);
        page(3, 2, "/c/shoes/page/3", 22, 70);
        page(4, 1, "/c/hats/page/1", 9, 9);
        assertThat(lists()).containsExactly("3p 70 of 70", "1p 9 of 9");
    }

    @Test
    void aCursorIsKnownByTheLinkThatLeadsToIt() {
        page(1, 0, "/feed?view=x", 10, 30);
        page(2, 1, "/feed?view=x&token=abc", 10, 30);
        page(3, 2, "/feed?view=x&token=def", 10, 30);
        assertThat(lists()).containsExactly("3p 30 of 30");
    }

    @Test
    void startsThatDifferInNumbersAndAgreeInTheirCountAreOneList() {
        page(1, 0, "/archive-1/list.html", 50, 120);
        page(2, 0, "/archive-2/list.html", 50, 120);
        page(3, 0, "/archive-3/list.html", 20, 120);
        page(4, 0, "/archive-9/list.html", 20, 20);
        assertThat(lists()).containsExactly("3p 120 of 120", "1p 20 of 20");
    }

    @Test
    void aListThatIsWholeOnItsPageDoesNotMakeUpForAnother() {
        page(1, 0, "/c/12", 24, 24);
        page(2, 1, "/c/13", 10, 24);
        assertThat(lists()).containsExactly("1p 24 of 24", "1p 10 of 24");
    }
}
