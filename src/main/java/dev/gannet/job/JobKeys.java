package dev.gannet.job;

import dev.gannet.web.AriaRoles;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Every key of a job file. Validation, suggestions, the JSON Schema and the reference all come from this table. */
final class JobKeys {
    private static final Form CHOICE = new Form(
            "a CSS selector, or the long form of one",
            Map.of(
                    "anyOf",
                    List.of(
                            Map.of("type", "string", "minLength", 1),
                            Form.block("selector").schema())));
    static final Form SELECTOR = new Form(
            "a [selector](#selector); or a list of them, the first that works",
            Form.oneOrList(CHOICE).schema());
    private static final Form SELECTORS = new Form("[selectors](#selector), one or a list", SELECTOR.schema());
    private static final Form FOLLOW = new Form(
            "[selectors](#selector) and [clicks](#follow-click), one or a list",
            Form.oneOrList(new Form(
                            "",
                            Map.of(
                                    "anyOf",
                                    List.of(
                                            CHOICE.schema(),
                                            Form.block("follow-click").schema()))))
                    .schema());
    private static final Form GLOBS =
            new Form("[globs](#globs), one or a list", Form.oneOrList(Form.TEXT).schema());
    static final List<String> TYPES = List.of(
            "text", "int", "decimal", "money", "date", "datetime", "url", "bool", "html", "markdown", "json", "table");
    static final Form STEPS = Form.either(Form.list(Form.block("step")), Form.block("recorded"));

    private static final Form JSON_PATH = Form.pattern("a path into JSON such as `$.next`", "^\\$");

    private static final Form ROLE = new Form(
            "a role such as `button`",
            Map.of("anyOf", List.of(Map.of("enum", AriaRoles.ALL), Map.of("type", "string", "pattern", "\\$\\{var:"))));

    private static final String JSON_LD =
            "a property in the page's JSON-LD, such as `brand.name`, or `Product.brand.name` of"
                    + " things of that type, wherever they are; without a type the first thing that has it. `[n]` takes one of"
                    + " several. An item has what its own blocks say, or things whose `url` a link in it leads to; the only item of a"
                    + " page has all of the page's, several have them with `of: page`";
    private static final String MICRODATA =
            "a property of the item's `itemscope`, such as `offers.price`; the path is that of `json-ld`";
    private static final String META =
            "what a `meta` element says, by its `name`, `property`, `itemprop` or `http-equiv`,"
                    + " such as `og:title`; where it is sought is told at `json-ld`";
    private static final String STATE =
            "a path into what scripts of the page hold: it begins with the `id` of a `script`"
                    + " element that is JSON, such as `__NEXT_DATA__.props.title`, or with the name of a variable that a script"
                    + " assigns a written value, such as `window.NAME = {…}`";

    private static final String FETCHED_MEANING =
            "JSON that the page fetched while it was rendered; where it is sought is told at `json-ld`";

    static final Block SELECTOR_LONG = Block.of(
            "selector",
            "A selector is CSS as text, or one of these. `$.items[*]` as text is short for `{json: \"$.items[*]\"}`. In XML,"
                    + " CSS names elements as in HTML; `dc\\:creator` is one with a prefix. Extraction (`items`,"
                    + " `crawl.follow`) uses CSS, `text`, `json`, `xpath`, `table` and the data of a page (`json-ld`, `microdata`,"
                    + " `meta`, `state`, `fetched`), and only such CSS as both the browser and"
                    + " the parser know; where a live page is looked at, any CSS of the browser's will do, and all but"
                    + " `json` and `table`. `page.ready` and `page.blocked` take every kind but `table`. Of a list the first that works is used."
                    + " Open shadow roots are seen: for extraction what is in one stands under its host, behind the host's"
                    + " own children, so that `my-card .price` finds it; a live page's CSS looks into them where it finds"
                    + " nothing else.",
            Key.may("text", Form.TEXT, "", "the innermost elements with this text; `~T` for those that contain it"),
            Key.may(
                    "json",
                    Form.TEXT,
                    "",
                    "a path (RFC 9535) from `$`: the item inside an item, else the document; a list stands for what is"
                            + " in it"),
            Key.may(
                    "role",
                    ROLE,
                    "",
                    "the elements with this role of WAI-ARIA, be it their own, such as `button`, or given by `role`; those"
                            + " that are hidden have none"),
            Key.may(
                    "name",
                    Form.TEXT,
                    "",
                    "beside `role`, or alone for any role: those with this accessible name, or `~T` for those whose name"
                            + " contains it"),
            Key.may(
                    "label",
                    Form.TEXT,
                    "",
                    "the form controls with this label, `aria-labelledby` or `aria-label`; `~T` for those that contain it"),
            Key.may(
                    "xpath",
                    Form.TEXT,
                    "",
                    "a path of XPath 1.0 to elements, as in `//tr[td]`; with `.` in front it starts at the item"),
            Key.may(
                    "pierce",
                    Form.TEXT,
                    "",
                    "CSS, looked for in the document and in every open shadow root, each by itself"),
            Key.may(
                    "inside",
                    SELECTOR,
                    "",
                    "with `find`: the elements whose open shadow root is looked into, or they themselves where they have none"),
            Key.may("find", SELECTOR, "", "with `inside`: what is looked for there"),
            Key.may("json-ld", Form.TEXT, "", JSON_LD),
            Key.may("microdata", Form.TEXT, "", MICRODATA),
            Key.may("meta", Form.TEXT, "", META),
            Key.may("state", Form.TEXT, "", STATE),
            Key.may("fetched", Form.block("fetched"), "", FETCHED_MEANING),
            Key.may(
                    "table",
                    Form.TEXT,
                    "",
                    "in `each`: the rows of the tables that this CSS finds, beneath their header, without `tfoot` and rows"
                            + " that one cell spans; a field names its `column`"));

