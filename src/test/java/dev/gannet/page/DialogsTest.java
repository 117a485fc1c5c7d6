package dev.gannet.page;

import dev.gannet.kit.Browsers;
import dev.gannet.kit.LocalSite;
import dev.gannet.kit.OpenGate;
import dev.gannet.web.Incident;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;

import static dev.gannet.kit.Answer.html;
import static dev.gannet.page.PageWindowsTest.click;
import static dev.gannet.page.PageWindowsTest.item;
import static dev.gannet.page.PageWindowsTest.open;
import static dev.gannet.page.PageWindowsTest.soon;
import static dev.gannet.page.PageWindowsTest.title;
import static org.assertj.core.api.Assertions.assertThat;

/** Dialogs that a flow answers, in a real Chrome. */
@Tag("fast")
class DialogsTest {
    private static final String BUTTONS = "<p class=item>item</p>"
            + "<button id=confirm onclick=\"document.title = confirm('sure?')\">c</button>"
            + "<button id=prompt onclick=\"document.title = prompt('name?', 'preset')\">p</button>"
            + "<button id=all onclick=\"document.title = [confirm('a'), prompt('b'), confirm('c')].join()\">all</button>"
            + "<button id=leave onclick=\"confirm('leave?') && (location = '/asks')\">l</button>"
            + "<button id=open onclick=\"window.open('/main?pop')\">o</button>";

    private final LocalSite site = LocalSite.open()
            .on("/main", html("<title>main</title>" + BUTTONS))
            .on(
                    "/asks",
                    html(
                            "<title>asks</title><p class=item>item</p><script>document.title = confirm('at once?')</script>"))
            .on("/framed", html("<title>framed</title><p class=item>item</p><iframe src=/inside></iframe>"))
            .on("/inside", html("<button onclick=\"top.document.title = confirm('inside?')\">x</button>"))
            .on(
                    "/hostile",
                    html("<title>hostile</title>" + BUTTONS + "<script>"
                            + "var seen = ''; { const applied = Reflect.apply, all = Object.getOwnPropertyNames, found = Object.getOwnPropertyDescriptor, define = Object.defineProperty;"
                            + "for (const type of [EventTarget, Node, CharacterData, MouseEvent, Event, Document, String, Array, Reflect, Function])"
                            + " for (const holder of [type, type.prototype]) if (holder) for (const name of all(holder)) try {"
                            + "  const own = found(holder, name);"
                            + "  if (typeof own.value === 'function' && name !== 'constructor')"
                            + "   holder[name] = function () { seen += name + ' '; return applied(own.value, this, arguments) };"
                            + "  else if (own.get) define(holder, name, {get() { seen += name + ' '; return applied(own.get, this, []) }, configurable: true});"
                            + " } catch (e) {} }"
                            + "function asked() { seen = ''; const said = prompt('name?'); return said + '|' + seen }"
                            + "</script>"));

    @AfterEach
    void close() {
        site.close();
    }

    private void on(String path, BiConsumer<LivePage, Dialogs> work) {
        Browsers.lease(session -> {
            LivePage page = open(new OpenGate(), session, site.url(path));
            page.settle(item());
            work.accept(page, new Dialogs(page, new PageWindows(page)));
            LivePage next = open(new OpenGate(), session, site.url("/main"));
            next.settle(item());
            Dialogs fresh = new Dialogs(next, new PageWindows(next));
            assertThat(fresh.all(soon())).as("dialogs of another page").isEmpty();
            click(next, "#confirm");
            assertThat(title(next)).as("an answer for another page").isEqualTo("false");
            assertThat(fresh.last(soon())).contains(new Dialogs.Dialog("confirm", "sure?"));
            return true;
        });
    }

    @Test
    void answersHoldForOneDialogEachInTheirOrder() {
        on("/main", (page, dialogs) -> {
            dialogs.answerNext(true, Optional.empty(), soon());
            dialogs.answerNext(true, Optional.of("né \"1\" +%20\n😀"), soon());
            click(page, "#all");
            assertThat(page.session().script("return document.title", soon())).isEqualTo("true,né \"1\" +%20 😀,false");
            assertThat(dialogs.all(soon()))
                    .containsExactly(
                            new Dialogs.Dialog("confirm", "a"),
                            new Dialogs.Dialog("prompt", "b"),
                            new Dialogs.Dialog("confirm", "c"));
            assertThat(page.snapshot(item()).incidents()).containsEntry(Incident.DIALOG, 3);
        });
    }

    @Test
    void aPromptThatIsAcceptedWithoutATextKeepsWhatStandsThere() {
        on("/main", (page, dialogs) -> {
            dialogs.answerNext(true, Optional.empty(), soon());
            click(page, "#prompt");
            assertThat(title(page)).isEqualTo("preset");
            dialogs.answerNext(true, Optional.of(""), soon());
            click(page, "#prompt");
            assertThat(title(page)).isEqualTo("");
            dialogs.answerNext(false, Optional.of("unused"), soon());
            click(page, "#prompt");
            assertThat(title(page)).isEqualTo("null");
        });
    }

    @Test
    void anAnswerThatWasNotUsedIsForTheNextDocumentFromItsFirstScriptOn() {
        on("/main", (page, dialogs) -> {
            dialogs.answerNext(true, Optional.empty(), soon());
            dialogs.answerNext(true, Optional.empty(), soon());
            click(page, "#leave");
            page.settle(item());
            assertThat(title(page)).isEqualTo("true");
            assertThat(dialogs.all(soon()))
                    .extracting(Dialogs.Dialog::text)
                    .as("also of the document that is gone")
                    .containsExactly("leave?", "at once?");
        });
    }

    @Test
    void anAnswerHoldsInAFrameToo() {
        on("/framed", (page, dialogs) -> {
            dialogs.answerNext(true, Optional.empty(), soon());
            page.session().call("frame", soon(), driver -> {
                driver.switchTo().frame(0).findElement(By.cssSelector("button")).click();
                return driver.switchTo().defaultContent();
            });
            assertThat(title(page)).isEqualTo("true");
            assertThat(dialogs.last(soon())).contains(new Dialogs.Dialog("confirm", "inside?"));
        });
    }

    @Test
    void anAnswerHoldsInAWindowThatIsKept() {
        on("/main", (page, dialogs) -> {
            PageWindows windows = new PageWindows(page);
            Dialogs there = new Dialogs(page, windows);
            windows.allow(soon());
            click(page, "#open");
            windows.awaitNew("pop", soon());
            there.answerNext(true, Optional.empty(), soon());
            windows.switchTo(new WindowChoice.Named("pop"), soon());
            click(page, "#confirm");
            assertThat(title(page)).isEqualTo("true");
            windows.switchTo(new WindowChoice.Main(), soon());
            assertThat(title(page)).isEqualTo("main");
        });
    }

    @Test
    void S25_aPageThatReplacesTheLanguageNeitherSeesNorChangesTheAnswers() {
        on("/hostile", (page, dialogs) -> {
            dialogs.answerNext(true, Optional.of("secret answer"), soon());
            assertThat(page.session().script("return asked()", soon()))
                    .as("the answer, and what the page saw of it")
                    .isEqualTo("secret answer|");
            assertThat(dialogs.last(soon())).contains(new Dialogs.Dialog("prompt", "name?"));
        });
    }
}
