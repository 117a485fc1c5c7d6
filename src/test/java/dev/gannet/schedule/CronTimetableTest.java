package dev.gannet.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Times of the clock, above all where the clocks change. */
@Tag("fast")
class CronTimetableTest {
    private static List<String> from(String fields, String zone, String moment, int count) {
        Timetable table = CronTimetable.of(fields, ZoneId.of(zone));
        List<String> all = new ArrayList<>();
        Instant at = Instant.parse(moment);
        for (int i = 0; i < count; i++) {
            at = table.after(at);
            all.add(at.toString().replace(":00Z", "Z"));
        }
        return all;
    }

    @Test
    void timesAreThoseOfTheZone() {
        assertThat(from("0 6 * * mon-fri", "Europe/Paris", "2026-11-26T12:00:00Z", 3))
                .containsExactly("2026-11-27T05:00Z", "2026-11-30T05:00Z", "2026-12-01T05:00Z");
        assertThat(from("*/15 * * * *", "UTC", "2026-11-26T12:00:00Z", 3))
                .containsExactly("2026-11-26T12:15Z", "2026-11-26T12:30Z", "2026-11-26T12:45Z");
        assertThat(from("0 0 29 2 *", "UTC", "2026-11-26T12:00:00Z", 2))
                .containsExactly("2028-02-29T00:00Z", "2032-02-29T00:00Z");
    }

    /** 2026-03-29, 02:00 to 03:00 is left out in Berlin: 01:00 UTC. */
    @Test
    void whatIsDueInTheHourThatIsLeftOutIsDueWhenTheClocksGoForward() {
        assertThat(from("30 2 * * *", "Europe/Berlin", "2026-03-28T00:00:00Z", 3))
                .containsExactly("2026-03-28T01:30Z", "2026-03-29T01:00Z", "2026-03-30T00:30Z");
        assertThat(from("*/30 * * * *", "Europe/Berlin", "2026-03-29T00:00:00Z", 4))
                .containsExactly("2026-03-29T00:30Z", "2026-03-29T01:00Z", "2026-03-29T01:30Z", "2026-03-29T02:00Z");
        assertThat(from("0 3 * * *", "Europe/Berlin", "2026-03-28T12:00:00Z", 2))
                .containsExactly("2026-03-29T01:00Z", "2026-03-30T01:00Z");
    }

    /** 2026-10-25, 02:00 to 03:00 comes twice in Berlin: from 00:00 and from 01:00 UTC. */
    @Test
    void whatNamesTheHourThatComesTwiceIsDueOnceAndWhatNamesNoneInBoth() {
        assertThat(from("30 2 * * *", "Europe/Berlin", "2026-10-24T12:00:00Z", 2))
                .containsExactly("2026-10-25T00:30Z", "2026-10-26T01:30Z");
        assertThat(from("30 2 * * *", "Europe/Berlin", "2026-10-25T00:45:00Z", 1))
                .containsExactly("2026-10-26T01:30Z");
        assertThat(from("*/30 * * * *", "Europe/Berlin", "2026-10-24T23:45:00Z", 6))
                .containsExactly(
                        "2026-10-25T00:00Z",
                        "2026-10-25T00:30Z",
                        "2026-10-25T01:00Z",
                        "2026-10-25T01:30Z",
                        "2026-10-25T02:00Z",
                        "2026-10-25T02:30Z");
    }

    /** Half an hour, at Lord Howe Island. */
    @Test
    void clocksMayChangeByHalfAnHour() {
        assertThat(from("0 * * * *", "Australia/Lord_Howe", "2026-04-04T13:30:00Z", 4))
                .containsExactly("2026-04-04T14:00Z", "2026-04-04T15:30Z", "2026-04-04T16:30Z", "2026-04-04T17:30Z");
    }

    /** Whatever the moment: the next is later, nothing lies between, and an hour has one time. */
    @Test
    void noTimeIsLeftOutOrDoubledInAYear() {
        noTimeIsLeftOutOrDoubled(List.of("Australia/Lord_Howe"));
    }

    @Test
    @Tag("soak")
    void noTimeIsLeftOutOrDoubledInAYearAnywhere() {
        noTimeIsLeftOutOrDoubled(List.of("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "UTC"));
    }

    private static void noTimeIsLeftOutOrDoubled(List<String> zones) {
        Random random = new Random(20261127);
        for (String zone : zones) {
            Timetable hourly = CronTimetable.of("30 * * * *", ZoneId.of(zone));
            Instant at = Instant.parse("2026-01-01T00:00:00Z");
            int count = 0;
            while (at.isBefore(Instant.parse("2027-01-01T00:00:00Z"))) {
                Instant next = hourly.after(at);
                assertThat(Duration.between(at, next)).isBetween(Duration.ofMinutes(1), Duration.ofMinutes(90));
                Instant between = at.plusMillis((long) (random.nextDouble()
                        * Duration.between(at, next).minusMillis(1).toMillis()));
                assertThat(hourly.after(between)).as("from %s", between).isEqualTo(next);
                at = next;
                count++;
            }
            assertThat(count).as(zone).isBetween(8758, 8763);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            * * * *           | five fields
            0 25 * * *        | is no time table
            0 0 30 2 *        | never comes
            every day         | five fields
            """)
    void whatIsNoTimeTableIsRefused(String fields, String message) {
        assertThatThrownBy(() -> CronTimetable.of(fields, ZoneId.of("UTC")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void everyTimeIsCountedFromTheSameMoment() {
        Every quarter = new Every(Duration.ofMinutes(15));
        assertThat(quarter.after(Instant.parse("2026-11-27T10:07:00Z"))).isEqualTo("2026-11-27T10:15:00Z");
        assertThat(quarter.after(Instant.parse("2026-11-27T10:15:00Z"))).isEqualTo("2026-11-27T10:30:00Z");
        assertThat(quarter).hasToString("every 15m");
    }

    @Test
    void aJitterIsTheSameInEveryProcessAndDiffersFromTimeToTime() {
        ScheduleSpec spec =
                new ScheduleSpec(new Every(Duration.ofHours(1)), Duration.ofMinutes(5), ScheduleSpec.Missed.ONCE);
        List<Duration> all = new ArrayList<>();
        for (Instant due : spec.between(Instant.EPOCH, Instant.EPOCH.plus(Duration.ofHours(50)), 100)) {
            Duration later = Duration.between(due, spec.start("shop", due));
            assertThat(later)
                    .isBetween(Duration.ZERO, Duration.ofMinutes(5))
                    .isEqualTo(Duration.between(due, spec.start("shop", due)));
            all.add(later);
        }
        assertThat(all).hasSize(50);
        assertThat(all.stream().distinct()).hasSizeGreaterThan(45);
    }
}
