package dev.gannet.job;

import java.util.List;
import java.util.Map;

/**
 * Every key of the steps of a flow, and of what they wait for and ask. One table, and therefore long: split, nobody would
 * see that a word means the same in two verbs.
 */
final class StepKeys {
    private static final Form SELECTOR = JobKeys.SELECTOR;
    private static final Form STEPS = JobKeys.STEPS;
    private static final Form POINT = new Form(
            "`[x, y]` in CSS pixels",
            Map.of("type", "array", "items", Map.of("type", "integer"), "minItems", 2, "maxItems", 2));
    private static final Form CONDITION = Form.either(SELECTOR, Form.block("condition"));
    private static final Form FRAME = Form.either(SELECTOR, Form.block("frame"));
    private static final Form WINDOW = Form.either(Form.TEXT, Form.block("window"));
    private static final Form RECORDING_FILE = Form.either(Form.TEXT, Form.block("recording"));
    private static final Form NUMBER = Form.either(Form.whole(0), Form.TEXT);
    private static final String FOR_TEXT =
            "; `${env:NAME}` is an environment variable, `${secret:NAME}` a private file, `${var:NAME}` what a step stored";

    static final Block STEP = Block.of(
            "step",
            "One verb, and beside it modifiers. Every step waits for its element, which must be there, visible and not"
                    + " covered, and finds it anew for each try.",
            Key.may("goto", Form.TEXT, "", "goes to another page, absolute or relative; at the pace of its host"),
            Key.may("click", Form.either(SELECTOR, Form.block("aim")), "", "clicks"),
            Key.may("double-click", Form.either(SELECTOR, Form.block("aim")), "", "clicks twice, as a double click"),
            Key.may(
                    "hover",
                    Form.either(SELECTOR, Form.block("aim")),
                    "",
                    "puts the pointer over the element and leaves it there"),
            Key.may("mouse", Form.block("mouse"), "", "one movement of the mouse alone"),
            Key.may("type", Form.block("type"), "", "empties an input and types into it"),
            Key.may(
                    "press",
                    Form.either(Form.TEXT, Form.block("press")),
                    "",
                    "presses a key: `Enter`, `Tab`, `Escape`, `ArrowDown`, `a`, or a chord: `Control+a`"),
            Key.may("select", Form.block("select"), "", "chooses options of a `select`"),
            Key.may(
                    "check",
                    Form.either(SELECTOR, Form.block("check")),
                    "",
                    "sees to it that a checkbox or radio button is ticked, or is not"),
            Key.may("upload", Form.block("upload"), "", "gives files to a file input"),
            Key.may("drag", Form.block("drag"), "", "drags an element"),
            Key.may(
                    "scroll",
                    Form.either(SELECTOR, Form.block("scroll-step")),
                    "",
                    "scrolls an element into view, or a box or the window"),
            Key.may("wait", CONDITION, "", "waits until something holds"),
            Key.may("assert", CONDITION, "", "the same, for what has to be so: the step fails with what was asserted"),
            Key.may("screenshot", Form.either(Form.TEXT, Form.block("screenshot")), "", "keeps a picture"),
            Key.may(
                    "extract",
                    Form.oneOrList(Form.TEXT),
                    "",
                    "takes the items of these kinds as the page shows them now; `all` takes every kind. Those of several"
                            + " steps come one after the other, an item with a `key` once; the kinds are then not read"
                            + " again at the end"),
            Key.may("close-window", WINDOW, "", "closes a window"),
            Key.may(
                    "dialog",
                    Form.either(Form.oneOf("accept", "dismiss"), Form.block("dialog")),
                    "dismiss",
                    "how the next dialog is answered; stands before the step that has the page open it"),
            Key.may(
                    "download",
                    Form.either(SELECTOR, Form.block("download")),
                    "",
                    "clicks and keeps the files that come"),
            Key.may("store", Form.block("store"), "", "gives a variable a value"),
            Key.may(
                    "script",
                    Form.either(Form.TEXT, Form.block("script")),
                    "",
                    "JavaScript, the body of an asynchronous function, that the page runs; it can do there what the page's"
                            + " own can. The browser parses all scripts of a job before its first page"),
            Key.may("say", Form.TEXT, "", "a line in the log"),
            Key.may("emulate", Form.block("emulate"), "", "another viewport or network until the page is left"),
            Key.may("repeat", Form.block("repeat"), "", "carries out `steps` again and again"),
            Key.may("if", CONDITION, "", "carries out `then` where it holds now, else `else`"),
            Key.may("run", Form.TEXT, "", "carries out the steps of `flows` that have this name"),
            Key.may("recording", RECORDING_FILE, "", "carries out a recorder's file, see [Recordings](#recordings)"),
            Key.may(
                    "steps",
                    STEPS,
                    "",
                    "steps inside this one: of `repeat`, or of `frame` or `window` where the step has no other verb"),
            Key.may("then", STEPS, "", "of `if`"),
            Key.may("else", STEPS, "", "of `if`"),
            Key.may(
                    "with",
                    new Form("names with texts", Map.of("type", "object", "additionalProperties", Form.TEXT.schema())),
                    "",
                    "of `run`: variables that it is given"),
            Key.may(
                    "unchanged",
                    Form.FLAG,
                    "false",
                    "of `extract`: the items may be those of the `extract` before, although something was clicked,"
                            + " pressed or chosen since"),
            Key.may(
                    "if-present",
                    Form.FLAG,
                    "false",
                    "the step is left out, without waiting, when its element is not there"),
            Key.may("timeout", Form.DURATION, "10s", "longest time of the step"),
            Key.may("frame", FRAME, "", "the frame that the element is in"),
            Key.may("window", WINDOW, "`main`", "the window that the step is carried out in"),
            Key.may("opens", Form.TEXT, "", "the step opens a window, which is awaited and gets this name"),
            Key.may(
                    "navigates",
                    Form.either(Form.FLAG, Form.block("navigates")),
                    "false",
                    "the step leads to another page or URL, which is awaited"),
            Key.may(
                    "keep-going",
                    Form.FLAG,
                    "false",
                    "when the step fails it is noted, the run is incomplete, and the flow goes on"));

