package dev.gannet.job;

import dev.gannet.extract.ItemSpec;
import dev.gannet.flow.Loop;
import dev.gannet.flow.Step;
import dev.gannet.flow.WindowRef;
import dev.gannet.flow.Words;
import dev.gannet.web.Nearest;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Checks the names in the steps of a job: kinds of items that there are, variables that a step sets, windows that a step
 * opens, files that can be uploaded. Steps of recordings set names and are not checked. For one job.
 */
final class StepNames {
    private static final String PACKAGES = "dev.gannet.";

    private final Section job;
    private final Set<String> kinds = new TreeSet<>();
    private final Set<String> variables = new TreeSet<>();
    private final Set<String> windows = new TreeSet<>();
    private final List<Use> uses = new ArrayList<>();

    /** What a name is used as. */
    private enum Sort {
        KIND,
        VARIABLE,
        WINDOW,
        FILE
    }

    private record Use(Sort sort, String name, int line) {}

    private StepNames(Section job, List<ItemSpec> items) {
        this.job = job;
        items.forEach(item -> kinds.add(item.kind()));
    }

    /** @param flows all steps of the job */
    static void check(Section job, List<ItemSpec> items, List<Step> flows) {
        StepNames names = new StepNames(job, items);
        flows.forEach(step -> names.step(step));
        Map<String, Use> once = new LinkedHashMap<>();
        names.uses.forEach(use -> once.putIfAbsent(use.sort() + " " + use.name(), use));
        once.values().forEach(names::check);
    }

    private void step(Step step) {
        Step.Where where = step.modifiers().where();
        step.modifiers().after().opens().ifPresent(windows::add);
        if (step instanceof Step.Store store) {
            variables.add(store.as());
        } else if (step instanceof Step.Script script) {
            script.as().ifPresent(variables::add);
        } else if (step instanceof Step.Group group) {
            variables.addAll(group.with().keySet());
        } else if (step instanceof Step.Repeat repeat && repeat.loop() instanceof Loop.Each each) {
            variables.add(each.as());
            use(Sort.VARIABLE, each.list(), where);
        } else if (step instanceof Step.Extract extract) {
            extract.kinds().forEach(kind -> use(Sort.KIND, kind, where));
        } else if (step instanceof Step.Upload upload) {
            upload.files().stream()
                    .filter(file -> file.parts().stream().allMatch(Words.Part.Plain.class::isInstance))
                    .forEach(file -> use(Sort.FILE, file.toString(), where));
        }
        parts(step).forEach(part -> value(part, where));
    }

    /** Looks for names in whatever a step is made of: texts, selectors, conditions, steps inside it. */
    private void value(@Nullable Object value, Step.Where where) {
        if (value instanceof Step inner) {
            step(inner);
        } else if (value instanceof Words.Part.Variable variable) {
            use(Sort.VARIABLE, variable.name(), where);
        } else if (value instanceof WindowRef.Named window) {
            use(Sort.WINDOW, window.name(), where);
        } else if (value instanceof String text) {
            Matcher names = Words.VARIABLE.matcher(text);
            while (names.find()) {
                use(Sort.VARIABLE, names.group(1), where);
            }
        } else if (value instanceof Optional<?> some) {
            some.ifPresent(one -> value(one, where));
        } else if (value instanceof Collection<?> many) {
            many.forEach(one -> value(one, where));
        } else if (value instanceof Map<?, ?> map) {
            map.values().forEach(one -> value(one, where));
        } else if (value instanceof Record && value.getClass().getName().startsWith(PACKAGES)) {
            parts(value).forEach(part -> value(part, where));
        }
    }

    private static Stream<@Nullable Object> parts(Object record) {
        List<@Nullable Object> parts = new ArrayList<>();
        RecordComponent[] components = record.getClass().getRecordComponents();
        for (RecordComponent component : components == null ? new RecordComponent[0] : components) {
            try {
                component.getAccessor().setAccessible(true);
                parts.add(component.getAccessor().invoke(record));
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("cannot read " + component + " of " + record.getClass(), e);
            }
        }
        return parts.stream();
    }

    private void use(Sort sort, String name, Step.Where where) {
        if (where.file().isEmpty()) {
            uses.add(new Use(sort, name, where.line()));
        }
    }

    private void check(Use use) {
        String name = use.name();
        switch (use.sort()) {
            case KIND -> {
                if (!kinds.contains(name)) {
                    problem(use, name, "there is no kind of items \"" + name + "\"", Nearest.hint(name, kinds));
                }
            }
            case VARIABLE -> {
                if (!variables.contains(name)) {
                    problem(
                            use,
                            name,
                            "no step sets the variable " + name,
                            variables.isEmpty()
                                    ? "a step before it does, as in store: {as: " + name + ", text: .total}"
                                    : Nearest.hint(name, variables));
                }
            }
            case WINDOW -> {
                if (!windows.contains(name)) {
                    problem(
                            use,
                            name,
                            "no step opens a window " + name,
                            windows.isEmpty()
                                    ? "the step that opens it names it, as in {click: a.help, opens: " + name + "}"
                                    : Nearest.hint(name, windows));
                }
            }
            case FILE -> file(use);
        }
    }

    private void file(Use use) {
        try {
            Path folder = job.reading().file().resolveSibling("uploads");
            Path file = folder.resolve(use.name());
            job.reading().beside().accept(file);
            if (!Files.isRegularFile(file)) {
                problem(
                        use,
                        use.name(),
                        "there is no file " + file + " to upload",
                        "files are uploaded from the folder uploads beside the job alone");
            }
        } catch (InvalidPathException e) {
            problem(use, use.name(), "not the name of a file: " + use.name(), "");
        }
    }

    /** The place is the text that has the name, in the step or behind it. */
    private void problem(Use use, String name, String message, String hint) {
        Yaml place = scalars(job.node())
                .filter(scalar ->
                        scalar.spot().line() >= use.line() && scalar.text().contains(name))
                .min(Comparator.comparingInt(scalar -> scalar.spot().line()))
                .<Yaml>map(scalar -> scalar)
                .orElse(job.node());
        job.reading().problem(place, message, hint);
    }

    private static Stream<Yaml.Scalar> scalars(Yaml node) {
        if (node instanceof Yaml.Mapping mapping) {
            return mapping.entries().stream().flatMap(entry -> scalars(entry.value()));
        }
        return node instanceof Yaml.Sequence list
                ? list.values().stream().flatMap(StepNames::scalars)
                : Stream.of((Yaml.Scalar) node);
    }
}
