package dev.gannet.flow.recording;

import dev.gannet.flow.recording.RecordingException.Fault;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** Control flow, windows, frames and dialogs of Selenium IDE, and what is said about what cannot be run. */
@Tag("fast")
class SideFlowTest {
    private static final String CLICK = "click | id=a";

    private static List<String> steps(String... commands) throws RecordingException {
        return SideFile.of(commands).steps();
    }

    private static List<String> faults(SideFile file) {
        return catchThrowableOfType(RecordingException.class, () -> file.read("")).faults().stream()
                .map(Fault::message)
                .toList();
    }

    private static List<String> faults(String... commands) {
        return faults(SideFile.of(commands));
    }

    private static String fault(String... commands) {
        List<String> all = faults(commands);
        assertThat(all).hasSize(1);
        return all.get(0);
    }

    @Test
    void branchesNest() throws Exception {
        assertThat(steps(
                        "store | 1 | x",
                        "if | ${x} == 1",
                        "click | id=one",
                        "elseIf | ${x} == 2;",
                        "click | id=two",
                        "else",
                        "click | id=three",
                        "end",
                        "click | id=four"))
                .containsExactly(
                        "{store={as=x, text=1}}",
                        "{if={script=${var:x} == 1}, then=[{click=#one}], else=[{if={script=${var:x} == 2}, then=[{click=#two}], else=[{click=#three}]}]}",
                        "{click=#four}");
        assertThat(steps("if | true", CLICK, "end")).containsExactly("{if={script=true}, then=[{click=#a}]}");
        assertThat(steps("if | true", "else", CLICK, "end"))
                .containsExactly("{if={not={script=true}}, then=[{click=#a}]}");
        assertThat(steps("if | true", "end")).isEmpty();
        assertThat(steps("if | [1].some(function (i) { return i }) ", CLICK, "end"))
                .containsExactly("{if={script=return ([1].some(function (i) { return i }));}, then=[{click=#a}]}");
    }

    @Test
    void loopsBecomeRepeats() throws Exception {
        assertThat(steps("while | true | 20", CLICK, "end"))
                .containsExactly("{repeat={while={script=true}, max=20}, steps=[{click=#a}]}");
        assertThat(steps("do", CLICK, "repeatIf | true | 5"))
                .containsExactly("{repeat={until={not={script=true}}, max=5}, steps=[{click=#a}]}");
        assertThat(steps("times | 3", CLICK, "end")).containsExactly("{repeat={times=3}, steps=[{click=#a}]}");
        assertThat(steps("store | 3 | n", "times | ${n} | 9", CLICK, "end"))
                .contains("{repeat={times=${var:n}, max=9}, steps=[{click=#a}]}");
        assertThat(steps("storeJson | [1, 2] | list", "forEach | list | one", "click | id=${one}", "end"))
                .contains("{repeat={each=list, as=one}, steps=[{click=[id=\"${var:one}\"]}]}");
        assertThat(steps("times | 2", "while | true", CLICK, "end", "end"))
                .containsExactly("{repeat={times=2}, steps=[{repeat={while={script=true}}, steps=[{click=#a}]}]}");
    }

    @Test
    void aTestThatIsRunStandsInPlaceOfTheCommand() throws Exception {
        SideFile file = new SideFile()
                .test("all", "run | login", "click | id=b", "run | login")
                .test("login", "type | id=user | me", "click | id=go");
        Recording recording = file.read("all");

        assertThat(recording.steps().stream().map(SideFile::words))
                .containsExactly(
                        "{type={into=#user, text=me}}",
                        "{click=#go}",
                        "{click=#b}",
                        "{type={into=#user, text=me}}",
                        "{click=#go}");
        assertThat(recording.steps().get(0).line()).as("its own line").isEqualTo(7);
    }

    @Test
    void aTestThatRunsItselfIsNamed() {
        assertThat(faults(new SideFile()
                        .test("a", CLICK, "run | b")
                        .test("b", "run | a")
                        .suites("[{'name': 's', 'tests': ['id-a']}]")))
                .containsExactly("test \"b\", command 1, run: the test runs itself: a → b → a");
        assertThat(fault("run | nothing")).isEqualTo("test \"main\", command 1, run: there is no test \"nothing\"");
    }