    static final List<String> VERBS = List.of(
            "goto",
            "click",
            "double-click",
            "hover",
            "mouse",
            "type",
            "press",
            "select",
            "check",
            "upload",
            "drag",
            "scroll",
            "wait",
            "assert",
            "screenshot",
            "extract",
            "close-window",
            "dialog",
            "download",
            "store",
            "script",
            "say",
            "emulate",
            "repeat",
            "if",
            "run",
            "recording");

    private static final Key AT = Key.may("at", POINT, "its middle", "where, from the element's upper left corner");
    private static final Key BUTTON = Key.may(
            "button", Form.oneOf("left", "middle", "right", "back", "forward"), "left", "which button of the mouse");

    static final Block AIM = Block.of(
            "aim",
            "An element, and how it is clicked or pointed at.",
            Key.must("on", SELECTOR, "the element"),
            AT,
            BUTTON,
            Key.may("hold", Form.DURATION, "0", "how long the button of a click is held down"));

    static final Block MOUSE = Block.of(
            "mouse",
            "One of the three movements.",
            Key.may("down", SELECTOR, "", "presses the button over the element"),
            Key.may("move", SELECTOR, "", "moves the pointer over the element"),
            Key.may("up", SELECTOR, "", "lets the button go over the element"),
            AT,
            BUTTON);

    static final Block TYPE = Block.of(
            "type",
            "What is typed where. A `select` is given the option with this value, an input that is not typed into (a date, a"
                    + " colour, a range) the value, a file input the file of [upload](#upload).",
            Key.must("into", SELECTOR, "the input"),
            Key.may("text", Form.TEXT, "", "the text" + FOR_TEXT),
            Key.may(
                    "totp",
                    Form.TEXT,
                    "",
                    "instead of a text: the key of one-time codes (RFC 6238), in Base32 or as an `otpauth://totp/` URL, such"
                            + " as `${secret:shop/totp}`; each code is typed once, and the next one waited for"),
            Key.may("add", Form.FLAG, "false", "leaves what is there"));

    static final Block PRESS = Block.of(
            "press",
            "A key and where it is pressed.",
            Key.must("key", Form.TEXT, "the key's name, or a chord"),
            Key.may("on", SELECTOR, "what has the focus", "the element"),
            Key.may("only", Form.oneOf("down", "up"), "down and up", "a half of it"));

    static final Block SELECT = Block.of(
            "select",
            "Options and where they are chosen: one of `option`, `value`, `index` and `id`.",
            Key.must("in", SELECTOR, "the `select` element"),
            Key.may(
                    "option",
                    Form.oneOrList(Form.TEXT),
                    "",
                    "by its text (`~T` for a part of it, `re:T` for a regular expression), or else its value"),
            Key.may("value", Form.oneOrList(Form.TEXT), "", "by its value"),
            Key.may("index", Form.oneOrList(NUMBER), "", "by its number, from 0"),
            Key.may("id", Form.oneOrList(Form.TEXT), "", "by its id"),
            Key.may(
                    "mode",
                    Form.oneOf("only", "add", "remove"),
                    "only",
                    "what becomes of options that were chosen before, where it takes many"));

    static final Block CHECK = Block.of(
            "check",
            "A checkbox or radio button, and how it is to be.",
            Key.must("box", SELECTOR, "the checkbox or radio button"),
            Key.may("on", Form.FLAG, "true", "whether it is ticked afterwards"));

