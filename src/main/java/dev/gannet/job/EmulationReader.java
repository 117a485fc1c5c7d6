package dev.gannet.job;

import dev.gannet.flow.Step;
import dev.gannet.flow.Step.Emulate.Network;
import dev.gannet.flow.Step.Emulate.Viewport;
import java.time.Duration;
import java.util.Optional;

/** Reads what a page is seen on and loaded over. */
final class EmulationReader {
    private EmulationReader() {}

    static Optional<Step> read(Section emulate, Step.Modifiers modifiers) {
        Optional<Viewport> viewport = emulate.get("viewport")
                .flatMap(node -> Section.of(StepKeys.VIEWPORT, node, emulate.reading()))
                .map(EmulationReader::viewport);
        Optional<Network> network = emulate.get("network")
                .flatMap(node -> Section.of(StepKeys.NETWORK, node, emulate.reading()))
                .map(EmulationReader::network);
        if (viewport.isEmpty() && network.isEmpty()) {
            emulate.reading().problem(emulate.node(), "nothing is emulated", "one of viewport and network");
        }
        return Optional.of(new Step.Emulate(viewport, network, modifiers));
    }

    private static Viewport viewport(Section section) {
        return new Viewport(
                section.whole("width", 1).orElse(1),
                section.whole("height", 1).orElse(1),
                number(section, "scale", 1),
                section.flag("mobile"),
                section.flag("touch"),
                section.flag("landscape"));
    }

    private static Network network(Section section) {
        return new Network(
                (long) number(section, "download", -1),
                (long) number(section, "upload", -1),
                section.duration("latency").orElse(Duration.ZERO),
                section.flag("offline"));
    }

    private static double number(Section section, String key, double fallback) {
        return section.scalar(key)
                .map(scalar -> {
                    if (scalar.text().matches("\\d{1,12}(\\.\\d{1,6})?|-1")) {
                        return Double.parseDouble(scalar.text());
                    }
                    section.reading()
                            .problem(scalar, "\"" + key + "\" is a number, not " + YamlTraps.quote(scalar.text()), "");
                    return fallback;
                })
                .orElse(fallback);
    }
}
