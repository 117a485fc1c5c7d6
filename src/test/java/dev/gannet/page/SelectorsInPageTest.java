package dev.gannet.page;

import dev.gannet.session.Session;
import dev.gannet.web.Deadline;
import dev.gannet.web.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Each kind of selector in a real browser. */
@Tag("fast")
class SelectorsInPageTest {
    private static final Deadline SOON = Deadline.in(Duration.ofMinutes(10));

    private final FoundPage pages = new FoundPage();

    @AfterEach
    void close() {
        pages.close();
    }

    private static Selector.Text is(String text) {
        return new Selector.Text(text, false);
    }

    private static Selector.Text has(String text) {
        return new Selector.Text(text, true);
    }

    private static Selector role(String role, String name) {
        return new Selector.Role(Optional.of(role), Optional.of(is(name)));
    }

    /** @return the id of what the selector finds now, or nothing */
    private static String id(Session session, LivePage page, Selector selector) {
        return page.find(selector, Wanted.PRESENT, Deadline.in(Duration.ZERO))
                .element()
                .map(element -> String.valueOf(session.script(
                        "return Element.prototype.getAttribute.call(arguments[0], 'id')", SOON, element)))
                .orElse("nothing");
    }

    private List<String> ids(String html, Selector... selectors) {
        return pages.on(
                html,
                (session, page) -> Stream.of(selectors)
                        .map(selector -> id(session, page, selector))
                        .toList());
    }

    private static int count(LivePage page, Selector selector) {
        return page.find(selector, Wanted.PRESENT, Deadline.in(Duration.ZERO)).count();
    }

    /** Each line: the element with id t, its role, its accessible name. */
    private static final String[][] NAMES = {
        {"<button id=t>Save</button>", "button", "Save"},
        {"<button id=t><b>Save</b> <span>all</span></button>", "button", "Save all"},
        {"<button id=t>Save<span style='display:none'> nothing</span></button>", "button", "Save"},
        {"<button id=t>Save<span aria-hidden=true> ×</span></button>", "button", "Save"},
        {"<button id=t aria-label=Close>×</button>", "button", "Close"},
        {"<i id=a>Delete</i><b id=b>file</b><button id=t aria-labelledby='a b'>x</button>", "button", "Delete file"},
        {"<b id=b>file</b><button id=t aria-label=Delete aria-labelledby='t b'>x</button>", "button", "Delete file"},
        {"<b id=b hidden>Hidden name</b><button id=t aria-labelledby=b>x</button>", "button", "Hidden name"},
        {"<button id=t title=Tip></button>", "button", "Tip"},
        {"<button id=t><img alt=Search src='data:,'></button>", "button", "Search"},
        {"<button id=t><svg><title>Menu</title></svg></button>", "button", "Menu"},
        {"<input id=t type=submit>", "button", "Submit"},
        {"<input id=t type=submit value=Go>", "button", "Go"},
        {"<input id=t type=reset>", "button", "Reset"},
        {"<input id=t type=image alt=Find src='data:,'>", "button", "Find"},
        {"<style>#t::before{content:'→ '}</style><button id=t>Next</button>", "button", "→ Next"},
        {"<style>#t::before{content:'\\f101'}</style><button id=t>Next</button>", "button", "Next"},
        {"<details><summary id=t>More</summary>x</details>", "button", "More"},
        {"<div id=t role=button><p>One</p><p>Two</p></div>", "button", "One Two"},
        {"<button id=t>One<br>Two</button>", "button", "One Two"},
        {"<a id=t href=x>Home  <span>\n page</span></a>", "link", "Home page"},
        {"<label for=t>Mail</label><input id=t>", "textbox", "Mail"},
        {"<label>Mail <input id=t type=email></label>", "textbox", "Mail"},
        {"<label for=t>First</label><label for=t>second</label><input id=t>", "textbox", "First second"},
        {"<input id=t placeholder=Street>", "textbox", "Street"},
        {"<input id=t title=Tip placeholder=Street>", "textbox", "Tip"},
        {"<input id=t type=password aria-label=Secret>", "textbox", "Secret"},
        {"<label>Text<textarea id=t>what is typed</textarea></label>", "textbox", "Text"},
        {"<label><input id=t type=checkbox> Flash <input value=3> times</label>", "checkbox", "Flash 3 times"},
        {
            "<label><input id=t type=checkbox> In <select><option>days<option selected>weeks</select></label>",
            "checkbox",
            "In weeks"
        },
        {"<label>Size<select id=t><option>S</select></label>", "combobox", "Size"},
        {"<label>Sizes<select id=t multiple><option>S</select></label>", "listbox", "Sizes"},
        {"<select><option id=t>Large</select>", "option", "Large"},
        {"<input id=t type=search aria-label=Query>", "searchbox", "Query"},
        {"<input id=t list=l aria-label=Town><datalist id=l></datalist>", "combobox", "Town"},
        {"<label>Age<input id=t type=number></label>", "spinbutton", "Age"},
        {"<label>Loud<input id=t type=range></label>", "slider", "Loud"},
        {"<label><input id=t type=radio>Yes</label>", "radio", "Yes"},
        {"<fieldset id=t><legend>Address</legend>x</fieldset>", "group", "Address"},
        {"<table id=t><caption>Prices</caption><tr><td>1</table>", "table", "Prices"},
        {"<figure id=t><figcaption>Boats</figcaption></figure>", "figure", "Boats"},
        {"<img id=t alt='A cat' src='data:,'>", "img", "A cat"},
        {"<h2 id=t>Title <em>here</em></h2>", "heading", "Title here"},
        {"<div id=t role='strange heading'>Title</div>", "heading", "Title"},
        {"<nav id=t aria-label=Main></nav>", "navigation", "Main"},
        {"<section id=t aria-label=News></section>", "region", "News"},
        {"<div id=t role=dialog aria-label=Cookies>x</div>", "dialog", "Cookies"},
        {"<div id=t role=tab>Tab</div>", "tab", "Tab"},
        {"<button id=t role=presentation>Still a button</button>", "button", "Still a button"},
        {"<table><tr><td id=t>cell</td></table>", "cell", "cell"},
        {"<table><tr><th id=t>head</th></table>", "columnheader", "head"},
        {"<table><tr><th id=t>row</th><td>1</td></table>", "rowheader", "row"},
    };