    static final Block FETCHED = Block.of(
            "fetched",
            "JSON that the page's own scripts fetch (fetch, XMLHttpRequest) while it is rendered; of a request that is sent"
                    + " again the last answer counts. Answers are kept until `limits.size` is reached, of statuses 2xx alone,"
                    + " and of frames where `page.frames` says so; what workers and sockets are told is not.",
            Key.must(
                    "url",
                    Form.TEXT,
                    "a [glob](#globs) of where from; the page is not ready before such an answer is there, where an item"
                            + " (`each`) or a required field is in it"),
            Key.may("json", Form.TEXT, "$", "a path (RFC 9535) into each answer"));

    static final Block START = Block.of(
            "start-file",
            "Starts that are no pages: one of `file`, `sitemap` and `api`.",
            Key.may("file", Form.TEXT, "", "a file with one URL a line, relative to the job; `#` starts a comment"),
            Key.may(
                    "sitemap",
                    Form.TEXT,
                    "",
                    "a sitemap, an index of them, a feed, a text with one URL a line, or a robots.txt that names sitemaps,"
                            + " also compressed; its pages are starts as far as `scope`, `include` and `exclude` allow"),
            Key.may(
                    "api",
                    Form.TEXT,
                    "",
                    "the first page of an API: JSON, or XML with `page.as`, that is read over plain HTTP, without a browser;"
                            + " its items are read by the kinds with paths into JSON"),
            Key.may(
                    "next",
                    Form.either(JSON_PATH, Form.block("next-page")),
                    "one page",
                    "with `api`, how the page after one is found; a path such as `$.next` is short for `{json: $.next}`."
                            + " How many there are in all is compared with what was read where the kind has"
                            + " `expect: {counter: $.total}` or `expect: {counter: {header: X-Total-Count}}`"));

    static final Block NEXT_PAGE = Block.of(
            "next-page",
            "How the page of an API after one is found: by one of `json`, `page`, `offset` and `link`. It has to be in the"
                    + " job's scope.",
            Key.may(
                    "json",
                    JSON_PATH,
                    "",
                    "where a page has the URL of the next one, absolute or relative; none is there on the last"),
            Key.may("into", Form.TEXT, "", "with `json`: what it finds is a cursor, and goes into this parameter"),
            Key.may(
                    "page",
                    Form.TEXT,
                    "",
                    "the parameter of the query that counts pages, from what it is in the URL, else from 1; up to a page"
                            + " without items, or one that is answered with 400, 404 or 416"),
            Key.may(
                    "offset",
                    Form.TEXT,
                    "",
                    "the parameter that counts items, from what it is in the URL, else from 0; ends like `page`"),
            Key.may(
                    "by",
                    Form.whole(1),
                    "1 for `page`, for `offset` the items of the page",
                    "what is added to it for the next page"),
            Key.may("link", Form.TEXT, "", "the relation in the `Link` header, such as `next`"),
            Key.may("max", Form.whole(1), "10000", "most pages; with more the run is incomplete"));

