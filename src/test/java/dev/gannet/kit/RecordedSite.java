package dev.gannet.kit;

import static dev.gannet.kit.Answer.html;
import static dev.gannet.kit.Answer.redirect;

/** The pages that the recordings under {@code src/test/resources/recordings} were made for, where they look for them. */
public final class RecordedSite {
    /** The port that is named in the recordings. */
    public static final int PORT = 18391;

    private RecordedSite() {}

    /** Opens the site on its port. */
    public static LocalSite open() {
        return LocalSite.open(PORT, request -> {})
                .on("/form", html("""
                        <!doctype html><title>Book a table</title><h1>Book</h1>
                        <form method=post action=/book>
                        <p><label>Your name <input id=name name=name value="nobody"></label>
                        <p><label>Guests <select name=guests><option value=2>two<option value=4>four</select></label>
                        <p><input type=date id=day name=day> <input type=color id=colour name=colour>
                        <input type=range id=loud name=loud>
                        <p><textarea id=wishes name=wishes rows=3 cols=40></textarea>
                        <p><label><input type=radio name=place value=inside checked> Inside</label>
                        <label><input type=radio id=terrace name=place value=terrace> Terrace</label>
                        <p><label><input type=checkbox id=news name=news value=yes> News</label>
                        <p><button id=book>Book now</button></form>"""))
                .on("/book", redirect("/booked"))
                .on("/booked", html("<title>Booked</title><h1>Your table is booked</h1>"))
                .on("/seats", html("""
                        <!doctype html><title>Seats</title><h1>Seats</h1>
                        <button id=choose onclick="window.open('/plan?floor=2')">Choose a seat</button>
                        <form method=post action=/confirm><input type=hidden name=seat id=chosen value=none>
                        <button id=confirm>Confirm</button></form>"""))
                .on("/plan", html("""
                        <!doctype html><title>Plan</title><p><input id=seat> <button id=take>Take it</button><script>
                        take.onclick = () => {
                            opener.document.getElementById('chosen').value = seat.value;
                            document.body.insertAdjacentHTML('beforeend', `<p id=taken>${innerWidth}`);
                            fetch('/took?width=' + innerWidth);
                        };
                        </script>"""))
                .on("/took", html(""))
                .on("/confirm", redirect("/confirmed"))
                .on("/confirmed", html("<title>Confirmed</title><h1>Thank you</h1>"))
                .on("/frames", html("""
                        <!doctype html><title>Frames</title><h1>Frames</h1>
                        <iframe src=/first></iframe><iframe src=/outer width=500 height=300></iframe><script>
                        const seen = new Set();
                        window.done = what => seen.add(what).size === 2
                            && document.body.insertAdjacentHTML('beforeend', `<p id=both>${[...seen].sort().join(' and ')}`);
                        </script>"""))
                .on("/first", html("""
                        <!doctype html><title>first</title><button id=first>First</button><script>
                        first.onclick = () => { document.title = 'first, clicked'; parent.done('first'); };
                        </script>"""))
                .on("/outer", html("<!doctype html><title>outer</title><iframe src=/inner></iframe>"))
                .on("/inner", html("""
                        <!doctype html><title>inner</title><input id=note> <button id=keep>Keep</button><p id=kept></p><script>
                        keep.onclick = () => fetch('/keep?note=' + encodeURIComponent(note.value)).then(() => {
                            kept.textContent = 'kept: ' + note.value;
                            top.done('inner');
                        });
                        </script>"""))
                .on("/keep", html(""))
                .on("/shadow", html("""
                        <!doctype html><title>Shadow</title><h1>Shadow</h1><my-shop></my-shop><p id=sum></p><script>
                        customElements.define('my-basket', class extends HTMLElement {
                            connectedCallback() {
                                const root = this.attachShadow({mode: 'open'});
                                root.innerHTML = `<input data-testid=count value=1><button data-testid=add>Add</button>
                                    <button disabled>Pay</button><p></p>`;
                                const [add, pay] = root.querySelectorAll('button');
                                add.onclick = () => pay.disabled = false;
                                pay.onclick = () => {
                                    const count = root.querySelector('input').value;
                                    root.querySelector('p').textContent = 'paid for ' + count;
                                    fetch('/paid?count=' + count).then(() => {
                                        sum.dataset.paid = count;
                                        sum.textContent = 'sum: ' + count;
                                    });
                                };
                            }
                        });
                        customElements.define('my-shop', class extends HTMLElement {
                            connectedCallback() { this.attachShadow({mode: 'open'}).innerHTML = '<my-basket></my-basket>'; }
                        });
                        </script>"""))
                .on("/paid", html(""))
                .on("/editor", html("""
                        <!doctype html><title>Editor</title><form method=post action=/edit>
                        <input id=text name=text> <input name=second> <input type=hidden name=keys id=keys><button>Go</button>
                        </form><script>
                        addEventListener('keydown', event => keys.value += (keys.value && '|') + event.key);
                        </script>"""))
                .on("/edit", redirect("/edited"))
                .on("/edited", html("<title>Edited</title><h1>Edited</h1>"))
                .on("/slow", html("""
                        <!doctype html><title>Slow</title><p id=spinner>wait</p><p id=state></p><button id=go>Go</button><main></main><script>
                        const main = document.querySelector('main');
                        const more = () => setTimeout(() => {
                            main.insertAdjacentHTML('beforeend', '<p class=row>row ' + main.children.length);
                            if (main.children.length < 5) return more();
                            setTimeout(() => {
                                spinner.remove();
                                state.dataset.state = 'ready';
                                state.textContent = '5 rows';
                            }, 150);
                        }, 100);
                        more();
                        go.onclick = () => {
                            fetch('/went?state=' + (state.dataset.state || 'early') + '&rows=' + main.children.length);
                            setTimeout(() => { while (main.children.length > 2) main.lastChild.remove(); }, 400);
                        };
                        </script>"""))
                .on("/went", html(""))
                .on("/board", html("""
                        <!doctype html><title>Board</title><style>
                        body {margin: 20px; height: 3000px} #item {display: none} #menu:hover #item {display: block}
                        #menu {width: 120px; height: 60px} #board {width: 200px; height: 150px; background: #ddd}
                        #box {width: 200px; height: 80px; overflow: auto} #box p {height: 600px}
                        </style><div id=menu>Menu<button id=item>Item</button></div><div id=board></div><div id=box><p>tall</p></div>
                        <ol id=log></ol><script>
                        const told = [];
                        const tell = what => {
                            if (told.includes(what)) return;
                            told.push(what);
                            log.insertAdjacentHTML('beforeend', '<li>' + what);
                            fetch('/told?what=' + encodeURIComponent(what));
                        };
                        const at = event => ' ' + Math.round(event.offsetX) + ',' + Math.round(event.offsetY);
                        let down;
                        item.onclick = () => tell('item');
                        board.ondblclick = event => tell('double' + at(event));
                        board.oncontextmenu = event => { event.preventDefault(); tell('right' + at(event)); };
                        board.onmousedown = event => down = event.timeStamp;
                        board.onmouseup = event => event.button === 0 && event.timeStamp - down > 600 && tell('held' + at(event));
                        box.onscroll = () => box.scrollTop === 150 && tell('box');
                        onscroll = () => {
                            if (scrollY !== 900) return;
                            tell('window ' + innerWidth + 'x' + innerHeight + ' ' + devicePixelRatio);
                            document.body.insertAdjacentHTML('beforeend', '<p id=end>end');
                        };
                        </script>"""))
                .on("/told", html(""));
    }
}
