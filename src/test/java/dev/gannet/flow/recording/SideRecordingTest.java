package dev.gannet.flow.recording;

import dev.gannet.flow.Steps;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Each command of Selenium IDE in the language of steps; the expected forms are those of the job reference. */
@Tag("fast")
class SideRecordingTest {
    /** What is stored before, so that texts may use it. */
    private static final String STORED = "store | 1 | x";

    private static final String COMMANDS = """
            open | /login => {goto=http://shop.example/login}
            open | c?d=1 => {goto=http://shop.example/a/c?d=1}
            open | ?d=1 => {goto=http://shop.example/a/b?d=1}
            open | //other.example/c => {goto=http://other.example/c}
            open | https://other.example => {goto=https://other.example}
            open | /p/${x} => {goto=http://shop.example/p/${var:x}}
            click | id=a => {click=#a}
            clickAt | id=a | 10,20 => {click={on=#a, at=[10, 20]}}
            clickAt | id=a | => {click={on=#a}}
            doubleClick | id=a => {double-click=#a}
            doubleClickAt | id=a | 10.5,-2 => {double-click={on=#a, at=[10, -2]}}
            mouseOver | id=a => {hover=#a}
            mouseOut | id=a => {wait={there=#a}} {script=const found = document.querySelector("#a"); const left = {bubbles: true, relatedTarget: document.documentElement}; found.dispatchEvent(new PointerEvent('pointerout', left)); found.dispatchEvent(new MouseEvent('mouseout', left)); found.dispatchEvent(new MouseEvent('mouseleave', {...left, bubbles: false}));}
            mouseDown | id=a => {mouse={down=#a}}
            mouseDownAt | id=a | 1,2 => {mouse={down=#a, at=[1, 2]}}
            mouseUp | id=a => {mouse={up=#a}}
            mouseUpAt | id=a | 1,2 => {mouse={up=#a, at=[1, 2]}}
            mouseMove | id=a => {mouse={move=#a}}
            mouseMoveAt | id=a | 1,2 => {mouse={move=#a, at=[1, 2]}}
            dragAndDropToObject | id=a | css=.b => {drag={from=#a, to=.b}}
            type | id=a | some text => {type={into=#a, text=some text}}
            type | id=a | => {type={into=#a, text=}}
            type | id=a | ${x}${nbsp}y ${env:E} ${secret:a/b} => {type={into=#a, text=${var:x}\u00a0y ${env:E} ${secret:a/b}}}
            type | id=a | text${KEY_ENTER} => {type={into=#a, text=text}} {press={key=Enter, on=#a}}
            sendKeys | id=a | more => {type={into=#a, text=more, add=true}}
            sendKeys | id=a | a b${KEY_TAB}c => {type={into=#a, text=a b, add=true}} {press={key=Tab, on=#a}} {type={into=#a, text=c, add=true}}
            sendKeys | id=a | ${KEY_CTRL}ac => {press={key=Control+a, on=#a}} {press={key=Control+c, on=#a}}
            sendKeys | id=a | ${KEY_SHIFT}${KEY_END}${KEY_NULL}x => {press={key=Shift+End, on=#a}} {type={into=#a, text=x, add=true}}
            sendKeys | id=a | ${KEY_ALT} => {press={key=Alt, on=#a}}
            sendKeys | id=a | 1${KEY_N5}${KEY_MULTIPLY}${KEY_SPACE}2 => {type={into=#a, text=15* 2, add=true}}
            editContent | id=a | plain => {type={into=#a, text=plain}}
            editContent | id=a | <b>x</b> => {wait={there=#a}} {script=const found = document.querySelector("#a"); found.innerHTML = "<b>x</b>"; found.dispatchEvent(new InputEvent('input', {bubbles: true}));}
            select | id=a | label=One => {select={in=#a, option=One}}
            select | id=a | One => {select={in=#a, option=One}}
            select | id=a | label=regexp:O.e => {select={in=#a, option=re:O.e}}
            select | id=a | value=1 => {select={in=#a, value=1}}
            select | id=a | id=one => {select={in=#a, id=one}}
            select | id=a | index=2 => {select={in=#a, index=2}}
            addSelection | id=a | label=One => {select={in=#a, option=One, mode=add}}
            removeSelection | id=a | label=One => {select={in=#a, option=One, mode=remove}}
            check | id=a => {check=#a}
            uncheck | id=a => {check={box=#a, on=false}}
            submit | id=a => {wait={there=#a}} {script=const found = document.querySelector("#a"); (found.closest('form') || found.form).requestSubmit();}
            submit | //form[1] => {wait={there={xpath=//form[1]}}} {script=const found = document.evaluate("//form[1]", document, null, XPathResult.FIRST_ORDERED_NODE_TYPE, null).singleNodeValue; (found.closest('form') || found.form).requestSubmit();}
            pause | 3000 => {wait={rest=true}, timeout=3000ms}
            pause | ${x} => {wait={rest=true}}
            setWindowSize | 1280x800 => {emulate={viewport={width=1280, height=800}}}
            waitForElementPresent | id=a | 3000 => {wait={there=#a}, timeout=3000ms}
            waitForElementPresent | id=a | => {wait={there=#a}}
            waitForElementNotPresent | id=a | 3000 => {wait={absent=#a}, timeout=3000ms}
            waitForElementVisible | id=a | 3000 => {wait={visible=#a}, timeout=3000ms}
            waitForElementNotVisible | id=a | 3000 => {wait={gone=#a}, timeout=3000ms}
            waitForElementEditable | id=a | 3000 => {wait={editable=#a}, timeout=3000ms}
            waitForElementNotEditable | id=a | 0 => {wait={all=[{there=#a}, {not={editable=#a}}]}}
            waitForText | id=a | T => {wait={of=#a, text=T}}
            assert | x | 1 => {assert={var=x, is=1}}
            assert | ${x} | 1 => {assert={var=x, is=1}}
            assertTitle | T => {assert={title=T}}
            assertText | id=a | T ${x} => {assert={of=#a, text=T ${var:x}}}
            assertText | id=a | exact:~T. => {assert={of=#a, text=re:^~T\\.$}}
            assertText | id=a | ~T ${x} => {assert={of=#a, text=re:^~T ${var:x}$}}
            assertText | id=a | glob:a.*b? => {assert={of=#a, text=re:^a\\.[\\s\\S]*b[\\s\\S]$}}
            assertText | id=a | regexp:a+ => {assert={of=#a, text=re:a+}}
            assertText | id=a | regexpi:a+ => {assert={of=#a, text=re:(?i:a+)}}
            assertText | id=a | Total: 3 => {assert={of=#a, text=Total: 3}}
            assertNotText | id=a | T => {assert={all=[{there=#a}, {not={of=#a, text=T}}]}}
            assertValue | id=a | T => {assert={of=#a, value=T}}
            assertNotValue | id=a | T => {assert={all=[{there=#a}, {not={of=#a, value=T}}]}}
            assertChecked | id=a => {assert={checked=#a}}
            assertNotChecked | id=a => {assert={unchecked=#a}}
            assertEditable | id=a => {assert={editable=#a}}
            assertNotEditable | id=a => {assert={all=[{there=#a}, {not={editable=#a}}]}}
            assertElementPresent | id=a => {assert={there=#a}}
            assertElementNotPresent | id=a => {assert={absent=#a}}
            assertSelectedLabel | id=a | T => {assert={of=#a, selected=T}}
            assertSelectedValue | id=a | T => {assert={of=#a, selected-value=T}}
            assertNotSelectedLabel | id=a | T => {assert={all=[{there=#a}, {not={of=#a, selected=T}}]}}
            assertNotSelectedValue | id=a | T => {assert={all=[{there=#a}, {not={of=#a, selected-value=T}}]}}
            assertAlert | T => {assert={dialog=T}}
            assertConfirmation | T => {assert={dialog=T}}
            assertPrompt | T => {assert={dialog=T}}
            verify | x | 1 => {assert={var=x, is=1}, keep-going=true}
            verifyText | id=a | T => {assert={of=#a, text=T}, keep-going=true}
            verifyNotText | id=a | T => {assert={all=[{there=#a}, {not={of=#a, text=T}}]}, keep-going=true}
            verifyAlert | T => {assert={dialog=T}, keep-going=true}
            store | a ${x} | y => {store={as=y, text=a ${var:x}}}
            storeText | id=a | y => {store={as=y, of=#a}}
            storeValue | id=a | y => {store={as=y, of=#a, value=true}}
            storeAttribute | css=a[href*="@"]@href | y => {store={as=y, of=a[href*="@"], attr=href}}
            storeTitle | y => {store={as=y, title=true}}
            storeTitle | | y => {store={as=y, title=true}}
            storeXpathCount | xpath=//a | y => {store={as=y, count={xpath=//a}}}
            storeElementCount | css=a | y => {store={as=y, count=a}}
            storeJson | ["a", {"b": 1}] | y => {store={as=y, script=return ["a",{"b":1}];}}
            storeJson | ["${x}", 2] | y => {store={as=y, script=return JSON.parse("[\\"" + ${var:x} + "\\", 2]");}}
            executeScript | return ${x} + `${z}`; | y => {script={code=return ${var:x} + `${z}`;, as=y}}
            executeScript | document.title = 1 => {script=document.title = 1}
            executeAsyncScript | return fetch('/') | y => {script={code=return fetch('/'), as=y}}
            executeAsyncScript | fetch('/') => {script=return fetch('/')}
            runScript | document.title = 1 => {script=document.title = 1}
            echo | it is ${x} => {say=it is ${var:x}}
            answerOnNextPrompt | me => {dialog={answer=accept, text=me}}
            chooseOkOnNextConfirmation => {dialog=accept}
            chooseCancelOnNextConfirmation => {dialog=dismiss}
            chooseCancelOnNextPrompt => {dialog=dismiss}
            """;

