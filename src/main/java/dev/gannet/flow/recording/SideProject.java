package dev.gannet.flow.recording;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A project file of Selenium IDE.
 *
 * @param url what relative addresses start from; may be empty
 */
record SideProject(String name, String url, List<Test> tests, List<Suite> suites, List<String> plugins) {
    /** A list of commands with a name. */
    record Test(String id, String name, int line, List<SideCommand> commands) {}

    /** Tests that belong together, by their ids and in their order. */
    record Suite(String name, int line, List<String> tests) {}

    /** @throws RecordingException when the object is not a project */
    static SideProject of(JsonObject json) throws RecordingException {
        if (!(json.get("tests").orElse(List.of()) instanceof List<?> tests) || tests.isEmpty()) {
            throw new RecordingException("not a project of Selenium IDE: it has no tests", json.line("tests"));
        }
        List<Test> all = new ArrayList<>();
        for (JsonObject test : objects(json, "tests")) {
            all.add(test(test));
        }
        List<Suite> suites = new ArrayList<>();
        for (JsonObject suite : objects(json, "suites")) {
            suites.add(new Suite(text(suite, "name"), suite.line(), texts(suite, "tests")));
        }
        List<String> plugins = new ArrayList<>(texts(json, "plugins"));
        objects(json, "plugins").forEach(plugin -> plugins.add(text(plugin, "name")));
        return new SideProject(text(json, "name"), text(json, "url").strip(), all, suites, plugins);
    }

    private static Test test(JsonObject json) throws RecordingException {
        String name = text(json, "name");
        List<SideCommand> commands = new ArrayList<>();
        for (JsonObject command : objects(json, "commands")) {
            commands.add(command(name, commands.size() + 1, command));
        }
        return new Test(text(json, "id"), name, json.line(), commands);
    }

    private static SideCommand command(String test, int number, JsonObject json) {
        String name = text(json, "command").strip();
        boolean comment = name.startsWith("//") || name.isEmpty();
        return new SideCommand(
                test,
                number,
                json.line(),
                name,
                text(json, "target"),
                text(json, "value"),
                locators(json, "targets", "fallbackTargets", "targetFallback"),
                locators(json, "values", "valueFallback"),
                json.get("opensWindow").filter(Boolean.TRUE::equals).map(opens -> text(json, "windowHandleName")),
                json.get("windowTimeout")
                        .filter(Number.class::isInstance)
                        .map(n -> ((Number) n).longValue())
                        .orElse(0L),
                comment || json.get("skip").filter(Boolean.TRUE::equals).isPresent());
    }

    /** Each alternative is a pair: the locator, and the kind of finder that made it. */
    private static List<String> locators(JsonObject json, String... keys) {
        List<String> locators = new ArrayList<>();
        for (String key : keys) {
            for (Object pair : list(json, key)) {
                Object locator = pair instanceof List<?> both && !both.isEmpty() ? both.get(0) : pair;
                if (locator instanceof String text) {
                    locators.add(text);
                }
            }
        }
        return locators;
    }

    private static List<JsonObject> objects(JsonObject json, String key) {
        return list(json, key).stream()
                .filter(JsonObject.class::isInstance)
                .map(JsonObject.class::cast)
                .toList();
    }

    private static List<String> texts(JsonObject json, String key) {
        return list(json, key).stream()
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .toList();
    }

    private static List<?> list(JsonObject json, String key) {
        return json.get(key).orElse(List.of()) instanceof List<?> list ? list : List.of();
    }

    private static String text(JsonObject json, String key) {
        return json.get(key)
                .filter(value -> value instanceof String || value instanceof Number || value instanceof Boolean)
                .map(Object::toString)
                .orElse("");
    }

    /** @return the test with this name */
    Optional<Test> test(String wanted) {
        return tests.stream().filter(test -> test.name().equals(wanted)).findFirst();
    }

    /**
     * @return the tests of a suite, in its order
     * @throws RecordingException when one of them is not in the file
     */
    List<Test> testsOf(Suite suite) throws RecordingException {
        List<Test> chosen = new ArrayList<>();
        for (String id : suite.tests()) {
            chosen.add(tests.stream()
                    .filter(test -> test.id().equals(id))
                    .findFirst()
                    .orElseThrow(() -> new RecordingException(
                            "suite \"" + suite.name() + "\" has a test with the id " + id
                                    + ", which is not in the file",
                            suite.line())));
        }
        return chosen;
    }

    /** @return where an address leads, which may be relative and hold variables */
    String absolute(String address) throws UnfitException {
        if (address.matches("(?i)[a-z][a-z0-9+.-]*:.*") || address.startsWith("${")) {
            return address;
        }
        if (!url.matches("(?i)https?://[^/].*")) {
            throw new UnfitException(
                    "\"" + address + "\" is relative, and the project has no url", "a url in the project, or http://…");
        }
        String base = url.replaceFirst("[?#].*$", "");
        int path = base.indexOf('/', base.indexOf("//") + 2);
        String origin = path < 0 ? base : base.substring(0, path);
        if (address.startsWith("//")) {
            return base.substring(0, base.indexOf("//")) + address;
        }
        if (address.startsWith("/")) {
            return origin + address;
        }
        if (address.isEmpty() || address.startsWith("?") || address.startsWith("#")) {
            return (path < 0 ? origin + "/" : base) + address;
        }
        return (path < 0 ? origin + "/" : base.substring(0, base.lastIndexOf('/') + 1)) + address;
    }
}