    @Test
    void eachStepNamesItsFrame() throws Exception {
        assertThat(steps(
                        "selectFrame | index=0",
                        CLICK,
                        "selectFrame | id=inner",
                        CLICK,
                        "assertTitle | T",
                        "echo | x",
                        "selectFrame | relative=parent",
                        CLICK,
                        "selectFrame | relative=top",
                        CLICK,
                        "selectFrame | index=1\\2",
                        CLICK,
                        "selectFrame | index=..\\0",
                        "if | true",
                        CLICK,
                        "end",
                        "open | /x",
                        CLICK))
                .containsExactly(
                        "{click=#a, frame={path=[{index=0}]}}",
                        "{click=#a, frame={path=[{index=0}, #inner]}}",
                        "{assert={title=T}}",
                        "{say=x}",
                        "{click=#a, frame={path=[{index=0}]}}",
                        "{click=#a}",
                        "{click=#a, frame={path=[{index=1}, {index=2}]}}",
                        "{if={script=true}, frame={path=[{index=1}, {index=0}]}, then=[{click=#a, frame={path=[{index=1}, {index=0}]}, window=main}]}",
                        "{goto=http://shop.example/x}",
                        "{click=#a}");
    }

    @Test
    void eachStepNamesItsWindow() throws Exception {
        String opening = SideFile.with(CLICK, "'opensWindow': true, 'windowHandleName': 'win1', 'windowTimeout': 2000");
        assertThat(steps(
                        opening,
                        "storeWindowHandle | root",
                        "selectWindow | handle=${win1}",
                        "selectFrame | index=0",
                        CLICK,
                        "assertTitle | T",
                        "open | /x",
                        "close",
                        "selectWindow | handle=${root}",
                        CLICK,
                        "selectWindow | title=glob:Two*",
                        CLICK,
                        "selectWindow | url=http://shop.example/x",
                        CLICK,
                        "selectWindow | win_ser_1",
                        CLICK,
                        "selectWindow | win_ser_local",
                        CLICK,
                        "close"))
                .containsExactly(
                        "{click=#a, opens=win1}",
                        "{click=#a, frame={path=[{index=0}]}, window=win1}",
                        "{assert={title=T}, window=win1}",
                        "{goto=http://shop.example/x, window=win1}",
                        "{close-window=win1}",
                        "{click=#a}",
                        "{click=#a, window={title=re:^Two[\\s\\S]*$}}",
                        "{click=#a, window={url=http://shop.example/x}}",
                        "{click=#a, window={index=1}}",
                        "{click=#a}");
        assertThat(steps(opening.replace("2000", "20000"))).containsExactly("{click=#a, opens=win1, timeout=20000ms}");
        assertThat(steps(SideFile.with(
                        "sendKeys | id=a | x${KEY_ENTER}", "'opensWindow': true, 'windowHandleName': 'w'")))
                .containsExactly("{type={into=#a, text=x, add=true}}", "{press={key=Enter, on=#a}, opens=w}");
    }

    @Test
    void placesThatAreNotKnownAreNamed() {
        assertThat(fault("if | true", "selectFrame | index=0", CLICK, "end"))
                .isEqualTo(
                        "test \"main\", command 1, if: one way through it leaves in frame [{index=0}], another in the top document");
        assertThat(fault("times | 2", "selectFrame | index=0", CLICK, "end"))
                .startsWith(
                        "test \"main\", command 1, times: one way through it leaves in the top document, another in");
        assertThat(fault("close", CLICK))
                .isEqualTo("test \"main\", command 2, click: its window was closed by command 1 (line 3)");
        assertThat(fault("selectWindow | handle=${w}", CLICK)).contains("opens or stores the window ${w}");
        assertThat(fault("selectWindow | popup")).contains("\"popup\" names no window");
        assertThat(fault("selectFrame | index=x")).contains("\"index=x\" names no frame");
        assertThat(fault("storeWindowHandle | w", "echo | ${w}")).contains("${w} is a window, not a text");
    }

