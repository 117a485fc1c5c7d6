package dev.gannet.flow.recording;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A project of Selenium IDE, written command by command: each as {@code name | target | value}, one a line of the file. */
final class SideFile {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final List<String> tests = new ArrayList<>();
    private String suites = "[]";
    private String plugins = "[]";

    static SideFile of(String... commands) {
        return new SideFile().test("main", commands);
    }

    SideFile test(String name, String... commands) {
        List<String> lines = new ArrayList<>();
        for (String command : commands) {
            lines.add(command.startsWith("{") ? command : JSON.writeValueAsString(command(command)));
        }
        tests.add("{\"id\": \"id-" + name + "\", \"name\": \"" + name + "\", \"commands\": [\n"
                + String.join(",\n", lines) + "]}");
        return this;
    }

    SideFile suites(String json) {
        suites = json.replace('\'', '"');
        return this;
    }

    SideFile plugins(String json) {
        plugins = json.replace('\'', '"');
        return this;
    }

    /** @return a command with more keys, for {@link #test} */
    static String with(String command, String more) {
        String json = JSON.writeValueAsString(command(command));
        return json.substring(0, json.length() - 1) + ", " + more.replace('\'', '"') + "}";
    }

    private static ObjectNode command(String command) {
        String[] parts = command.split("\\s\\|(?=\\s|$)", -1);
        ObjectNode node = JSON.createObjectNode();
        node.put("id", "x").put("comment", "").put("command", parts[0].strip());
        node.put("target", parts.length > 1 ? parts[1].strip() : "");
        return node.put("value", parts.length > 2 ? parts[2].strip() : "");
    }

    @Override
    public String toString() {
        return "{\"id\": \"p\", \"version\": \"2.0\", \"name\": \"project\", \"url\": \"http://shop.example/a/b\",\n"
                + "\"tests\": [" + String.join(",\n", tests) + "],\n\"suites\": " + suites
                + ", \"urls\": [\"http://shop.example/\"], \"plugins\": " + plugins + "}";
    }

    Recording read(String part) throws RecordingException {
        return Recordings.read("a.side", toString(), part.isEmpty() ? Optional.empty() : Optional.of(part));
    }

    /** @return the steps as text, steps inside steps too */
    List<String> steps() throws RecordingException {
        return read("").steps().stream().map(SideFile::words).toList();
    }

    static String words(RecordedStep step) {
        return step.step().toString().replace("RecordedStep[step=", "").replaceAll(", line=\\d+]", "");
    }
}
