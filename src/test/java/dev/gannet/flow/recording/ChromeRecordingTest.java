package dev.gannet.flow.recording;

import dev.gannet.flow.recording.RecordingException.Fault;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** Each step of a recording, in the language of steps; the expected forms are those of the job reference. */
@Tag("fast")
class ChromeRecordingTest {
    private static Recording read(String... steps) throws RecordingException {
        return Recordings.read(
                "a.json", "{\"title\": \"A\", \"steps\": [\n" + String.join(",\n", steps) + "\n]}", Optional.empty());
    }

    /** @return the steps as text, with single quotes for double ones in the recording */
    private static List<String> steps(String... steps) throws RecordingException {
        return read(List.of(steps).stream().map(step -> step.replace('\'', '"')).toArray(String[]::new))
                .steps()
                .stream()
                .map(step -> step.step().toString())
                .toList();
    }

    private static List<Fault> faults(String text) {
        return catchThrowableOfType(
                        RecordingException.class,
                        () -> Recordings.read("a.json", text.replace('\'', '"'), Optional.empty()))
                .faults();
    }

    @Test
    void stepsKnowTheLineOfTheirBrace() throws Exception {
        Recording recording = Recordings.read("x.json", """
                {
                  "title": "Two steps",
                  "timeout": 3000,
                  "selectorAttribute": "data-testid",
                  "steps": [
                    {"type": "navigate", "url": "http://shop.example/a",
                     "assertedEvents": [{"type": "navigation", "url": "http://shop.example/b", "title": ""}]},
                    {
                      "type": "hover",
                      "selectors": ["#menu"],
                      "timeout": 250
                    }
                  ]
                }
                //# recorderSourceMap=BCBDB
                """, Optional.empty());

        assertThat(recording.name()).isEqualTo("Two steps");
        assertThat(recording.start()).isEqualTo("http://shop.example/a");
        assertThat(recording.notes()).isEmpty();
        assertThat(recording.steps())
                .containsExactly(
                        new RecordedStep(
                                Map.of(
                                        "goto", "http://shop.example/a",
                                        "navigates", Map.of("to", "http://shop.example/b"),
                                        "timeout", "3s"),
                                6),
                        new RecordedStep(Map.of("hover", "#menu", "timeout", "250ms"), 8));
    }

    @Test
    void clicksKeepTheirPlaceButtonAndDuration() throws Exception {
        assertThat(steps(
                        "{'type': 'click', 'selectors': ['#a'], 'offsetX': 3.6, 'offsetY': 4}",
                        "{'type': 'click', 'selectors': ['#a'], 'deviceType': 'mouse', 'button': 'primary'}",
                        "{'type': 'click', 'selectors': ['#a'], 'button': 'secondary', 'duration': 512}",
                        "{'type': 'click', 'selectors': ['#a'], 'button': 'auxiliary', 'duration': 1000}",
                        "{'type': 'doubleClick', 'selectors': ['#a'], 'offsetX': 1, 'offsetY': 2, 'button': 'back'}"))
                .containsExactly(
                        "{click={on=#a, at=[4, 4]}}",
                        "{click=#a}",
                        "{click={on=#a, button=right, hold=512ms}}",
                        "{click={on=#a, button=middle, hold=1s}}",
                        "{double-click={on=#a, button=back, at=[1, 2]}}");
    }

