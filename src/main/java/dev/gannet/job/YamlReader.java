package dev.gannet.job;

import dev.gannet.job.Yaml.Entry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Turns text into a tree of {@link Yaml} from the parser's events alone: no tag is followed and no class is created, and
 * depth, size and repeated aliases have limits (S13).
 */
final class YamlReader {
    private static final int LONGEST = 1_000_000;
    private static final int DEEPEST = 60;
    private static final int MOST_NODES = 100_000;

    private final SourceText source;
    private final Problems problems;
    private final Map<Anchor, Anchored> anchors = new HashMap<>();
    private int nodes;

    private record Anchored(Yaml node, int size) {}

    /** The text cannot be read any further; what is wrong was reported. */
    private static final class Unreadable extends RuntimeException {
        Unreadable() {
            super("unreadable", null, false, false);
        }
    }

    private YamlReader(SourceText source, Problems problems) {
        this.source = source;
        this.problems = problems;
    }

    /** @return the document, or empty when it cannot be read (reported) or has nothing in it */
    static Optional<Yaml> read(String name, String text, Problems problems) {
        if (text.length() > LONGEST) {
            SourceText head = SourceText.of(name, text.substring(0, 100));
            problems.at(
                    head.spot(1, 1), "longer than 1 MB", "keep long lists of URLs in a file: start: {file: urls.txt}");
            return Optional.empty();
        }
        String clean = text.startsWith("\uFEFF") ? text.substring(1) : text;
        SourceText source = SourceText.of(name, clean);
        try {
            return new YamlReader(source, problems).document(clean);
        } catch (Unreadable reported) {
            return Optional.empty();
        } catch (MarkedYamlEngineException e) {
            new YamlTraps(source, problems).explain(e);
            return Optional.empty();
        } catch (YamlEngineException e) {
            problems.at(
                    unprintable(source),
                    "not a YAML text: it has a character that no text has",
                    "save the file as UTF-8 text");
            return Optional.empty();
        }
    }

    private static Spot unprintable(SourceText source) {
        for (int line = 1; line <= source.lines().size(); line++) {
            int[] letters = source.lines().get(line - 1).codePoints().toArray();
            for (int i = 0; i < letters.length; i++) {
                boolean text = letters[i] == '\t' || !Character.isISOControl(letters[i]);
                if (!text
                        || letters[i] == 0xFFFE
                        || letters[i] == 0xFFFF
                        || Character.getType(letters[i]) == Character.SURROGATE) {
                    return source.spot(line, i + 1);
                }
            }
        }
        return source.spot(1, 1);
    }

    private Optional<Yaml> document(String text) {
        LoadSettings settings = LoadSettings.builder()
                .setLabel(source.name())
                .setCodePointLimit(LONGEST + 1)
                .build();
        Iterator<Event> events = new Parse(settings).parseString(text).iterator();
        Optional<Yaml> document = Optional.empty();
        while (events.hasNext()) {
            Event event = events.next();
            if (event instanceof NodeEvent start) {
                if (document.isPresent()) {
                    throw stop(
                            spot(event),
                            "a second document",
                            "one file is one job: put what follows --- into a file of its own");
                }
                document = Optional.of(node(start, events, 0));
            }
        }
        return document.filter(node -> !node.empty());
    }

    private Yaml node(NodeEvent event, Iterator<Event> events, int depth) {
        Spot spot = spot(event);
        if (depth > DEEPEST) {
            throw stop(spot, "nested deeper than " + DEEPEST, "");
        }
        if (event instanceof AliasEvent alias) {
            Anchored target = anchors.get(alias.getAlias());
            if (target == null) {
                throw stop(
                        spot,
                        "to YAML, * starts a reference to another place, and there is none named so",
                        YamlTraps.quoted(spot));
            }
            count(spot, target.size());
            return target.node();
        }
        int before = nodes;
        count(spot, 1);
        Yaml node = content(event, events, depth);
        event.getAnchor().ifPresent(anchor -> anchors.put(anchor, new Anchored(node, nodes - before)));
        return node;
    }

    private Yaml content(NodeEvent event, Iterator<Event> events, int depth) {
        if (event instanceof ScalarEvent scalar) {
            refuseTag(scalar.getTag(), scalar);
            return new Yaml.Scalar(spot(scalar), scalar.getValue(), scalar.isPlain());
        }
        if (event instanceof SequenceStartEvent start) {
            refuseTag(start.getTag(), start);
            List<Yaml> values = new ArrayList<>();
            while (events.next() instanceof NodeEvent value) {
                values.add(node(value, events, depth + 1));
            }
            return new Yaml.Sequence(spot(start), values, start.isFlow());
        }
        MappingStartEvent start = (MappingStartEvent) event;
        refuseTag(start.getTag(), start);
        Map<String, Entry> entries = new java.util.LinkedHashMap<>();
        while (events.next() instanceof NodeEvent keyEvent) {
            Yaml key = node(keyEvent, events, depth + 1);
            Yaml value = node((NodeEvent) events.next(), events, depth + 1);
            add(entries, key, value);
        }
        return new Yaml.Mapping(spot(start), List.copyOf(entries.values()), start.isFlow());
    }

    private void add(Map<String, Entry> entries, Yaml key, Yaml value) {
        if (!(key instanceof Yaml.Scalar name)) {
            problems.at(key, "a key is a word", "braces and brackets in a text need quotes, as in \"${env:NAME}\"");
            return;
        }
        Entry first = entries.putIfAbsent(name.text(), new Entry(name, value));
        if (first != null) {
            problems.at(
                    name,
                    "the key \"" + name.text() + "\" is here twice",
                    "the first is in line " + first.key().spot().line());
        }
    }

    private void refuseTag(Optional<String> tag, Event event) {
        if (tag.isPresent()) {
            throw stop(spot(event), "to YAML, ! starts a tag, and a job has no tags", YamlTraps.quoted(spot(event)));
        }
    }

    private void count(Spot spot, int more) {
        nodes += more;
        if (nodes > MOST_NODES) {
            throw stop(spot, "more than " + MOST_NODES + " values, references counted as often as they are used", "");
        }
    }

    private Unreadable stop(Spot spot, String message, String hint) {
        problems.at(spot, message, hint);
        return new Unreadable();
    }

    private Spot spot(Event event) {
        Mark mark = event.getStartMark().orElseThrow();
        return source.spot(mark.getLine() + 1, mark.getColumn() + 1);
    }
}