    static final Block CRAWL = Block.of(
            "crawl",
            "Which pages are taken in beyond the starts.",
            Key.may(
                    "follow",
                    FOLLOW,
                    "no links",
                    "links that are followed, or `all`, and elements that are clicked to find out where they lead; in"
                            + " scope only"),
            Key.may(
                    "scope",
                    Form.oneOf("page", "prefix", "host", "site"),
                    "host",
                    "how far from the starts a link may lead"),
            Key.may("include", GLOBS, "everything", "a followed URL must match one"),
            Key.may("exclude", GLOBS, "nothing", "a followed URL must match none"),
            Key.may("depth", Form.whole(0), "unlimited", "most links away from a start"),
            Key.may("pages", Form.whole(1), "unlimited", "most pages of a run"),
            Key.may("time", Form.DURATION, "unlimited", "longest time of a run"),
            Key.may(
                    "since",
                    Form.TEXT,
                    "no bound",
                    "pages that a sitemap says were last changed before are left out: a day such as `2026-11-01`, a time"
                            + " such as `7d`, or `last-visit`, the last time that this job read the page; a day's grace is"
                            + " given, for many sitemaps know only days"));

    static final Block FOLLOW_CLICK = Block.of(
            "follow-click",
            "Links that exist only as handlers of clicks. When the page has been read, each element is clicked in turn;"
                    + " where that leads (a route, another document, a window of its own) is queued like a link and not"
                    + " gone to from there. A handler can also send requests of its own, which nothing takes back:"
                    + " choose elements that navigate. Where a route cannot be left again by going back, the page is"
                    + " loaded again, at the pace of its host. All of it has to be done within `limits.page`; elements"
                    + " that are not clicked make the run incomplete.",
            Key.must("click", SELECTOR, "the elements that are clicked"),
            Key.may("most", Form.whole(1), "50", "most clicks on one page"));

    static final Block PAGE = Block.of(
            "page",
            "How pages are brought up. With a list, the first block whose `at` matches wins.",
            Key.may("at", GLOBS, "every page", "the pages that the block is for"),
            Key.may("ready", SELECTOR, "", "must be there, besides what `items` need, before the page is read"),
            Key.may("status", Form.oneOrList(Form.whole(100)), "every 2xx", "HTTP statuses whose document is data"),
            Key.may(
                    "blocked",
                    SELECTOR,
                    "",
                    "seen only on a page that turns visitors away: not stored, and the host backs off"),
            Key.may("dismiss", SELECTORS, "nothing", "clicked away whenever it is seen"),
            Key.may(
                    "may-fail",
                    GLOBS,
                    "none",
                    "requests of the page, also for its scripts, that bring nothing that is read: that they fail makes no"
                            + " page suspect"),
            Key.may("steps", STEPS, "none", "what is done before the page is read"),
            Key.may(
                    "frames",
                    Form.oneOf("same-origin", "all"),
                    "none",
                    "selectors look into frames, too: those of the same origin, or also those of others, wherever they"
                            + " stand"),
            Key.may(
                    "shadow",
                    Form.oneOf("closed"),
                    "open roots",
                    "selectors look into closed shadow roots, too; those that the document itself declares stay closed"),
            Key.may(
                    "scroll",
                    Form.either(Form.oneOf("stable"), Form.block("scroll")),
                    "no scrolling",
                    "brings up a list that grows while it is scrolled; after the steps"),
            Key.may(
                    "as",
                    Form.oneOf("html", "xml", "json"),
                    "by its type",
                    "what the document is written in, whatever its type says; XML and JSON are read over plain HTTP"),
            Key.may(
                    "next",
                    Form.block("next"),
                    "no paging",
                    "goes through the pages of a list that have no addresses, by clicks; after the scrolling"));

    static final Block NEXT = Block.of(
            "next",
            "How one goes through a list whose pages have no addresses, or which a button makes longer. Each page that takes"
                    + " the place of the one before is read as it was; their items follow one another, and those with one"
                    + " `key` are one. It ends when the way on is gone or disabled, and nothing is loading that may bring it"
                    + " back, when a click changes nothing, or at the"
                    + " first bound below. A page that `max` or `time` cut off is not ready; its verdict says why. Pages that"
                    + " have addresses are better followed (`crawl.follow`): they are read side by side.",
            Key.must("click", SELECTOR, "what leads to the next page, or brings more of this one"),
            Key.may("max", Form.whole(1), "50", "most clicks"),
            Key.may(
                    "until",
                    Form.either(Form.oneOf("stable"), Form.block("until")),
                    "stable",
                    "when enough is there; `stable`: when there is no other page"),
            Key.may("time", Form.DURATION, "60s", "longest time, beyond `limits.page`"));