    @Test
    void rolesAndAccessibleNames() {
        List<String> wrong = pages.on("<p>", (session, page) -> {
            List<String> bad = new ArrayList<>();
            for (String[] one : NAMES) {
                session.script("document.body.innerHTML = arguments[0]", SOON, one[0]);
                if (!id(session, page, role(one[1], one[2])).equals("t")) {
                    bad.add(one[0] + " is no " + one[1] + " \"" + one[2] + '"');
                }
                // A row has the name of its cells.
                boolean inRow = one[0].contains("<tr>") && !one[1].equals("table");
                Selector named = new Selector.Role(Optional.empty(), Optional.of(is(one[2])));
                if (!inRow && !id(session, page, named).equals("t")) {
                    bad.add(one[0] + " has not the name alone");
                }
            }
            return bad;
        });
        assertThat(wrong).isEmpty();
    }

    @Test
    void whatHasAnotherRoleOrNameOrIsHiddenIsNotFound() {
        String html = "<button id=a>Save as</button><a id=b>No link</a><button id=c hidden>Hidden</button>"
                + "<div aria-hidden=true><button id=d>Unheard</button></div><img id=e alt='' src='data:,'>"
                + "<section id=f>x</section><a href=x role=button id=g>Press</a><div style='visibility:hidden'><button>Unseen</button></div>";
        assertThat(ids(
                        html,
                        role("button", "Save"),
                        new Selector.Role(Optional.of("button"), Optional.of(has("ave a"))),
                        role("link", "No link"),
                        role("button", "Hidden"),
                        role("button", "Unheard"),
                        role("button", "Unseen"),
                        new Selector.Role(Optional.of("img"), Optional.empty()),
                        new Selector.Role(Optional.of("region"), Optional.empty()),
                        role("link", "Press"),
                        role("button", "Press")))
                .containsExactly(
                        "nothing", "a", "nothing", "nothing", "nothing", "nothing", "nothing", "nothing", "nothing",
                        "g");
    }

