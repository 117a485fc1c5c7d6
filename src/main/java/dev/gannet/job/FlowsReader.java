package dev.gannet.job;

import java.util.Optional;

/** Checks the steps that have a name, whether or not a step runs them. */
final class FlowsReader {
    private FlowsReader() {}

    static void check(Section job) {
        Optional<Yaml> node = job.get("flows");
        if (node.isPresent() && !(node.get() instanceof Yaml.Mapping)) {
            job.reading()
                    .problem(
                            node.get(),
                            "flows are names with steps, not " + Shape.of(node.get()),
                            "as in flows: {search: [{click: .go}]}");
            return;
        }
        for (Yaml.Entry entry : job.reading().flows().stream()
                .flatMap(flows -> flows.entries().stream())
                .toList()) {
            new StepReader(job.reading()).named(entry.key().text());
        }
    }
}