    @Test
    void waysThatLeaveInTheSamePlaceMayMeet() throws Exception {
        assertThat(steps(
                        "if | true",
                        CLICK,
                        "selectFrame | index=0",
                        "else",
                        "selectFrame | index=0",
                        CLICK,
                        "end",
                        CLICK))
                .containsExactly(
                        "{if={script=true}, then=[{click=#a}], else=[{click=#a, frame={path=[{index=0}]}}]}",
                        "{click=#a, frame={path=[{index=0}]}}");
    }

    @Test
    void stepsInsideAStepThatNamesAFrameSayThatTheyAreElsewhere() throws Exception {
        assertThat(steps(
                        "selectFrame | index=0",
                        "while | true",
                        "selectFrame | relative=top",
                        CLICK,
                        "assertTitle | T",
                        "selectFrame | index=0",
                        "end",
                        "times | 2",
                        CLICK,
                        "end"))
                .containsExactly(
                        "{repeat={while={script=true}}, frame={path=[{index=0}]}, steps=[{click=#a, window=main}, {assert={title=T}, window=main}]}",
                        "{repeat={times=2}, steps=[{click=#a, frame={path=[{index=0}]}}]}");
    }

    @Test
    void dialogsAreAnsweredBeforeTheCommandThatOpensThem() throws Exception {
        assertThat(steps("click | id=b", CLICK, "assertConfirmation | Sure?", "webdriverChooseOkOnVisibleConfirmation"))
                .containsExactly("{click=#b}", "{dialog=accept}", "{click=#a}", "{assert={dialog=Sure?}}");
        assertThat(steps(CLICK, "pause | 100", "webdriverAnswerOnVisiblePrompt | me"))
                .startsWith("{dialog={answer=accept, text=me}}", "{click=#a}");
        assertThat(steps("sendKeys | id=a | x${KEY_ENTER}", "dismissPrompt"))
                .startsWith("{dialog=dismiss}", "{type={into=#a, text=x, add=true}}");
        assertThat(steps(CLICK, "acceptConfirmation", "assertAlert | Done", "acceptAlert"))
                .containsExactly("{dialog=accept}", "{dialog=accept}", "{click=#a}", "{assert={dialog=Done}}");
        assertThat(steps(CLICK, "answerPrompt | ")).startsWith("{dialog=accept}");
        assertThat(steps(CLICK, "webdriverChooseCancelOnVisiblePrompt")).startsWith("{dialog=dismiss}");
        assertThat(steps(CLICK, "dismissConfirmation")).startsWith("{dialog=dismiss}");
    }

    @Test
    void theRecordersTwoCommandsForOneDialogAreOneAnswer() throws Exception {
        assertThat(steps(
                        "chooseCancelOnNextConfirmation",
                        CLICK,
                        "assertConfirmation | Sure?",
                        "webdriverChooseCancelOnVisibleConfirmation",
                        CLICK))
                .containsExactly("{dialog=dismiss}", "{click=#a}", "{assert={dialog=Sure?}}", "{click=#a}");
        assertThat(steps(
                        "chooseOkOnNextConfirmation",
                        "chooseCancelOnNextPrompt",
                        CLICK,
                        "webdriverChooseOkOnVisibleConfirmation",
                        "webdriverChooseCancelOnVisiblePrompt",
                        "acceptAlert"))
                .as("the third has no command before")
                .containsExactly("{dialog=accept}", "{dialog=dismiss}", "{dialog=accept}", "{click=#a}");
        assertThat(steps(
                        "chooseOkOnNextConfirmation",
                        "if | true",
                        CLICK,
                        "webdriverChooseOkOnVisibleConfirmation",
                        "end"))
                .containsExactly("{dialog=accept}", "{if={script=true}, then=[{click=#a}]}");
        assertThat(fault("chooseOkOnNextConfirmation", CLICK, "webdriverChooseCancelOnVisibleConfirmation"))
                .isEqualTo(
                        "test \"main\", command 3, webdriverChooseCancelOnVisibleConfirmation: it answers dismiss where"
                                + " the command before says accept");
    }

    @Test
    void answersThatComeTooLateAreNamed() {
        assertThat(fault("acceptAlert")).contains("no command before it in its block opens a dialog");
        assertThat(fault("if | true", CLICK, "end", "acceptAlert"))
                .contains("no command before it in its block opens a dialog");
        assertThat(fault(CLICK, "assertConfirmation | Sure?", "acceptConfirmation", "acceptAlert"))
                .contains("it answers a second dialog of one command");
    }

