package dev.gannet.watch;

import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.testhelper.ManualScheduler;
import com.github.kagkarlsson.scheduler.testhelper.SettableClock;
import com.github.kagkarlsson.scheduler.testhelper.TestHelper;
import dev.gannet.db.Connections;
import dev.gannet.db.Database;
import dev.gannet.job.JobReader;
import dev.gannet.job.Plan;
import dev.gannet.kit.PostgresServer;
import dev.gannet.schedule.ScheduleSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Weeks of schedules, on a clock of the test's own: what became of each moment is in the database, read by SQL. */
@Tag("fast")
class WeekTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @TempDir
    Path folder;

    /** How far the clock goes on between two looks; every moment of these schedules is one of them. */
    private Duration step = Duration.ofMinutes(30);

    private final Map<String, Plan> plans = new LinkedHashMap<>();
    private final Map<String, Duration> takes = new TreeMap<>();
    private final List<String> ran = new ArrayList<>();
    private int opened;
    private final SettableClock clock = new SettableClock();

    private void job(String name, String schedule, Duration time) {
        plans.put(
                name,
                JobReader.read(
                        "start: https://a.example/\ncapture: html\nschedule: " + schedule + "\n",
                        folder.resolve(name + ".yaml"),
                        List.of()));
        takes.put(name, time);
    }

    /** Serves from one moment to another; nobody is there before and after. */
    private void serve(Database db, Instant from, Instant until) {
        clock.set(from);
        DueJob due = new DueJob(
                name -> Optional.ofNullable(plans.get(name)),
                (plan, begun) -> {
                    ran.add(plan.name());
                    clock.set(clock.now().plus(takes.getOrDefault(plan.name(), MINUTE)));
                    return new Ticks.Ended(Tick.DONE, Optional.empty(), Optional.empty());
                },
                plan -> true,
                new Ticks(db),
                clock::now);
        try (Connections connections = db.connections(2)) {
            ManualScheduler scheduler = TestHelper.createManualScheduler(connections.source(), due.task())
                    .clock(clock)
                    .tableName("gannet_schedule")
                    .build();
            scheduler.start();
            plans.forEach((name, plan) -> {
                ScheduleSpec spec = plan.schedule().orElseThrow();
                Instant first = spec.after(clock.now());
                scheduler.scheduleIfNotExists(
                        new TaskInstance<>(
                                DueJob.TASK, name, Appointment.of(spec, first).toString()),
                        spec.start(name, first));
            });
            while (clock.now().isBefore(until)) {
                scheduler.runAnyDueExecutions();
                scheduler.runDeadExecutionDetection();
                clock.set(Instant.ofEpochSecond(
                        (clock.now().getEpochSecond() / step.toSeconds() + 1) * step.toSeconds()));
            }
        }
    }

    private Database open(String database) {
        return Database.open(
                database.equals("sqlite")
                        ? "sqlite:" + folder.resolve("serve-" + ++opened + ".db")
                        : PostgresServer.freshStore());
    }

    private static List<String> log(Database db, String job, String outcome) {
        return new Ticks(db)
                .of(job).stream()
                        .filter(tick -> tick.outcome().equals(outcome))
                        .map(tick -> tick.due().toString().replace(":00Z", "Z"))
                        .toList();
    }

    private static void adds(Database db, String job, int done, int skipped, int missed) {
        assertThat(log(db, job, Tick.DONE)).as("done").hasSize(done);
        assertThat(log(db, job, Tick.SKIPPED)).as("skipped").hasSize(skipped);
        assertThat(log(db, job, Tick.MISSED)).as("missed").hasSize(missed);
        assertThat(new Ticks(db).of(job)).hasSize(done + skipped + missed);
    }

    private static void itsProcessDied(Database db) {
        db.write(tx -> tx.update(
                "UPDATE gannet_schedule SET picked = ?, picked_by = 'dead', last_heartbeat = execution_time", true));
    }

    /** Nobody is there from ten at night to three in the morning, in which the clocks go back; the job is alone. */
    private void autumn(Database db, String name, String schedule, Duration time) {
        plans.clear();
        job(name, schedule, time);
        serve(db, Instant.parse("2026-10-22T00:00:00Z"), Instant.parse("2026-10-24T22:10:00Z"));
        serve(db, Instant.parse("2026-10-25T03:10:00Z"), Instant.parse("2026-10-29T00:00:00Z"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sqlite", "postgresql"})
    void R55_aWeekInWhichTheClocksGoBackWithARestartAndOverlaps(String database) {
        try (Database db = open(database)) {
            autumn(db, "night", "\"30 2 * * * Europe/Berlin\"", MINUTE);
            assertThat(log(db, "night", Tick.DONE))
                    .containsExactly(
                            "2026-10-22T00:30Z",
                            "2026-10-23T00:30Z",
                            "2026-10-24T00:30Z",
                            "2026-10-25T00:30Z",
                            "2026-10-26T01:30Z",
                            "2026-10-27T01:30Z",
                            "2026-10-28T01:30Z");
            adds(db, "night", 7, 0, 0);

            autumn(db, "hour", "{cron: \"0 * * * *\", zone: Europe/Berlin}", MINUTE.multipliedBy(3));
            adds(db, "hour", 163, 0, 4);
            assertThat(log(db, "hour", Tick.MISSED))
                    .containsExactly(
                            "2026-10-25T00:00Z", "2026-10-25T01:00Z", "2026-10-25T02:00Z", "2026-10-25T03:00Z");

            autumn(db, "lazy", "{cron: \"0 * * * *\", missed: skip}", MINUTE);
            adds(db, "lazy", 162, 0, 5);

            autumn(db, "long", "every 6h", Duration.ofHours(13));
            adds(db, "long", 9, 18, 0);
            assertThat(log(db, "long", Tick.DONE))
                    .startsWith("2026-10-22T06:00Z", "2026-10-23T00:00Z", "2026-10-23T18:00Z");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sqlite", "postgresql"})
    @Tag("soak")
    void R55_weeksThatAreLookedAtBetweenTheirMomentsToo(String database) {
        step = MINUTE.multipliedBy(5);
        R55_aWeekInWhichTheClocksGoBackWithARestartAndOverlaps(database);
        plans.clear();
        R55_aWeekInWhichTheClocksGoForward(database);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sqlite", "postgresql"})
    void R55_aWeekInWhichTheClocksGoForward(String database) {
        try (Database db = open(database)) {
            job("night", "\"30 2 * * * Europe/Berlin\"", MINUTE);
            serve(db, Instant.parse("2026-03-26T12:00:00Z"), Instant.parse("2026-04-02T12:00:00Z"));
            assertThat(log(db, "night", Tick.DONE))
                    .containsExactly(
                            "2026-03-27T01:30Z",
                            "2026-03-28T01:30Z",
                            "2026-03-29T01:00Z",
                            "2026-03-30T00:30Z",
                            "2026-03-31T00:30Z",
                            "2026-04-01T00:30Z",
                            "2026-04-02T00:30Z");
            adds(db, "night", 7, 0, 0);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sqlite", "postgresql"})
    void R55_whatADeadProcessWasRunningIsAnothersAndOfTheSameMoment(String database) {
        try (Database db = open(database)) {
            job("day", "{every: 24h, missed: skip}", MINUTE);
            serve(db, Instant.parse("2026-11-20T12:00:00Z"), Instant.parse("2026-11-21T12:00:00Z"));
            // It died in the middle of the run of the 22nd.
            new Ticks(db).begin("day", Instant.parse("2026-11-22T00:00:00Z"), Instant.parse("2026-11-22T00:00:00Z"));
            itsProcessDied(db);
            serve(db, Instant.parse("2026-11-22T05:00:00Z"), Instant.parse("2026-11-23T12:00:00Z"));
            assertThat(log(db, "day", Tick.DONE))
                    .containsExactly("2026-11-21T00:00Z", "2026-11-22T00:00Z", "2026-11-23T00:00Z");
            adds(db, "day", 3, 0, 0);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sqlite", "postgresql"})
    void R55_whatOthersFinishedAfterItsProcessWasKilledIsNotRunAgain(String database) {
        try (Database db = open(database)) {
            job("day", "every 24h", MINUTE);
            serve(db, Instant.parse("2026-11-20T12:00:00Z"), Instant.parse("2026-11-20T13:00:00Z"));
            Instant first = Instant.parse("2026-11-21T00:00:00Z");
            for (String state : List.of("finished", "stopped")) {
                Instant due = state.equals("finished") ? first : first.plus(Duration.ofDays(1));
                ran.clear();
                Ticks ticks = new Ticks(db);
                ticks.begin("day", due, due);
                ticks.runs(
                        "day",
                        due,
                        db.write(tx -> tx.first(
                                        "INSERT INTO gannet_run (job, fingerprint, state, started_at, verdict)"
                                                + " VALUES ('day', 'x', ?, ?, 'partial') RETURNING id",
                                        row -> row.number("id"),
                                        state,
                                        due)
                                .orElseThrow()));
                itsProcessDied(db);
                serve(db, due.plus(Duration.ofHours(5)), due.plus(Duration.ofHours(6)));
                assertThat(ran).as(state).hasSize(state.equals("finished") ? 0 : 1);
            }
            assertThat(log(db, "day", Tick.INCOMPLETE)).containsExactly("2026-11-21T00:00Z");
            assertThat(log(db, "day", Tick.DONE)).containsExactly("2026-11-22T00:00Z");
        }
    }
}