    static final Block UPLOAD = Block.of(
            "upload",
            "Files for a file input. Only those of the folder `uploads` beside the job can be given away.",
            Key.must("into", SELECTOR, "the file input, seen or not"),
            Key.must("file", Form.oneOrList(Form.TEXT), "the file, or several"));

    static final Block DRAG = Block.of(
            "drag",
            "An element, and one of the two ends.",
            Key.must("from", SELECTOR, "what is dragged"),
            Key.may("to", SELECTOR, "", "the element that it is dropped on"),
            Key.may("by", POINT, "", "how far"));

    static final Block SCROLL = Block.of(
            "scroll-step",
            "Where a box or the window is scrolled: one of the two.",
            Key.may("to", POINT, "", "to this place"),
            Key.may("by", POINT, "", "so far"),
            Key.may("in", SELECTOR, "the window", "the box that scrolls"));

    static final Block SCREENSHOT = Block.of(
            "screenshot",
            "A picture, and of what it is.",
            Key.must("name", Form.TEXT, "the file's name"),
            Key.may("of", SELECTOR, "what is in view", "an element alone"),
            Key.may("full", Form.FLAG, "false", "the whole page"));

    static final Block DIALOG = Block.of(
            "dialog",
            "How a dialog is answered.",
            Key.may("answer", Form.oneOf("accept", "dismiss"), "accept", "which button"),
            Key.may("text", Form.TEXT, "", "what a prompt is answered with" + FOR_TEXT));

    static final Block DOWNLOAD = Block.of(
            "download",
            "The files that come after a click. All that it brings are stored, in the order in which they begin: also those that its"
                    + " timers, requests and frames ask for later. Where one of several does not come, the page is not ready.",
            Key.must("click", SELECTOR, "what is clicked"),
            Key.may(
                    "as",
                    Form.TEXT,
                    "the site's name",
                    "what the first file is called; further files have the site's names"));

    static final Block STORE = Block.of(
            "store",
            "A variable and what it is given: one of the others.",
            Key.must("as", Form.NAME, "the variable's name"),
            Key.may("text", Form.TEXT, "", "a text" + FOR_TEXT),
            Key.may("of", SELECTOR, "", "what this element reads: its text, or"),
            Key.may("attr", Form.TEXT, "", "with `of`: this attribute"),
            Key.may("prop", Form.TEXT, "", "with `of`: this property"),
            Key.may("value", Form.FLAG, "", "with `of`: `true` for what an input holds"),
            Key.may("count", SELECTOR, "", "how many there are"),
            Key.may("script", Form.TEXT, "", "what JavaScript gives: an expression, or the body of a function"),
            Key.may("title", Form.FLAG, "", "`true` for the page's title"),
            Key.may("url", Form.FLAG, "", "`true` for the page's URL"));

    static final Block SCRIPT = Block.of(
            "script",
            "JavaScript, and what becomes of its result.",
            Key.must("code", Form.TEXT, "the body of a function; `${var:NAME}` in it is a literal"),
            Key.may("as", Form.NAME, "", "the variable that gets what it returns"),
            Key.may("async", Form.FLAG, "false", "it answers by its last argument, a function"));

    static final Block EMULATE = Block.of(
            "emulate",
            "What the page is seen on and loaded over.",
            Key.may("viewport", Form.block("viewport"), "", "what it is seen on"),
            Key.may("network", Form.block("network-conditions"), "", "what it is loaded over"));

    static final Block VIEWPORT = Block.of(
            "viewport",
            "A screen.",
            Key.must("width", Form.whole(1), "in CSS pixels"),
            Key.must("height", Form.whole(1), "in CSS pixels"),
            Key.may("scale", Form.TEXT, "1", "device pixels for each"),
            Key.may("mobile", Form.FLAG, "false", "whether it is a phone's"),
            Key.may("touch", Form.FLAG, "false", "whether it is touched"),
            Key.may("landscape", Form.FLAG, "false", "whether it lies on its side"));

    static final Block NETWORK = Block.of(
            "network-conditions",
            "A network.",
            Key.may("download", NUMBER, "no bound", "bytes a second"),
            Key.may("upload", NUMBER, "no bound", "bytes a second"),
            Key.may("latency", Form.DURATION, "0", "added to each request"),
            Key.may("offline", Form.FLAG, "false", "whether there is none"));

    static final Block REPEAT = Block.of(
            "repeat",
            "How long `steps` are repeated: one of the first four.",
            Key.may("times", NUMBER, "", "so often"),
            Key.may("while", CONDITION, "", "as long as this holds before a round"),
            Key.may("until", CONDITION, "", "until this holds after a round"),
            Key.may("each", Form.NAME, "", "once for each value of the variable with this name, a list"),
            Key.may("as", Form.NAME, "`item`", "with `each`: the variable that holds the value"),
            Key.may("max", Form.whole(1), "1000", "most rounds; one more that is wanted fails the step"));

