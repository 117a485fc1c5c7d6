package dev.gannet.cli;

import dev.gannet.job.Plan;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads several job files and reports the problems of all of them at once. */
final class JobFiles {
    private JobFiles() {}

    static List<Plan> read(Rooms rooms, List<Path> jobs, List<String> overrides) {
        List<Plan> plans = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        for (Path job : jobs) {
            try {
                plans.add(rooms.plan(job, overrides));
            } catch (BadJobException bad) {
                problems.add(String.join("\n", bad.report()));
            }
        }
        if (!problems.isEmpty()) {
            throw new BadJobException(String.join("\n\n", problems));
        }
        return plans;
    }
}