    static final Block SCROLL = Block.of(
            "scroll",
            "How a list that grows while it is scrolled is brought up. `scroll: stable` is short for `{until: stable}`. It"
                    + " ends when nothing more comes, three times in a row, or at the first bound below. A page that"
                    + " `max` or `scrolls` cut off, or whose mark was not seen, is not ready; its verdict says why.",
            Key.may(
                    "until",
                    Form.either(Form.oneOf("stable"), Form.block("until")),
                    "stable",
                    "when enough is there; `stable`: when nothing more comes"),
            Key.may("item", SELECTOR, "what `items` select with `each`", "what is counted"),
            Key.may(
                    "in",
                    SELECTOR,
                    "the boxes that items are in, one after the other, or the window",
                    "the box that scrolls"),
            Key.may("max", Form.DURATION, "60s", "longest time, beyond `limits.page`"),
            Key.may("scrolls", Form.whole(1), "200", "most ways down to the end of the list"));

    static final Block UNTIL = Block.of(
            "until",
            "When a list is long enough: one of the two.",
            Key.may("count", Form.whole(1), "", "so many are there, or all that come"),
            Key.may("seen", SELECTOR, "", "this is visible"));

    static final Block ITEM = Block.of(
            "item",
            "One kind of item: a table of its own.",
            Key.may("at", GLOBS, "every page", "the pages that have it"),
            Key.may("each", SELECTOR, "one item a page", "selects each item"),
            Key.may("table", Form.NAME, "the kind's name", "the table its rows are kept in"),
            Key.may("key", Form.oneOrList(Form.TEXT), "page and position", "the fields that identify an item"),
            Key.must("fields", Form.named("field-form"), "its fields: column names and where their text is"),
            Key.may(
                    "expect",
                    Form.block("expect"),
                    "what pages and earlier runs say",
                    "what a run must find of it to be complete"),
            Key.may(
                    "history",
                    Form.either(Form.FLAG, Form.block("history")),
                    "`true` where there is a `key`",
                    "whether it is noted when items come, change and go, for `gannet changes` and in the table"
                            + " `gannet_change`"),
            Key.later("merge"));

    static final Block HISTORY = Block.of(
            "history",
            "What of an item's changes is noted. The order of lists never counts.",
            Key.may(
                    "ignore",
                    Form.oneOrList(Form.TEXT),
                    "nothing",
                    "fields whose changes are noise, such as a counter of views; of items inside, `variants.stock`"));

    private static final Form COUNT = Form.whole(0);

    static final Block EXPECT = Block.of(
            "expect",
            "What a run must find of a kind to be complete. A run that does not ends with exit code 1 and says what is"
                    + " missing. Where nothing is said here, runs are compared with the median of the last five complete"
                    + " ones that took in the same pages: fewer than half of the items, or a field with values in 20"
                    + " points of a hundred fewer items, is suspect. Whatever earlier runs found, these are suspect: a kind"
                    + " of which none is found (`min: 0` says that this is right), a field without a `default` that is empty"
                    + " in all items (`coverage: {FIELD: 0%}` says that this is right, also of the fields inside it), items"
                    + " with the same `key` and different values on one page, one row for five items or more (`count: 1`"
                    + " says that this is right), and, of a kind without `at` and `each`, pages without the item that others"
                    + " with addresses like theirs have. `min`, `max` or `count` take the place of the numbers, `coverage`"
                    + " of the fields.",
            Key.may("min", COUNT, "", "the least different items in a run"),
            Key.may("max", COUNT, "", "the most different items in a run"),
            Key.may("count", COUNT, "", "how many different items a run finds: `min` and `max` in one"),
            Key.may(
                    "coverage",
                    new Form(
                            "fields, each with a percentage such as `95%` or a part such as `0.95`",
                            Map.of(
                                    "type",
                                    "object",
                                    "additionalProperties",
                                    Form.either(
                                                    Form.PERCENT,
                                                    new Form("", Map.of("type", "number", "minimum", 0, "maximum", 1)))
                                            .schema())),
                    "",
                    "the least part of the items that have a value in a field"),
            Key.may(
                    "counter",
                    Form.either(Form.either(SELECTOR, Form.block("counter-header")), Form.oneOf("none")),
                    "`aria-setsize` and `aria-rowcount`, where pages have them; else, as a hint, what they write",
                    "an element that says how many items there are in all, on the page or in the list that it is a page"
                            + " of, such as `1-24 of 1,234`; in JSON a path such as `$.total`, or the header that an API tells it"
                            + " in. Of several numbers the one"
                            + " behind `of` counts, or else the largest. `none`: what pages say of it is not looked at"),
            Key.may("page", Form.block("expect-page"), "", "what each page has that has items of the kind"));