    static final Block FRAME_LONG = Block.of(
            "frame",
            "A frame that no one selector finds.",
            Key.may("index", Form.whole(0), "", "the frame with this number, from 0"),
            Key.may("path", Form.list(FRAME), "", "frame in frame, from the document of the window inwards"));

    static final Block WINDOW_LONG = Block.of(
            "window",
            "As text it is `main`, or the name that `opens` gave. It is waited for.",
            Key.may("url", Form.TEXT, "", "the first whose URL matches this [glob](#globs)"),
            Key.may("title", Form.TEXT, "", "the first with this title"),
            Key.may("index", Form.whole(0), "", "the one with this number, from 0, as they were opened"));

    static final Block NAVIGATES = Block.of(
            "navigates",
            "Another page or URL. One that differs from what is named here is noted in the summary and no failure.",
            Key.may("to", Form.TEXT, "", "its URL"),
            Key.may("title", Form.TEXT, "", "its title"));

    static final Block RECORDED = Block.of(
            "recorded",
            "Steps that a recorder wrote, in place of a list of steps.",
            Key.must("recording", RECORDING_FILE, "a recorder's file, see [Recordings](#recordings)"));

    static final Block RECORDING = Block.of(
            "recording",
            "A recorder's file, as it is, of at most 10 MB.",
            Key.must("file", Form.TEXT, "the file, relative to the job"),
            Key.may("test", Form.TEXT, "", "of a file with several: the test with this name"),
            Key.may("suite", Form.TEXT, "", "of a file with several: the tests of the suite with this name"));

    static final Block CONDITION_LONG = Block.of(
            "condition",
            "A selector alone is an element that is visible. Otherwise one of these; a text T is the whole text, `~T` a part"
                    + " of it, `re:T` a regular expression.",
            Key.may("visible", SELECTOR, "", "the element is visible"),
            Key.may("there", SELECTOR, "", "it is in the document, seen or not"),
            Key.may("gone", SELECTOR, "", "none is visible"),
            Key.may("absent", SELECTOR, "", "none is in the document"),
            Key.may("enabled", SELECTOR, "", "it is not disabled"),
            Key.may("disabled", SELECTOR, "", "it is disabled"),
            Key.may("checked", SELECTOR, "", "it is ticked"),
            Key.may("unchecked", SELECTOR, "", "it is not ticked"),
            Key.may("editable", SELECTOR, "", "it takes text"),
            Key.may("of", SELECTOR, "", "an element, of which one of the next seven is so"),
            Key.may("text", Form.TEXT, "", "its text"),
            Key.may("value", Form.TEXT, "", "what it holds, as an input"),
            Key.may("selected", Form.TEXT, "", "the text of its chosen option"),
            Key.may("selected-value", Form.TEXT, "", "the value of its chosen option"),
            Key.may("attr", Form.TEXT, "", "an attribute that reads as `is` says"),
            Key.may("prop", Form.TEXT, "", "a property that reads as `is` says; `dataset.state` is one of one"),
            Key.may(
                    "is",
                    Form.TEXT,
                    "",
                    "the text that `attr`, `prop` or `var` is held against; the number of `count`"),
            Key.may("count", SELECTOR, "", "there are so many as `is`, `least` and `most` say"),
            Key.may("least", Form.whole(0), "", "of `count`"),
            Key.may("most", Form.whole(0), "", "of `count`"),
            Key.may("url", Form.TEXT, "", "the URL matches this [glob](#globs)"),
            Key.may("title", Form.TEXT, "", "the page's title"),
            Key.may(
                    "script",
                    Form.TEXT,
                    "",
                    "JavaScript gives something true: an expression, or the body of a function"),
            Key.may("var", Form.NAME, "", "the variable with this name reads as `is` says"),
            Key.may("dialog", Form.TEXT, "", "the last dialog that the page opened said this"),
            Key.may("rest", Form.FLAG, "", "`true`: the page has come to rest; waiting for it never fails"),
            Key.may("not", CONDITION, "", "this does not hold"),
            Key.may("all", Form.list(CONDITION), "", "each of these holds"),
            Key.may("any", Form.list(CONDITION), "", "one of these holds"));

    static final List<Block> ALL = List.of(
            STEP,
            AIM,
            MOUSE,
            TYPE,
            PRESS,
            SELECT,
            CHECK,
            UPLOAD,
            DRAG,
            SCROLL,
            SCREENSHOT,
            DIALOG,
            DOWNLOAD,
            STORE,
            SCRIPT,
            EMULATE,
            VIEWPORT,
            NETWORK,
            REPEAT,
            FRAME_LONG,
            WINDOW_LONG,
            NAVIGATES,
            RECORDED,
            RECORDING,
            CONDITION_LONG);

    private StepKeys() {}
}