    @Test
    void controlsByTheirLabels() {
        String html =
                "<label for=a>Mail <b>address</b></label><input id=a><label>Wish<select id=b><option>x</select></label>"
                        + "<input id=c aria-label=Town><i id=i>Zip</i><i id=j>code</i><input id=d aria-labelledby='i j'>"
                        + "<input id=e placeholder=Street><div id=f role=textbox aria-label=Note></div><nav aria-label=Nav></nav>"
                        + "<label for=g>File</label><input id=g type=file style='display:none'>";
        assertThat(ids(
                        html,
                        new Selector.Label(is("Mail address")),
                        new Selector.Label(is("Wish")),
                        new Selector.Label(is("Town")),
                        new Selector.Label(is("code")),
                        new Selector.Label(is("Street")),
                        new Selector.Label(has("Not")),
                        new Selector.Label(is("Nav")),
                        new Selector.Label(is("File"))))
                .containsExactly("a", "b", "c", "d", "nothing", "f", "nothing", "g");
    }

    private static final String SHADOWS =
            "<p id=out class=x>light</p><my-card id=one><span id=slotted class=x>slotted</span></my-card>"
                    + "<my-card id=two><em id=other>other</em></my-card><div id=plain><b id=in class=x>b</b></div><script>"
                    + "customElements.define('my-card', class extends HTMLElement { constructor() { super();"
                    + "const root = this.attachShadow({mode: 'open'});"
                    + "root.innerHTML = '<div class=frame id=div><slot></slot><button class=x id=button>Buy</button></div><my-deep id=deep></my-deep>' } });"
                    + "customElements.define('my-deep', class extends HTMLElement { constructor() { super();"
                    + "this.attachShadow({mode: 'open'}).innerHTML = '<label>Depth <input id=depth class=deep></label>' } })</script>";

    @Test
    void shadowRootsArePiercedOrLookedIntoAndByCssWhereNothingElseIsFound() {
        Selector two = Selector.css("#two");
        Selector deep = new Selector.Inside(two, Selector.css("my-deep"));
        List<String> found = ids(
                SHADOWS,
                Selector.css("#button"),
                Selector.css("button, #out"),
                new Selector.Pierce(".frame > button"),
                new Selector.Pierce(".deep"),
                new Selector.Pierce("#slotted"),
                new Selector.Inside(two, Selector.css("button")),
                new Selector.Inside(deep, Selector.css("input")),
                new Selector.Inside(deep, new Selector.Label(is("Depth"))),
                new Selector.Inside(two, role("button", "Buy")),
                new Selector.Inside(two, is("Buy")),
                new Selector.Inside(two, new Selector.XPath("//button")),
                new Selector.Inside(two, new Selector.XPath(".//div/button")),
                new Selector.Inside(two, new Selector.XPath("div/button[1]")),
                new Selector.Inside(Selector.css("#plain"), Selector.css(".x")),
                new Selector.Inside(Selector.css("#plain"), new Selector.XPath("//b")),
                new Selector.Inside(Selector.css("#plain"), new Selector.XPath("b")),
                new Selector.Inside(Selector.css("#plain"), new Selector.XPath("//p")));
        assertThat(found)
                .containsExactly(
                        "button", "out", "button", "depth", "slotted", "button", "depth", "depth", "button", "button",
                        "button", "button", "button", "in", "in", "in", "nothing");
    }

    @Test
    void allThatAreInShadowRootsAreCounted() {
        Selector buttons = new Selector.Inside(Selector.css("my-card"), Selector.css("button"));
        List<Integer> counts = pages.on(
                SHADOWS, (session, page) -> List.of(count(page, new Selector.Pierce(".x")), count(page, buttons)));
        assertThat(counts).containsExactly(5, 2);
    }

    @Test
    void pathsLeadToElements() {
        String html = "<ul><li id=a>A<li id=b title=x>B</ul><p id=p>B</p>";
        assertThat(ids(
                        html,
                        new Selector.XPath("//li[2]"),
                        new Selector.XPath("//LI[.='B']"),
                        new Selector.XPath("(//*[text()='B'])[last()]"),
                        new Selector.XPath("//li/@title"),
                        new Selector.XPath(".//ul/li")))
                .containsExactly("b", "b", "p", "nothing", "a");
    }

    /** A form shows its fields under the names of properties. */
    @Test
    void formsWhoseFieldsAreNamedLikePropertiesAreNoHindrance() {
        String html = "<form id=f aria-label=All><input name=textContent><input name=children><input name=childNodes>"
                + "<input name=matches><input name=getAttribute><input name=shadowRoot><button id=b>Go on</button></form>";
        assertThat(ids(html, is("Go on"), role("form", "All"), role("button", "Go on"), new Selector.Pierce("#b")))
                .containsExactly("b", "f", "b", "b");
    }
}