    static final Block COUNTER_HEADER = Block.of(
            "counter-header",
            "A header of each answer of an API says how many items there are in all.",
            Key.must(
                    "header",
                    Form.TEXT,
                    "its name, such as `X-Total-Count`, `X-WP-Total` or `Content-Range` (`items 0-24/319`)"));

    static final Block EXPECT_PAGE = Block.of(
            "expect-page",
            "How many items of the kind a page has; on the pages that `at` names also where it has none.",
            Key.may("min", COUNT, "", "the least"),
            Key.may("max", COUNT, "", "the most"),
            Key.may("count", COUNT, "", "exactly so many"));

    static final Block FIELD = Block.of(
            "field",
            "The long form of a field. The short forms: a selector as text, `\"@name\"` for an attribute of the item's own"
                    + " element, a list of selectors, the first that works.",
            Key.may("select", SELECTOR, "the item itself, where `attr` or `type` is given", "where the text is"),
            Key.may("attr", Form.TEXT, "the element's text", "an attribute instead of the text"),
            Key.may(
                    "value",
                    Form.TEXT,
                    "",
                    "a text with `${page.url}`, `${page.final}`, `${page.title}`, `${page.status}`, `${item.position}`"),
            Key.may("each", SELECTOR, "", "items inside the item, kept as JSON, or as rows of their own: see `key`"),
            Key.may("fields", Form.named("field-form"), "", "the fields of items inside the item"),
            Key.may(
                    "key",
                    Form.oneOrList(Form.TEXT),
                    "none: JSON",
                    "the fields that tell items inside the item apart: they become rows of a table of their own, whose"
                            + " columns `TABLE_KEY` refer to the item's row; the item needs a key, too"),
            Key.may(
                    "table",
                    Form.NAME,
                    "the item's table and the field's name, `product_variants`",
                    "the table of these rows"),
            Key.may(
                    "type",
                    Form.oneOf(TYPES.toArray(String[]::new)),
                    "text",
                    "what the text is turned into; `markdown`: what the element, or the page's main part, says, with"
                            + " headings, lists, tables and links; `table`: the rows of the table, each its texts by the"
                            + " columns' names, as JSON"),
            Key.may(
                    "download",
                    Form.FLAG,
                    "false",
                    "of `type: url`: the file is fetched, too, and kept in `.gannet/files/JOB` by its SHA-256; columns"
                            + " `NAME_path`, `NAME_sha256`, `NAME_type` and `NAME_size` tell of it, of a list (`many`) an"
                            + " object for each"),
            Key.may("many", Form.FLAG, "false", "every match, as a JSON list, not the first only"),
            Key.may("required", Form.FLAG, "false", "an item without it is invalid"),
            Key.may("default", Form.TEXT, "", "the text where nothing is found"),
            Key.may("of", Form.oneOf("page"), "the item", "seeks in the whole page"),
            Key.may("locale", Form.TEXT, "", "how numbers and dates are written, such as `de-DE`"),
            Key.may(
                    "column",
                    Form.oneOrList(Form.TEXT),
                    "",
                    "of an item that is a row of a table, its cell beneath this header (`Price`, or `2025 Price` where one"
                            + " stands above the other) or in the column of this number; `select` and `attr` look inside it"),
            Key.may(
                    "json",
                    Form.TEXT,
                    "",
                    "a path into JSON, short for `select: {json: …}`; beside `select` into the JSON that the selected text"
                            + " or attribute is"),
            Key.may("json-ld", Form.TEXT, "", JSON_LD),
            Key.may("microdata", Form.TEXT, "", MICRODATA),
            Key.may("meta", Form.TEXT, "", META),
            Key.may("state", Form.TEXT, "", STATE),
            Key.may("fetched", Form.block("fetched"), "", FETCHED_MEANING),
            Key.may(
                    "xpath",
                    Form.TEXT,
                    "",
                    "a path of XPath 1.0 to elements, attributes (`.//a/@href`) or texts, or a function such as `count(.//li)`"),
            Key.may(
                    "regex",
                    Form.TEXT,
                    "all of the text",
                    "what of the text is meant: the group named `value`, else the first group, else all that fits; the syntax"
                            + " is RE2's, which never takes long, and it looks at the first million characters"),
            Key.may(
                    "currency",
                    Form.pattern("a code of ISO 4217 such as `EUR`", "^[A-Z]{3}$"),
                    "",
                    "of money that names none, or has a sign that several currencies share; one that is named counts first"),
            Key.may(
                    "format",
                    Form.oneOrList(Form.TEXT),
                    "by its looks",
                    "the pattern of a date or datetime, such as `dd.MM.yyyy HH:mm` (the letters of Java's"
                            + " DateTimeFormatter); of a list the first that fits, and nothing else counts"),
            Key.may(
                    "zone",
                    Form.TEXT,
                    "UTC, with a note",
                    "the zone of dates and times that name none, such as `Europe/Paris`"),
            Key.may(
                    "absent",
                    Form.oneOrList(Form.TEXT),
                    "",
                    "texts that say that there is no value, such as `n/a`; any other text that is none is told at the end"
                            + " of the run"));

