package dev.gannet.flow.recording;

import java.util.List;
import java.util.Optional;

/**
 * The tests of a project that are run.
 *
 * @param name what they are called together
 * @param notes why these, where nothing was said
 */
record SideChoice(String name, List<SideProject.Test> tests, List<String> notes) {
    /**
     * @param part the name of a test or else a suite; without it the first suite with tests counts, or else all tests
     * @throws RecordingException when there is nothing of that name
     */
    static SideChoice of(SideProject project, Optional<String> part) throws RecordingException {
        if (part.isPresent()) {
            return named(project, part.get());
        }
        Optional<SideProject.Suite> first = project.suites().stream()
                .filter(suite -> !suite.tests().isEmpty())
                .findFirst();
        if (first.isPresent()) {
            return suite(project, first.get());
        }
        List<String> notes = project.tests().size() == 1
                ? List.of()
                : List.of("no suite has tests: all tests run, in the order of the file: " + names(project.tests()));
        return new SideChoice(
                project.tests().size() == 1 ? project.tests().get(0).name() : project.name(), project.tests(), notes);
    }

    private static SideChoice named(SideProject project, String part) throws RecordingException {
        Optional<SideProject.Test> test = project.test(part);
        Optional<SideProject.Suite> found =
                project.suites().stream().filter(one -> one.name().equals(part)).findFirst();
        if (test.isPresent()) {
            if (found.filter(suite -> !suite.tests().equals(List.of(test.get().id())))
                    .isPresent()) {
                throw new RecordingException(
                        "a test and a suite are both called \"" + part + "\"",
                        test.get().line());
            }
            return new SideChoice(part, List.of(test.get()), List.of());
        }
        SideProject.Suite suite = found.orElseThrow(() -> new RecordingException(List.of(new RecordingException.Fault(
                1,
                "there is no test or suite \"" + part + "\"",
                "tests: " + names(project.tests()) + "; suites: "
                        + project.suites().stream().map(SideProject.Suite::name).toList()))));
        if (suite.tests().isEmpty()) {
            throw new RecordingException("the suite \"" + part + "\" has no tests", suite.line());
        }
        return suite(project, suite);
    }

    private static SideChoice suite(SideProject project, SideProject.Suite suite) throws RecordingException {
        List<SideProject.Test> tests = project.testsOf(suite);
        return new SideChoice(
                suite.name(),
                tests,
                List.of("suite \"" + suite.name() + "\": its tests run one after the other in one browser: "
                        + names(tests)));
    }

    private static List<String> names(List<SideProject.Test> tests) {
        return tests.stream().map(SideProject.Test::name).toList();
    }
}
