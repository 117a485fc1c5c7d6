package dev.gannet.flow.recording;

import java.util.List;
import java.util.Map;

import static dev.gannet.flow.recording.SideStep.mapping;

/** The loops of Selenium IDE as the head of a {@code repeat}. */
final class SideLoops {
    /** Those that ask the page whether they go on. */
    static final List<String> CONDITIONAL = List.of("while", "do");

    private SideLoops() {}

    /** @param closer the command that ends it, which says how a {@code do} is repeated */
    static SideStep of(SideCommand it, SideCommand closer, SideText texts) throws UnfitException {
        return switch (it.name()) {
            case "while" -> inFrame(mapping("while", texts.condition(it.target())), it.value());
            case "do" -> inFrame(mapping("until", mapping("not", texts.condition(closer.target()))), closer.value());
            case "times" -> anywhere(limited(mapping("times", times(it, texts)), it.value()));
            default -> anywhere(mapping("each", SideText.name(it.target()), "as", SideText.name(it.value())));
        };
    }

    private static SideStep inFrame(Map<String, Object> repeat, String limit) throws UnfitException {
        return SideStep.inFrame("repeat", limited(repeat, limit)).get(0);
    }

    private static SideStep anywhere(Map<String, Object> repeat) {
        return SideStep.anywhere("repeat", repeat).get(0);
    }

    private static Object times(SideCommand it, SideText texts) throws UnfitException {
        String times = texts.text(it.target());
        if (times.contains("${")) {
            return times;
        }
        if (!times.matches("\\d{1,9}(\\.\\d*)?")) {
            throw new UnfitException("\"" + times + "\" is not a number of times", "as in 3");
        }
        return (int) Double.parseDouble(times);
    }

    private static Map<String, Object> limited(Map<String, Object> repeat, String limit) throws UnfitException {
        if (!limit.isBlank()) {
            if (!limit.strip().matches("\\d{1,9}(\\.\\d*)?")) {
                throw new UnfitException("\"" + limit + "\" is not a bound of rounds", "as in 100");
            }
            repeat.put("max", (int) Double.parseDouble(limit.strip()));
        }
        return repeat;
    }
}