    @Test
    void aTouchIsAClickAsInChromesOwnReplayAndSaidSo() throws Exception {
        assertThat(read("{\"type\": \"click\", \"selectors\": [\"#a\"], \"deviceType\": \"touch\"}")
                        .notes())
                .containsExactly("step 1 (click): clicked with the mouse, as Chrome's own replay does");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ['#a > b']                               | #a > b
            ['css/#a']                               | #a
            ['text/Show all']                        | {text=~Show all}
            ['xpath///*[@id=\\'a\\']']               | {xpath=//*[@id='a']}
            ['pierce/#a']                            | {pierce=#a}
            ['aria/Save']                            | {name=Save}
            ['aria/Save[role=\\"button\\"]']         | {role=button, name=Save}
            ['aria/[role=\\"main\\"]']               | {role=main}
            ['aria/[name=\\"A \\\\\\"b\\"][role=\\"link\\"]'] | {name=A "b, role=link}
            ['aria/re:x']                            | {name=re:^re:x$}
            [['#a'], ['aria/Go']]                    | [#a, {name=Go}]
            [['my-app', 'my-menu', 'text/Go']]       | {inside={inside=my-app, find=my-menu}, find={text=~Go}}
            """)
    void everySelectorHasItsForm(String selectors, String expected) throws Exception {
        String json = selectors.replace("\\'", "\u0001").replace('\'', '"').replace('\u0001', '\'');
        Recording recording = read("{\"type\": \"hover\", \"selectors\": " + json + "}");
        assertThat(recording.steps().get(0).step().get("hover")).hasToString(expected);
    }

    @Test
    void keysThatGoDownAndUpAreOnePress() throws Exception {
        assertThat(
                        steps(
                                "{'type': 'keyDown', 'key': 'Control', 'target': 'main'}",
                                "{'type': 'keyDown', 'key': 'KeyA'}",
                                "{'type': 'keyUp', 'key': 'KeyA'}",
                                "{'type': 'keyUp', 'key': 'ControlLeft'}",
                                "{'type': 'keyDown', 'key': 'Enter', 'timeout': 2000}",
                                "{'type': 'keyUp', 'key': 'Enter', 'assertedEvents': [{'type': 'navigation', 'title': '~ home'}]}"))
                .containsExactly(
                        "{press={key=Control, only=down}}",
                        "{press=a}",
                        "{press={key=Control, only=up}}",
                        "{press=Enter, navigates={title=~ home}, timeout=2s}");
    }

    @Test
    void framesAndWindowsStandBesideTheVerb() throws Exception {
        assertThat(steps(
                        "{'type': 'change', 'value': 'x', 'selectors': ['#a'], 'frame': [2]}",
                        "{'type': 'waitForExpression', 'expression': 'a > 1', 'frame': [0, 1], 'target': 'main'}",
                        "{'type': 'hover', 'selectors': ['#a'], 'frame': [], 'target': 'http://a.example/p?q=1#top'}",
                        "{'type': 'close', 'target': 'http://a.example/*'}"))
                .containsExactly(
                        "{type={into=#a, text=x}, frame={index=2}}",
                        "{wait={script=a > 1}, frame={path=[{index=0}, {index=1}]}}",
                        "{hover=#a, window={url=http://a.example/p?q=1}}",
                        "{close-window={url=re:^a\\.example\\/\\*$}}");
    }

    @Test
    void viewportsAndNetworksAreEmulated() throws Exception {
        assertThat(steps(
                        "{'type': 'setViewport', 'width': 800, 'height': 600, 'deviceScaleFactor': 1, 'isMobile': false, 'hasTouch': false, 'isLandscape': false}",
                        "{'type': 'setViewport', 'width': 390, 'height': 844, 'deviceScaleFactor': 2.5, 'isMobile': true, 'hasTouch': true, 'isLandscape': true}",
                        "{'type': 'emulateNetworkConditions', 'download': 50000, 'upload': 20000, 'latency': 100}",
                        "{'type': 'emulateNetworkConditions', 'download': 0, 'upload': 0, 'latency': 0}"))
                .containsExactly(
                        "{emulate={viewport={width=800, height=600}}}",
                        "{emulate={viewport={width=390, height=844, scale=2.5, mobile=true, touch=true, landscape=true}}}",
                        "{emulate={network={download=50000, upload=20000, latency=100ms}}}",
                        "{emulate={network={offline=true}}}");
    }

    @Test
    void scrollsGoToAPlaceInTheWindowOrInAnElement() throws Exception {
        assertThat(steps("{'type': 'scroll', 'y': 300}", "{'type': 'scroll', 'selectors': ['#a'], 'x': 1.5, 'y': 2}"))
                .containsExactly("{scroll={to=[0, 300]}}", "{scroll={to=[2, 2], in=#a}}");
    }

    @Test
    void waitsCountAndLookAtAttributesAndProperties() throws Exception {
        String wait = "{'type': 'waitForElement', 'selectors': ['#a']";
        assertThat(
                        steps(
                                wait + "}",
                                wait + ", 'visible': false}",
                                wait + ", 'operator': '==', 'count': 3}",
                                wait + ", 'operator': '<=', 'count': 0}",
                                wait + ", 'count': 2, 'visible': false}",
                                wait
                                        + ", 'attributes': {'class': 'on'}, 'properties': {'value': 'x', 'dataset': {'n': 5, 'm': true}}}"))
                .containsExactly(
                        "{wait={there=#a}}",
                        "{wait={absent=#a}}",
                        "{wait={count=#a, is=3}}",
                        "{wait={absent=#a}}",
                        "{wait={not={count=#a, least=2}}}",
                        "{wait={all=[{there=#a}, {of=#a, attr=class, is=on}, {of=#a, prop=value, is=x},"
                                + " {of=#a, prop=dataset.n, is=5}, {of=#a, prop=dataset.m, is=true}]}}");
    }

    @Test
    void everythingThatCannotBeRunIsNamedAtOnceWithItsLine() {
        assertThat(faults("""
                        {'title': 'x', 'speed': 2, 'steps': [
                          {'type': 'navigate', 'url': 'http://a.example/', 'frames': [1]},
                          {'type': 'customStep', 'name': 'my-thing', 'parameters': {}},
                          {'type': 'drag', 'selectors': ['#a']},
                          {'type': 'click', 'selectors': ['#a >>>> b', 'aria/x[level="2"]'], 'button': 'third',
                           'deviceType': 'nose', 'offsetX': '1'},
                          {'type': 'change', 'selectors': []},
                          {'type': 'keyDown', 'key': 'MediaPlayPause'},
                          {'type': 'navigate', 'url': 'file:///etc/passwd', 'timeout': 0},
                          {'type': 'hover', 'selectors': ['#a'], 'frame': ['a'], 'assertedEvents': [{'type': 'dialog'}]},
                          {'type': 'waitForElement', 'selectors': ['#a'], 'operator': '<', 'properties': {'a': []}},
                          {'type': 'close'},
                          {'url': 'x'},
                          {'type': 'hover', 'selectors': ['#a']}
                        ]}
                        """.replace("\"", "\\\"")))
                .extracting(fault -> fault.line() + ": " + fault.message())
                .containsExactly(
                        "1: the recording: unknown key \"speed\"",
                        "2: step 1 (navigate): unknown key \"frames\"",
                        "3: step 2 (customStep): only the extension that recorded \"my-thing\" knows what it does",
                        "4: step 3 (drag): no such type of step is known",
                        "5: step 4 (click): only Puppeteer knows the selector #a >>>> b",
                        "5: step 4 (click): aria/ knows role and name, not level",
                        "5: step 4 (click): button \"third\" is not known",
                        "6: step 4 (click): deviceType \"nose\" is not known",
                        "6: step 4 (click): offsetX is a number",
                        "7: step 5 (change): it has no selectors",
                        "7: step 5 (change): \"value\" is missing",
                        "8: step 6 (keyDown): the key \"MediaPlayPause\" cannot be pressed",
                        "9: step 7 (navigate): only http and https are gone to, not file:///etc/passwd",
                        "9: step 7 (navigate): timeout is a number of milliseconds from 1",
                        "10: step 8 (hover): frame is a list of whole numbers, each the index of a frame in its document",
                        "10: step 8 (hover): the only event that is known is a navigation",
                        "11: step 9 (waitForElement): operator \"<\" is not known",
                        "11: step 9 (waitForElement): the property a is a text, number, true or false",
                        "12: step 10 (close): it closes the page itself, and steps follow",
                        "13: step 11: it has no type");
    }

    @Test
    void whatIsNotJsonIsToldWithItsLine() {
        assertThat(faults("{'title': 'x',\n 'steps': [\n {'type': 'close',}\n]}"))
                .singleElement()
                .satisfies(fault -> {
                    assertThat(fault.line()).isEqualTo(3);
                    assertThat(fault.message()).startsWith("not JSON: ");
                });
        assertThat(faults("[]")).extracting(Fault::message).containsExactly("a recording is one JSON object, in { }");
        assertThat(faults("{'title': 'x', 'title': 'y', 'steps': []}"))
                .extracting(Fault::message)
                .allMatch(message -> message.contains("uplicate"));
    }

    @Test
    void theEmptyPageBeforeTheFirstAndTheEndOfTheWindowAreLeftOutAndNoted() throws Exception {
        Recording recording = read(
                "{\"type\": \"navigate\", \"url\": \"chrome://new-tab-page/\"}",
                "{\"type\": \"navigate\", \"url\": \"http://a.example/\"}",
                "{\"type\": \"close\"}");

        assertThat(recording.start()).isEqualTo("http://a.example/");
        assertThat(recording.steps()).hasSize(1);
        assertThat(recording.notes())
                .containsExactly(
                        "step 1 (navigate): the empty page before the first is left out",
                        "step 3 (close): the page itself stays open until it has been read");
    }

    @Test
    void theFormatIsKnownByItsContentOrItsName() throws Exception {
        String recording = "{\"title\": \"A\", \"steps\": []}";
        assertThat(Recordings.read("login", recording, Optional.of("A")).name()).isEqualTo("A");
        assertThat(catchThrowableOfType(
                                RecordingException.class,
                                () -> Recordings.read("x.txt", "{\"a\": 1}", Optional.empty()))
                        .faults())
                .extracting(Fault::message)
                .containsExactly("not a recording that is known here");
        assertThat(catchThrowableOfType(
                        RecordingException.class, () -> Recordings.read("x.json", recording, Optional.of("B"))))
                .hasMessageContaining("no part named \"B\"");
    }
}