    private static Stream<String> commands() {
        return COMMANDS.lines();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandBecomesSteps(String line) throws Exception {
        String[] both = line.split(" => ");

        assertThat(String.join(" ", SideFile.of(STORED, both[0]).steps())).endsWith("} " + both[1]);
    }

    @Test
    void everyCommandThatIsKnownIsShownHereOrInTheOtherTests() {
        List<String> shown = Stream.concat(
                        commands().map(line -> line.split(" ")[0]),
                        Stream.of(
                                // SideFlowTest: control flow, places and dialogs; verify is assert that goes on.
                                "run if else elseIf end while times forEach do repeatIf selectFrame selectWindow storeWindowHandle",
                                "close setSpeed debugger webdriverAnswerOnVisiblePrompt answerPrompt acceptAlert",
                                "webdriverChooseOkOnVisibleConfirmation webdriverChooseCancelOnVisibleConfirmation",
                                "webdriverChooseCancelOnVisiblePrompt acceptConfirmation dismissConfirmation dismissPrompt"))
                .flatMap(names -> Stream.of(names.split(" ")))
                .toList();

        assertThat(new SideRecording().supported().stream().filter(name -> !name.startsWith("verify")))
                .isSubsetOf(shown)
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            id=user               | #user
            id=1a"b               | [id="1a\\"b"]
            name=user             | [name="user"]
            css=ul > li.a         | ul > li.a
            xpath=//a             | {xpath=//a}
            //a[@href='/x']       | {xpath=//a[@href='/x']}
            (//a)[2]              | {xpath=(//a)[2]}
            class=a               | .a
            tagName=h1            | h1
            identifier=a          | [#a, [name="a"]]
            link=Log in           | {xpath=//a[normalize-space(translate(., '\u00a0', ' ')) = 'Log in']}
            linkText=It's         | {xpath=//a[normalize-space(translate(., '\u00a0', ' ')) = "It's"]}
            linkText=a'b"c        | {xpath=//a[normalize-space(translate(., '\u00a0', ' ')) = concat('a', "'", 'b"c')]}
            partialLinkText=og    | {xpath=//a[contains(normalize-space(translate(., '\u00a0', ' ')), 'og')]}
            id=a${x}              | [id="a${var:x}"]
            """)
    void everyLocatorBecomesASelector(String locator, String selector) throws Exception {
        assertThat(SideFile.of(STORED, "click | " + locator).steps().get(1)).isEqualTo("{click=" + selector + "}");
    }

    @Test
    void theRecordersAlternativesAreTriedAfterTheTarget() throws Exception {
        String click = SideFile.with(
                "click | id=a",
                "'targets': [['id=a', 'id'], ['css=.b', 'css:finder'], ['xpath=//c', 'xpath:position'], ['ui=d', 'ui']]");

        Recording recording = SideFile.of(click, click.replace("\"click\"", "\"assertElementNotPresent\""))
                .read("");

        assertThat(recording.steps().get(0).step()).hasToString("{click=[#a, .b, {xpath=//c}]}");
        assertThat(recording.steps().get(1).step())
                .as("what must not be there is the target alone")
                .hasToString("{assert={absent=#a}}");
        assertThat(recording.notes())
                .containsExactly(
                        "test \"main\", command 1, click (line 3): the alternative \"ui=d\" is left out: locators of the kind ui= are not known");
    }

    @Test
    void whereAThingIsDraggedHasAlternativesToo() throws Exception {
        assertThat(SideFile.of(SideFile.with("dragAndDropToObject | id=a | id=b", "'values': [['css=.c', 'css']]"))
                        .steps())
                .containsExactly("{drag={from=#a, to=[#b, .c]}}");
    }

    @Test
    void everyKeyHasANameThatCanBePressed() throws Exception {
        List<String> names = List.of(
                ("BACKSPACE BKSP TAB ENTER RETURN PAUSE ESCAPE ESC PAGE_UP PGUP PAGE_DOWN PGDN END HOME LEFT ARROW_LEFT UP"
                                + " ARROW_UP RIGHT ARROW_RIGHT DOWN ARROW_DOWN INSERT INS DELETE DEL F1 F12 SHIFT CONTROL CTRL"
                                + " ALT META COMMAND")
                        .split(" "));
        for (String name : names) {
            Object press = SideFile.of("sendKeys | id=a | ${KEY_" + name + "}")
                    .read("")
                    .steps()
                    .get(0)
                    .step()
                    .getOrDefault("press", Map.of());

            assertThat(((Map<?, ?>) press).get("key")).as(name).matches(key -> Steps.isKey(String.valueOf(key)));
        }
    }

    @Test
    void stepsKnowTheLineOfTheirCommandAndStartIsTheFirstAddress() throws Exception {
        Recording recording =
                SideFile.of("click | id=a", "open | /first", "open | /second").read("");

        assertThat(recording.steps()).extracting(RecordedStep::line).containsExactly(3, 4, 5);
        assertThat(recording.start()).isEqualTo("http://shop.example/first");
        assertThat(recording.name()).isEqualTo("main");
        assertThat(SideFile.of("click | id=a").read("").start()).isEqualTo("http://shop.example/a/b");
    }

    @Test
    void whatIsLeftOutIsNoted() throws Exception {
        Recording recording = SideFile.of(
                        "setSpeed | 500",
                        "//click | id=b",
                        SideFile.with("click | id=c", "'skip': true"),
                        "",
                        "debugger",
                        "pause | 100")
                .read("");

        assertThat(recording.steps()).hasSize(1);
        assertThat(recording.notes())
                .containsExactly(
                        "test \"main\", command 1, setSpeed (line 3): left out: steps wait by themselves",
                        "test \"main\", command 2, //click (line 4): left out: it is disabled",
                        "test \"main\", command 3, click (line 5): left out: it is disabled",
                        "test \"main\", command 5, debugger (line 7): left out: nobody is there to look",
                        "test \"main\", command 6, pause (line 8): waits until the page has come to rest, at most as long as the pause");
    }

    @Test
    void aSuiteOrATestIsChosenByItsName() throws Exception {
        SideFile file = new SideFile()
                .test("one", "click | id=one")
                .test("two", "click | id=two")
                .test("three", "click | id=three");

        assertThat(words(file.read(""))).containsExactly("{click=#one}", "{click=#two}", "{click=#three}");
        assertThat(file.read("").name()).isEqualTo("project");
        assertThat(file.read("").notes())
                .containsExactly("no suite has tests: all tests run, in the order of the file: [one, two, three]");

        file.suites("[{'name': 'empty', 'tests': []}, {'name': 'some', 'tests': ['id-three', 'id-one']},"
                + " {'name': 'last', 'tests': ['id-two']}]");
        assertThat(words(file.read(""))).containsExactly("{click=#three}", "{click=#one}");
        assertThat(file.read("").notes())
                .containsExactly("suite \"some\": its tests run one after the other in one browser: [three, one]");
        assertThat(file.read("").name()).isEqualTo("some");
        assertThat(words(file.read("last"))).containsExactly("{click=#two}");
        assertThat(words(file.read("one"))).containsExactly("{click=#one}");
        assertThat(file.read("one").notes()).isEmpty();

        file.suites("[{'name': 'one', 'tests': ['id-one']}, {'name': 'two', 'tests': ['id-one']}]");
        assertThat(words(file.read("one"))).containsExactly("{click=#one}");
        assertThatThrownBy(() -> file.read("two")).hasMessage("a test and a suite are both called \"two\"");
    }

    private static List<String> words(Recording recording) {
        return recording.steps().stream().map(SideFile::words).toList();
    }

    @Test
    void theRecordingsOfTheRunsAreReadWithoutAFault() throws Exception {
        try (Stream<Path> files = Files.list(Path.of("src/test/resources/recordings/side"))) {
            for (Path file : files.toList()) {
                Recording recording = Recordings.read(file.toString(), Files.readString(file), Optional.empty());

                assertThat(recording.steps()).as(file.toString()).hasSizeGreaterThan(3);
                assertThat(recording.start()).as(file.toString()).startsWith("http://127.0.0.1:184");
            }
        }
    }

    @Test
    void filesAreKnownByTheirNameOrWhatIsInThem() throws Exception {
        String project = SideFile.of("click | id=a").toString();

        assertThat(Recordings.read("a.SIDE", project, Optional.empty()).steps()).hasSize(1);
        assertThat(Recordings.read("a.txt", project, Optional.empty()).steps()).hasSize(1);
    }
}