    static final Block LOGIN = Block.of(
            "login",
            "How the job is logged in.",
            Key.must("start", Form.TEXT, "the page with the form, absolute or relative to the first start"),
            Key.must("steps", STEPS, "what is done there"),
            Key.must("logged-in", SELECTOR, "what is seen only when logged in"),
            Key.may(
                    "logged-out",
                    SELECTOR,
                    "",
                    "what is seen only when logged out: such a page is not data, and is asked for once more after a new login"),
            Key.may(
                    "share",
                    Form.oneOf("state", "per-session"),
                    "state",
                    "`state`: one login for all sessions and for plain HTTP, its cookies and storage are put into each; `per-session`: each session logs in by itself"),
            Key.may(
                    "keep",
                    Form.either(Form.FLAG, Form.TEXT),
                    "false",
                    "the login outlives the run: `true` in `.gannet/login/JOB.json` beside the job, or a file; for its owner alone (`chmod 600`), and tried before a new login"));

    static final Block POLITENESS = Block.of(
            "politeness",
            "How hosts are treated.",
            Key.may("delay", Form.DURATION, "1s", "least time between the starts of two requests to one host"),
            Key.may("parallel", Form.whole(1), "1", "most requests in flight to one host"),
            Key.may("robots", Form.oneOf("obey", "ignore"), "obey", "what is done with robots.txt"),
            Key.may(
                    "contact",
                    Form.TEXT,
                    "",
                    "an address that goes into the user agent: `mailto:me@example.org` or a URL"),
            Key.may("terms", Form.TEXT, "", "a note on the site's terms of service"));

    static final Block GRID = Block.of(
            "grid",
            "A Selenium Grid that asks who you are.",
            Key.must("url", Form.TEXT, "the URL of its hub, as in `http://hub:4444`"),
            Key.may("user", Form.TEXT, "", "a user of its router"),
            Key.may("password", Form.TEXT, "", "that user's, written `${env:NAME}` or `${secret:NAME}`"));

    static final Form GRID_FORM = new Form(
            "the URL of a Selenium Grid; or a block, see [grid](#grid); or `null`",
            Form.either(nullable(""), Form.block("grid")).schema());

    static final Block BROWSER = Block.of(
            "browser",
            "The browser.",
            Key.may("profile", Form.TEXT, "desktop", "a file of `drivers-config/profiles`"),
            Key.may("full", Form.FLAG, "false", "full Chrome instead of the headless shell"),
            Key.may(
                    "service-workers",
                    Form.FLAG,
                    "false",
                    "whether pages may register service workers, which can answer in the place of the site"),
            Key.may(
                    "block",
                    Form.oneOrList(Form.oneOf("image", "font", "media", "stylesheet")),
                    "what the profile blocks",
                    "kinds of resources that are not loaded"),
            Key.may(
                    "grid",
                    GRID_FORM,
                    "what `drivers-config` says",
                    "browsers of a Grid instead of local ones; `null` for local ones whatever `drivers-config` says"),
            Key.may("proxy", nullable("`host:port`"), "none", "an HTTP proxy"),
            Key.may(
                    "headers",
                    new Form("names with texts", Map.of("type", "object", "additionalProperties", Form.TEXT.schema())),
                    "none",
                    "headers of requests to the origins of `start` and `login`, and to no other; a credential is written `${env:NAME}`"));

    static final Block LIMITS = Block.of(
            "limits",
            "When to give up.",
            Key.may("page", Form.DURATION, "60s", "longest time for one page"),
            Key.may("attempts", Form.whole(1), "3", "most tries of one page"),
            Key.may("size", Form.SIZE, "20MB", "most characters of one document"),
            Key.may("links", Form.whole(1), "10000", "most links of one page that are queued"),
            Key.may(
                    "queries",
                    Form.whole(1),
                    "10000",
                    "most different queries of one path (`/list?…`) that are visited; more are left out as a trap"),
            Key.may("failed", Form.PERCENT, "1%", "part of the pages that may fail in a complete run"),
            Key.may(
                    "invalid",
                    Form.PERCENT,
                    "1%",
                    "part of a kind's items that may lack a required field in a complete run"),
            Key.may("file", Form.SIZE, "100MB", "most bytes of one file that an item names (`download`)"),
            Key.may("files", Form.SIZE, "10GB", "most bytes of all such files of a run"),
            Key.may(
                    "runs",
                    Form.whole(10),
                    "100",
                    "most runs that are remembered page by page; of older ones the rows and the history of items stay, and"
                            + " what is captured of them as long as `capture.keep` says"));

