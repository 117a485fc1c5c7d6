package dev.gannet.kit;

import static dev.gannet.kit.Answer.html;
import static dev.gannet.kit.Answer.redirect;

/** The pages that the recordings under {@code src/test/resources/recordings/side} were made for, where they look for them. */
public final class SideSite {
    /** The port that is named in the recordings. */
    public static final int PORT = 18400;

    private SideSite() {}

    /** Opens the site on its port. */
    public static LocalSite open() {
        return LocalSite.open(PORT, request -> {})
                .on("/register", html("""
                        <!doctype html><title>Join the club</title><h1>Join</h1>
                        <form method=post action=/join>
                        <p><input id=name name=name value=nobody> <textarea name=notes></textarea>
                        <p><select id=country name=country><option value=dk>Denmark<option value=no>Norway</select>
                        <select id=likes name=likes multiple><option value=g selected>gannets<option value=p>puffins
                        <option value=t selected>terns</select>
                        <p><label><input type=checkbox id=terms name=terms value=yes> Terms</label>
                        <label><input type=checkbox id=news name=news value=yes checked> News</label>
                        <p><label><input type=radio name=plan value=a checked> A</label>
                        <label><input type=radio id=plan-b name=plan value=b> B</label>
                        <p><input name=code id=code> <input type=hidden name=about id=about>
                        <div id=bio contenteditable style="min-height: 2em">old</div>
                        <p><button id=join>Join now</button></form><script>
                        join.onclick = () => { about.value = bio.innerText; };
                        </script>"""))
                .on("/join", redirect("/welcome"))
                .on("/welcome", html("<title>Welcome</title><h1>Welcome to the club</h1>"))
                .on("/birds", html("""
                        <!doctype html><title>Birds</title><h1>Birds</h1>
                        <input id=bird> <button id=add>Add</button><p>So many: <b id=count>0</b></p><ul id=list></ul><script>
                        add.onclick = () => {
                            const name = bird.value;
                            fetch('/add?bird=' + encodeURIComponent(name)).then(() => {
                                list.insertAdjacentHTML('beforeend', '<li class=bird>');
                                list.lastChild.textContent = name;
                                count.textContent = list.children.length;
                            });
                        };
                        </script>"""))
                .on("/add", html(""))
                .on("/ferry", html("""
                        <!doctype html><title>Ferry</title><h1>Ferry</h1>
                        <a href=/timetable target=_blank>Timetable</a> <p>Chosen: <b id=chosen>none</b>
                        <button id=book onclick="location.href = '/booked?at=' + chosen.textContent">Book</button><script>
                        new BroadcastChannel('ferry').onmessage = e => { chosen.textContent = e.data; };
                        </script>"""))
                .on("/timetable", html("""
                        <!doctype html><title>Timetable</title><iframe src=/times width=400 height=200></iframe>"""))
                .on("/times", html("""
                        <!doctype html><title>Times</title><button id=early>07:10</button> <button id=late>19:40</button><script>
                        const choose = e => {
                            fetch('/chose?at=' + e.target.textContent).then(() => {
                                new BroadcastChannel('ferry').postMessage(e.target.textContent);
                                document.body.insertAdjacentHTML('beforeend', '<p id=done>chosen');
                            });
                        };
                        early.onclick = late.onclick = choose;
                        </script>"""))
                .on("/chose", html(""))
                .on("/booked", html("<title>Booked</title><h1>Have a good trip</h1>"))
                .on("/nest", html("""
                        <!doctype html><title>Nest</title><h1>Nest</h1>
                        <button id=leave>Leave</button> <button id=rename>Rename</button> <button id=call>Call</button>
                        <ul id=said></ul><script>
                        const tell = what => {
                            said.insertAdjacentHTML('beforeend', '<li>' + what);
                            fetch('/told?what=' + encodeURIComponent(what));
                        };
                        leave.onclick = () => tell('leave ' + confirm('Leave the nest?'));
                        rename.onclick = () => tell('name ' + prompt('A new name?', 'Bass Rock'));
                        call.onclick = () => { alert('Arrah!'); tell('called'); };
                        </script>"""))
                .on("/told", html(""))
                .on("/menu", html("""
                        <!doctype html><title>Menu</title><style>#sub { visibility: hidden } #menu.open #sub { visibility: visible }</style>
                        <div id=menu style="width: 200px"><span id=top>Islands</span> <a id=sub href="#">St Kilda</a></div>
                        <p id=box draggable=false style="width: 80px; height: 40px; background: silver">box</p>
                        <p id=target style="width: 80px; height: 40px; background: tan">target</p><ul id=log></ul><script>
                        const tell = what => {
                            log.insertAdjacentHTML('beforeend', '<li>' + what);
                            fetch('/told?what=' + encodeURIComponent(what));
                        };
                        menu.firstElementChild.onmouseover = () => menu.className || (menu.className = 'open', tell('open'));
                        menu.onmouseout = e => e.isTrusted || (menu.className = '', tell('closed'));
                        sub.onclick = e => { e.preventDefault(); tell('St Kilda'); };
                        let held = false;
                        box.onmousedown = e => { held = true; tell('down ' + e.offsetX + ',' + e.offsetY); };
                        target.onmouseup = () => { if (held) tell('dropped'); held = false; };
                        target.ondblclick = () => tell('double');
                        </script>"""));
    }
}
