package dev.gannet.job;

import dev.gannet.flow.Sample;
import dev.gannet.flow.Step;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads which options of a {@code select} are meant. */
final class OptionReader {
    private OptionReader() {}

    /** @return the options; empty when it is not said what they are known by */
    static Optional<List<Step.Select.Choice>> read(Section select) {
        List<Step.Select.Choice.By> ways = Stream.of(Step.Select.Choice.By.values())
                .filter(way -> select.has(word(way)))
                .toList();
        if (ways.size() != 1) {
            select.reading().problem(select.node(), "an option is named by one of option, value, index and id", "");
            return Optional.empty();
        }
        Step.Select.Choice.By by = ways.get(0);
        return Optional.of(select.scalars(word(by))
                .flatMap(text -> sample(by, text, select.reading()).stream())
                .map(sample -> new Step.Select.Choice(by, sample))
                .toList());
    }

    private static Optional<Sample> sample(Step.Select.Choice.By by, Yaml.Scalar text, Reading reading) {
        return by == Step.Select.Choice.By.OPTION
                ? ConditionReader.sample(reading, text)
                : reading.words(text).map(words -> new Sample(Sample.How.IS, words));
    }

    private static String word(Step.Select.Choice.By way) {
        return way.name().toLowerCase(Locale.ROOT);
    }
}