    private static final Form CAPTURED = Form.oneOf("html", "screenshot", "pdf", "mhtml");
    private static final Form NAMED = Form.either(Form.FLAG, Form.TEXT);

    static final Block CAPTURE = Block.of(
            "capture",
            "What a page looked like when it was read is kept: each content once, in `.gannet/captures/JOB`, under names that"
                    + " people can read, which lead there. A name is a path below the job's folder with `{host}`, `{path}`"
                    + " (with what the URL has behind `?`), `{time}` (UTC), `{run}` and `{job}`; one without `{time}` and"
                    + " `{run}` leads to the newest. The table `gannet_capture` has each with its page, name, content,"
                    + " SHA-256 and time.",
            Key.may("at", GLOBS, "every page", "which pages"),
            Key.may(
                    "html",
                    NAMED,
                    "false",
                    "the document as it was read, compressed: `true`, or a name such as"
                            + " `pages/{host}{path}/{time}.html`. The one form for which no browser is needed"),
            Key.may(
                    "screenshot",
                    NAMED,
                    "false",
                    "the page from its top to its end, as PNG: `true`, or a name such as"
                            + " `shots/{host}{path}/{time}.png`. One that is higher than 16,000 pixels is cut there, and told"),
            Key.may("pdf", NAMED, "false", "the page as it would be printed: `true`, or a name"),
            Key.may(
                    "mhtml",
                    NAMED,
                    "false",
                    "the page with its pictures and styles in one file, compressed: `true`, or a name"),
            Key.may(
                    "elements",
                    Form.named("capture-element-form"),
                    "",
                    "pictures of single elements; a page without one of them is not complete"),
            Key.may(
                    "keep",
                    Form.either(Form.either(Form.whole(1), Form.DURATION), Form.block("capture-keep")),
                    "for ever",
                    "how long: a number such as `30`, the last so many of each page and form, or a time such as `90d`"));

    static final Block CAPTURE_ELEMENT = Block.of(
            "capture-element",
            "The picture of an element. The short form is its selector.",
            Key.must("select", SELECTOR, "the element; of several the first that is visible"),
            Key.may("name", Form.TEXT, "captures/{host}{path}/{time}-ELEMENT.png", "what its files are called"));

    static final Block CAPTURE_KEEP = Block.of(
            "capture-keep",
            "How long captures are kept: what is beyond any of these goes at the end of a run.",
            Key.may("last", Form.whole(1), "all", "the newest so many of each page and form"),
            Key.may("time", Form.DURATION, "for ever", "those that are younger"));

    static final Block SCHEDULE = Block.of(
            "schedule",
            "When `gannet serve` runs the job: by one of `every` and `cron`. A time that comes while the job is still running"
                    + " is skipped: it never runs twice at once. When the clocks go forward, what is due in the hour that is"
                    + " left out is due at that moment; when they go back, what names its hour is due the first time that it"
                    + " comes, and what is due in every hour in both. What became of each time is in `gannet_tick`.",
            Key.may(
                    "every",
                    Form.DURATION,
                    "",
                    "after this time again, counted from midnight UTC, whatever the clocks do"),
            Key.may("cron", Form.TEXT, "", "minute, hour, day of the month, month, day of the week: `0 6 * * mon-fri`"),
            Key.may("zone", Form.TEXT, "UTC", "whose clock, such as `Europe/Paris`"),
            Key.may(
                    "jitter",
                    Form.DURATION,
                    "none",
                    "each run begins up to so much later, so that jobs of one time do not all begin at once"),
            Key.may(
                    "missed",
                    Form.oneOf("once", "skip"),
                    "once",
                    "what becomes of times at which no `gannet serve` was there: the job is run once when one is, or not before"
                            + " its next time"));