    @Test
    void blocksThatDoNotCloseAreNamed() {
        assertThat(fault("if | true", CLICK)).isEqualTo("test \"main\", command 1, if: no end belongs to it");
        assertThat(fault("while | true", CLICK)).endsWith("while: no end belongs to it");
        assertThat(fault("do", CLICK, "end")).endsWith("do: no repeatIf belongs to it");
        assertThat(fault(CLICK, "end"))
                .isEqualTo("test \"main\", command 2, end: nothing is open here that it could end");
        assertThat(fault("times | 2", "end")).endsWith("times: nothing is done in it");
        assertThat(fault("if", CLICK, "end")).endsWith("if: it has no condition");
    }

    @Test
    void everythingThatCannotBeRunIsNamedAtOnce() {
        SideFile file = SideFile.of(
                        "clickAndWait | id=a",
                        "click | ui=a",
                        "click | a",
                        "click",
                        "if | true",
                        "type | id=a | ${nobody}",
                        "end",
                        "sendKeys | id=a | ${KEY_HYPER}",
                        "clickAt | id=a | here",
                        "select | id=a | text=One",
                        "storeJson | [1, | y",
                        "store | x | my variable",
                        "storeAttribute | id=a | y",
                        "times | many",
                        CLICK,
                        "end",
                        "setWindowSize | big",
                        "waitForElementPresent | id=a | soon",
                        "linkIsGreat | id=a")
                .plugins("[{'id': 'p', 'name': 'Great'}]");
        List<Fault> faults = catchThrowableOfType(RecordingException.class, () -> file.read(""))
                .faults();

        assertThat(faults)
                .extracting(Fault::message)
                .containsExactly(
                        "test \"main\", command 1, clickAndWait: no such command is known; commands of plugins (Great) cannot be run",
                        "test \"main\", command 2, click: locators of the kind ui= are not known",
                        "test \"main\", command 3, click: \"a\" is not a locator",
                        "test \"main\", command 4, click: it has no locator",
                        "test \"main\", command 6, type: no command stores the variable nobody",
                        "test \"main\", command 8, sendKeys: the key HYPER is not known",
                        "test \"main\", command 9, clickAt: \"here\" is not a place",
                        "test \"main\", command 10, select: \"text=One\" does not say which option",
                        "test \"main\", command 11, storeJson: its target is not JSON: "
                                + faults.get(8).message().replaceFirst(".*JSON: ", ""),
                        "test \"main\", command 12, store: \"my variable\" is not the name of a variable",
                        "test \"main\", command 13, storeAttribute: \"id=a\" names no attribute",
                        "test \"main\", command 14, times: \"many\" is not a number of times",
                        "test \"main\", command 17, setWindowSize: \"big\" is not a size",
                        "test \"main\", command 18, waitForElementPresent: \"soon\" is not a time",
                        "test \"main\", command 19, linkIsGreat: no such command is known; commands of plugins (Great) cannot be run");
        assertThat(faults).extracting(Fault::line).startsWith(3, 4, 5, 6, 8, 10);
        assertThat(faults.get(0).remedy()).isEqualTo("click: steps wait by themselves");
    }

    @Test
    void aFileThatIsNoProjectIsSaidToBeNone() {
        assertThat(catchThrowableOfType(
                        RecordingException.class, () -> Recordings.read("a.side", "{\n}", Optional.empty())))
                .hasMessageContaining("not a project of Selenium IDE: it has no tests");
        assertThat(catchThrowableOfType(
                        RecordingException.class, () -> Recordings.read("a.side", "{\n\"tests\": [", Optional.empty())))
                .hasMessageContaining("not JSON");
        assertThat(catchThrowableOfType(
                                RecordingException.class,
                                () -> SideFile.of(CLICK).read("other"))
                        .faults())
                .containsExactly(new Fault(1, "there is no test or suite \"other\"", "tests: [main]; suites: []"));
        assertThat(catchThrowableOfType(
                        RecordingException.class,
                        () -> SideFile.of(CLICK)
                                .suites("[{'name': 's', 'tests': ['x']}]")
                                .read("")))
                .hasMessage("suite \"s\" has a test with the id x, which is not in the file");
    }
}