    static final Block NOTIFY = Block.of(
            "notify",
            "Who is told of what becomes of the job, by a POST of JSON. What is not taken is sent again, after 5 s, 30 s, 2 min"
                    + " and so on for two days, by later runs or by `gannet serve`; the header `webhook-id` tells messages"
                    + " apart that come twice. A failure or a breach of the same cause as the last one is no news.",
            Key.must(
                    "webhook", Form.TEXT, "an absolute URL; one that is a secret by `${env:HOOK}` or `${secret:hook}`"),
            Key.may(
                    "when",
                    Form.oneOrList(Form.oneOf("change", "failure", "breach", "recovery")),
                    "all of them",
                    "`change`: items with a key came, changed or went; `failure`: a run could not go on; `breach`: it is"
                            + " incomplete; `recovery`: it is complete again"),
            Key.may(
                    "key",
                    Form.TEXT,
                    "no signature",
                    "what messages are signed with, by HMAC-SHA256 as Standard Webhooks has it (`webhook-signature`): a"
                            + " text such as `${secret:hook-key}`, or `whsec_` and Base64"));

    static final Block JOB = Block.of(
            "job",
            "A job is one YAML file with these keys.",
            Key.may("name", Form.TEXT, "the file's name without its ending", "rows and runs belong to it"),
            Key.must(
                    "start",
                    Form.oneOrList(Form.either(Form.TEXT, Form.block("start-file"))),
                    "the pages to start at; `[1-50]` in a URL stands for these numbers, `[01-50]` for padded ones; see [start-file](#start-file)"),
            Key.may("crawl", Form.block("crawl"), "the starts only", "which pages are taken in"),
            Key.may("page", Form.oneOrList(Form.block("page")), "", "how pages are brought up"),
            Key.may(
                    "items",
                    Form.named("item"),
                    "",
                    "what is taken from the pages; may be left out where they are captured"),
            Key.may(
                    "login",
                    Form.either(Form.block("login"), Form.oneOf("none")),
                    "not at all",
                    "how the job is logged in. `none`: not at all, and pages that ask for a password are right as they"
                            + " are"),
            Key.may(
                    "flows",
                    new Form(
                            "names, each with its [steps](#step)",
                            Map.of("type", "object", "additionalProperties", STEPS.schema())),
                    "none",
                    "steps that are used in more than one place, by `run: NAME`"),
            Key.may("politeness", Form.block("politeness"), "", "how hosts are treated"),
            Key.may("browser", Form.block("browser"), "", "the browser"),
            Key.may("limits", Form.block("limits"), "", "when to give up"),
            Key.may(
                    "ladder",
                    Form.oneOf("auto", "render", "static"),
                    "auto",
                    "how pages are loaded: `render` in a browser, `static` over plain HTTP without one; `auto` is `render`"
                            + " in this version"),
            Key.may(
                    "store",
                    Form.TEXT,
                    "sqlite:NAME.db beside the job",
                    "`sqlite:FILE` or `postgresql://user@host/db?option=value`; the option `connectTimeout` is how many seconds the server may take to accept a connection (10), a login three times as long; the password comes from `PGPASSWORD`, the file that `PGPASSWORD_FILE` names, or `~/.pgpass`"),
            Key.may(
                    "capture",
                    Form.either(Form.oneOrList(CAPTURED), Form.block("capture")),
                    "nothing",
                    "what pages looked like is kept, too: `html`, `screenshot`, `pdf` or `mhtml`"),
            Key.later("network"),
            Key.may(
                    "schedule",
                    Form.either(Form.TEXT, Form.block("schedule")),
                    "by hand",
                    "when `gannet serve` runs the job: `every 15m`, or minute, hour, day, month and day of the week with a"
                            + " zone, such as `0 6 * * mon-fri Europe/Paris`"),
            Key.may("notify", Form.block("notify"), "nobody", "who is told of what becomes of the job"));

    private static final List<Block> OWN = List.of(
            JOB,
            START,
            NEXT_PAGE,
            CRAWL,
            FOLLOW_CLICK,
            PAGE,
            SCROLL,
            UNTIL,
            NEXT,
            ITEM,
            EXPECT,
            COUNTER_HEADER,
            EXPECT_PAGE,
            HISTORY,
            FIELD,
            SELECTOR_LONG,
            FETCHED,
            SCHEDULE,
            NOTIFY,
            CAPTURE,
            CAPTURE_ELEMENT,
            CAPTURE_KEEP,
            LOGIN,
            POLITENESS,
            BROWSER,
            GRID,
            LIMITS);

    /** @return every block there is */
    static List<Block> all() {
        return Stream.concat(OWN.stream(), StepKeys.ALL.stream()).toList();
    }

    private JobKeys() {}

    private static Form nullable(String label) {
        return new Form(label + ", or `null`", Map.of("type", List.of("string", "null")));
    }
}
