// Runs in every document of a session before the page's own scripts, in a world of its own: it sees the same document, and
// nothing that the page replaces or defines reaches it (S25). It counts requests, notes when the document last changed, and
// answers one question: is what the job extracts here there, and has the page come to rest?
// NAME is replaced by a name of the session's own, so that a page cannot know it beforehand.
(() => {
  'use strict';
  if (window['NAME']) return;
  // Sessions show a blank page between two pages; it needs no observer.
  if (location.href === 'about:blank' && window === window.top && !window.opener) return;
  const now = performance.now.bind(performance);
  const load = window.fetch && window.fetch.bind(window), later = window.setTimeout.bind(window), cancel = window.clearTimeout.bind(window);
  // A form or image named like a property of the document hides it, in every world: asked of the prototypes it is there.
  const known = (owner, property) => { const get = Object.getOwnPropertyDescriptor(owner, property).get; return doc => get.call(doc); };
  const root = known(Document.prototype, 'documentElement'), kind = known(Document.prototype, 'contentType'), progress = known(Document.prototype, 'readyState'), above = known(Node.prototype, 'parentElement'), attached = known(Node.prototype, 'isConnected'), base = known(Node.prototype, 'baseURI');
  const id = String(Math.random()).slice(2) + now();
  const LONG = 15000;          // a first request that takes longer than this is taken for long-polling
  const SOFT = 8000;           // so much longer a page is given whose extracted data may still change
  const SHORT = 600;           // a timer that is longer does not keep the document from being still
  const POLLS = 2;             // a request that the same was answered so often before is made again and again
  const HEARTBEAT = 250;
  const LINK = 500;            // so much longer a page is given of which only a link to follow is known
  const NOISE = 5;             // text in one place that changed so often is a ticker
  const FILL = 8000;           // so much longer a page is given whose items stand there without their data

  let changed = now(), wake = () => {};
  const pending = new Map();   // request -> {url, since, weak}
  const answers = new Map();   // url -> how often it has answered: what answers again and again is polling
  const repeats = new Map();   // url and content -> how often it has answered: {ever, since the last action}
  let handled = 0;             // when the page was last clicked or typed into
  let acted = 0;               // when the page was last clicked, typed into or scrolled; 0: never
  // What went wrong of what an action began, or of anything.
  const failed = always => [...failures.values()].filter(one => (always || one.since >= began) && !mayFail.some(glob => fits(one.url, glob)) && !calls.beside(one)).map(one => one.told).join(', ');
  let mayFail = [];            // what the job says that may fail
  // What begins from now on is what the action brought: none of it is polling.
  const act = () => { acted = now(); began = Math.min(began, acted); sources.changed(); for (const one of repeats.values()) one.since = 0; };
  // A request that is made again and again is a source of changes like any other.
  const repeated = one => 'requests to ' + form(one.url);
  // A page that asks the same again after each answer polls. Where no answer changed the document, pages of the same form need
  // not wait for the first answers either.
  const POLLING = 'polls of ';
  const polled = () => [...new Set([...repeats].filter(([, times]) => times.ever >= POLLS).map(([known]) => form(known.split(' ')[0])))].filter(calls.idle).map(name => POLLING + name);
  const asked = one => { const times = repeats.get(one.known) || { ever: 0, since: 0 }; return one.since >= acted ? times.since : times.ever; };
  const begin = (url, weak, content) => {
    const key = {}, short = String(url).slice(0, 250);
    pending.set(key, { url: short, known: short + ' ' + (content || ''), since: now(), round: acted, weak, call: !!content });
    if (content) calls.begun(short + ' ' + content);
    return key;
  };
  // What the page's site answered last to what an action began, where that went wrong.
  const failures = new Map();  // URL and content -> what became of the last such request
  let began = Infinity;
  const owner = host => /^[\d.]+$|:/.test(host) ? host : host.split('.').slice(-2).join('.');
  const site = url => { try { return owner(new URL(url, document.baseURI).hostname) === owner(location.hostname); } catch (e) { return false; } };
  // Names of services that only count visits or collect logs, as parts of a host or path.
  const COUNTER = /^(collect|beacons?|analytics|telemetry|rum|tracking|tracker|pixel|impressions?|pageviews?|web-?vitals|sentry|envelope|heartbeat|logs?|ingest|monitoring|metrics)$/i;
  const counts = url => {
    try { const at = new URL(url, document.baseURI); return (at.hostname + at.pathname.replace(/\.js$/, '')).split(/[/.]/).some(part => COUNTER.test(part)); } catch (e) { return false; }
  };
  const OUTCOMES = { abandoned: ' was abandoned by the page before the server answered', error: ' answered with an error instead of data', refusal: ' answered with an error instead of data', markup: ' answered with HTML instead of data' };
  const outcome = (address, wrong) => address.replace(/~\d+$/, '…') + (Number(wrong) ? ' answered ' + wrong : OUTCOMES[wrong] || ' gave no answer that could be read');
  // Records the outcome of a request that may load data.
  const became = (address, known, wrong, begun, body) => { if (!counts(address)) calls.ended(address, known, wrong, !site(address), begun, body || ''); };
  const end = (key, wrong) => {
    const one = pending.get(key);
    if (!one) return;
    pending.delete(key);
    // Pages abort requests that a click or key has made obsolete.
    if (wrong === 'abandoned' && handled > one.since) wrong = 'dropped';
    const address = one.url.replace(/^the body of /, '');
    const dropped = wrong === 'dropped';
    if (!dropped && !one.weak && site(address) && !counts(address)) {
      // Another part of a list is another request; who asks again may add a number against caches.
      const known = calls.plain(one.known);
      if (wrong) failures.set(known, { since: one.since, url: address, told: outcome(address, wrong), wrong, round: one.round, until: now() });
      else failures.delete(known);
    }
    if (!dropped && !one.weak && (one.call || address !== one.url)) became(address, one.call ? one.known : address + ' body', wrong, one, one.url.slice(0, -address.length));
    answers.set(one.url, (answers.get(one.url) || 0) + 1);
    const times = repeats.get(one.known) || { ever: 0, since: 0, last: -Infinity };
    // Requests that were made side by side are one round: only who asks again after an answer polls.
    if (one.since >= times.last) repeats.set(one.known, { ever: times.ever + 1, since: times.since + 1, last: now() });
    sources.fire(repeated(one), one.since);
    later(() => wake(), 0);    // after the page's own handlers
  };

  // What the page's requests were answered, where the job wants it: of each request the last answer, in the order of the
  // requests, and no more in all than the job allows.
  let wants = [], most = 0, held = 0, count = 0;
  const bodies = new Map(), leftOut = new Set();
  const addresses = url => {
    try { const one = new URL(url, document.baseURI); return [one.host, one.hostname].map(host => host + one.pathname + one.search); } catch (e) { return []; }
  };
  const fits = (url, want) => addresses(url).some(one => want.test(one));
  const receive = told => {
    const end = told.indexOf('\n'), [, url, request] = told.slice(0, end).split(' ').map(decodeURIComponent), text = told.slice(end + 1);
    const key = url + ' ' + request, before = bodies.get(key), grown = held + text.length - (before ? before.text.length : 0);
    if (grown > most) { if (leftOut.size < 100) leftOut.add(url.slice(0, 200)); return; }
    held = grown;
    bodies.set(key, { url, text, id: id + '-' + ++count });
  };

  // What clicks have led to since the first of them: where to, and how many routes were gone into.
  let trail = null, late = '';
  const lead = url => { try { trail.last = new URL(url, document.baseURI).href; } catch (e) { /* leads nowhere */ } };

  // What only the page's own world can see is told by the hooks that run there, a line each.
  const incidents = {};
  const told = new Map();      // number of a request there -> the request here
  let wire = null, probe = null, ran = -Infinity;   // when a short timer's callback has last run
  const timers = new Map();    // number of a short timer whose callback has not run -> {length, due}
  const lengths = new Map();   // length of a short timer -> how many there were: many of one length are a ticker
  const heed = line => {
    const [what, one, url, content, length, since] = line.split(' ');
    if (what === 'b') told.set(one, begin(decodeURIComponent(url || ''), false, content));
    else if (what === 'e') { end(told.get(one), url); told.delete(one); }
    else if (what === 's') {
      const key = decodeURIComponent(content);
      sources.heed(what, one, url, /^messages of \w+:/.test(key) ? 'messages of ' + form(key.slice(12)) : key, length);
      if (url === 'timer' && length <= SHORT && (lengths.get(length) || 0) < NOISE) {
        lengths.set(length, (lengths.get(length) || 0) + 1);
        timers.set(one, { length: Number(length), due: Number(since) + Number(length) });
      }
    } else if (what === 'a' || what === 'q') sources.heed(what, one);
    else if (what === 'z') { sources.heed(what, one); if (timers.delete(one)) ran = now(); }
    else if (what === 'x') became(decodeURIComponent(url || ''), one + ' ' + url, content);
    else if (what === 'k') sources.handled(decodeURIComponent(one));
    else if (what === 'w' && trail) lead(decodeURIComponent(one || ''));
    else if (what === 'i') incidents[one] = (incidents[one] || 0) + 1;
  };
  const read = () => {
    const lines = wire ? wire.data : '';
    if (!lines) return;
    wire.data = '';
    lines.split('\n').filter(line => line).forEach(heed);
  };
  document.addEventListener('NAME', event => {
    event.stopImmediatePropagation();
    wire = event.relatedTarget;
    wire.addEventListener('NAME-probe', other => { probe = other.relatedTarget; });
    // A shadow root is no part of the document: each is told while the probe is all that is in it, for what is in it cannot
    // be sent by an event, and one that is closed tells nobody of itself.
    wire.addEventListener('NAME-root', () => flat.note(probe.getRootNode()));
    new MutationObserver(read).observe(wire, { characterData: true });
    // A step that is asked for in the page's world is sought here. The element answers in person, for nodes are all that
    // both worlds have; an event that is sent to it tells it apart also in a shadow root.
    wire.addEventListener('NAME', asked => {
      const call = asked.relatedTarget;
      if (call.data.startsWith('r ')) { receive(call.data); call.data = ''; return; }
      if (call.data[0] !== '{') { call.data = reply(call.data.split(' ')); return; }
      seek(JSON.parse(call.data), told => {
        const from = told.element && attached(told.element) ? told.element : call;
        call.data = JSON.stringify(Object.assign(told, { element: null }));
        EventTarget.prototype.dispatchEvent.call(from, new MouseEvent('NAME', { composed: true }));
      });
    });
  }, { once: true, capture: true });

  // What requests are known again by: where they go, with numbers and identifiers left open.
  const form = url => {
    const [, body, address] = /^(the body of )?([^]*)$/.exec(url);
    try { const at = new URL(address, document.baseURI); return (body || '') + at.origin + at.pathname.replace(/[0-9a-f-]{16,}|\d+/gi, '#'); } catch (e) { return url; }
  };

SOURCES
CALLS
  // What outlives the document is said to the driver's own log, which no page can read.
  const warn = console.warn.bind(console);
  const say = (...words) => warn('NAME ' + words.join(' '));
  // What a flow allows is asked of the topmost document of this origin, so that frames share one row of answers.
  let allowed = { answers: [], windows: false, closes: false };
  const highest = () => {
    let view = window;
    try { while (view.parent !== view && view.parent['NAME']) view = view.parent; } catch (e) { /* another origin */ }
    return view['NAME'] || own;
  };
  // Windows that were not opened, since when by length of time: a file may have been meant.
  const refused = { list: [], push(url) { try { if (this.list.length < 100) this.list.push({ url: new URL(url, document.baseURI).href.slice(0, 200), since: now() }); } catch (e) { /* leads nowhere */ } } };
  let opens = 0;
  const blank = new Map();     // number of a window that waits blank -> what sends it on its way
  const place = (url, go) => {
    const number = String(id).slice(0, 12) + ++opens;
    say('w', number, encodeURIComponent(url));
    blank.set(number, go);
    return number;
  };
  const http = url => /^https?:/.test(url);
  const reply = ([what, one, two, three]) => {
    if (what === 'd') {
      const answer = highest().allowance().answers.shift() || { id: 0, accept: false };
      say('d', answer.id, one, two);
      return !answer.accept ? 'n' : typeof answer.text === 'string' ? 'y ' + answer.text : 'y';
    }
    if (what === 'f') return wants.some(want => fits(decodeURIComponent(one), want)) ? String(most) : '';
    if (what === 'c') return highest().allowance().closes ? 'y' : '';
    if (what === 'g') { say('g', highest().allowance().window); return ''; }
    if (what === 'o' && !highest().allowance().windows) refused.push(one ? decodeURIComponent(one) : '');
    if (what !== 'o' || trail || !highest().allowance().windows) return '';
    const target = decodeURIComponent(two).toLowerCase(), features = decodeURIComponent(three);
    if (/^_(self|parent|top)$/.test(target)) return 'w';
    let url = '';
    try { url = one && new URL(decodeURIComponent(one), document.baseURI).href; } catch (e) { return ''; }
    if (!url || url === 'about:blank') return 'w';
    if (!http(url)) return '';
    const number = place(url, () => wire.dispatchEvent(new MouseEvent('NAME-go', { relatedTarget: document.createTextNode(number + ' ' + url) })));
    return (/no(opener|referrer)/i.test(features) ? 'n' : 'b') + number;
  };

  // Scripts that come late: those that a script adds matter always, those that the document itself marks async matter only
  // while nothing that the job extracts is there.
  const scripts = new WeakSet();
  const script = (node, weak) => {
    if (!node.src || scripts.has(node) || (node.type && !/module|javascript/.test(node.type))) return;
    scripts.add(node);
    awaitLoad(node, node.src, weak);
  };
  const awaitLoad = (node, url, weak) => {
    const key = begin(url, weak);
    for (const outcome of ['load', 'error']) {
      node.addEventListener(outcome, () => {
        const wrong = outcome === 'error' ? 'unreadable' : '';
        end(key, wrong);
        if (!url.startsWith(location.origin + '/')) became(url, 'script ' + url, wrong);
      }, { once: true });
    }
  };
  // The modules of a part of an application that is about to be drawn.
  const preload = node => { if (node.href && !scripts.has(node)) { scripts.add(node); awaitLoad(node, node.href, false); } };
  // Styles that come late may hold back what they are for; a page that has none of them is read all the same.
  let styles = 0;
  const style = node => {
    const number = 'style' + ++styles;
    if (!node.href || scripts.has(node)) return;
    scripts.add(node);
    sources.heed('s', number, 'loads', 'the stylesheet ' + form(node.href));
    for (const outcome of ['load', 'error']) node.addEventListener(outcome, () => sources.heed('z', number), { once: true });
  };

  const ticks = new WeakMap();
  // Some pages put the same elements in the place of themselves for ever.
  const same = record => record.addedNodes.length && record.addedNodes.length === record.removedNodes.length
    && [...record.addedNodes].every((node, i) => node.isEqualNode(record.removedNodes[i]));
  const noise = record => {
    const text = record.type === 'characterData' || [...record.addedNodes, ...record.removedNodes].every(n => n.nodeType === 3);
    if (!text && !same(record)) return false;
    const place = record.type === 'characterData' ? record.target.parentNode || record.target : record.target;
    const count = (ticks.get(place) || 0) + 1;
    ticks.set(place, count);
    return count > NOISE;
  };
  const mutations = new MutationObserver(records => {
    for (const record of records) {
      for (const node of record.addedNodes) {
        if (node.nodeName === 'LINK' && /(^|\s)modulepreload(\s|$)/i.test(node.rel)) preload(node);
        if (node.nodeName === 'LINK' && /(^|\s)stylesheet(\s|$)/i.test(node.rel) && progress(document) !== 'loading') style(node);
        if (node.nodeName === 'SCRIPT') script(node, progress(document) === 'loading' && node.hasAttribute('async'));
      }
    }
    if (records.every(noise)) return;
    changed = now();
    wake();
  });
  const watch = place => mutations.observe(place, { childList: true, subtree: true, characterData: true });
  watch(document);
  document.addEventListener('readystatechange', () => { if (root(document)) flat.survey(root(document)); wake(); });
  for (const type of ['pointerdown', 'keydown', 'input', 'change', 'drop', 'wheel']) {
    window.addEventListener(type, event => { if (event.isTrusted) { act(); if (type !== 'wheel') handled = acted; } }, { capture: true, passive: true });
  }
  window.addEventListener('click', event => {
    const link = event.target instanceof Element && event.target.closest('a[target=_blank]');
    if (link && trail && !event.defaultPrevented) { lead(link.href); event.preventDefault(); }
    else if (link && !event.defaultPrevented) {
      incidents.POPUP = (incidents.POPUP || 0) + 1;
      const url = link.href;
      if (!highest().allowance().windows && !link.hasAttribute('download')) refused.push(url);
      // Who hides from where it comes goes as it is.
      if (!highest().allowance().windows || !http(url) || link.hasAttribute('download') || /noreferrer/i.test(link.rel)) return;
      const view = window.open('', '_blank');
      if (!view) return;
      event.preventDefault();
      if (!/(^|\s)opener(\s|$)/i.test(link.rel)) view.opener = null;
      place(url, () => view.location.replace(url));
    }
  });
  // Said before the request for the next document leaves: until that one comes, this one is not at rest. Not by beforeunload:
  // Chrome loses navigations that come while a document with such a listener is on its way in (seen with 156).
  // Once a click was made, no document is left by its page's own doing, so that no request for the next one is sent. A
  // route is gone into, for the page draws it whether or not it could.
  const sidestep = event => {
    const file = event.downloadRequest !== null && event.downloadRequest !== undefined;
    if (file) incidents.DOWNLOAD = (incidents.DOWNLOAD || 0) + 1;
    if (event.navigationType === 'traverse') return;
    if (!file && !event.formData && event.navigationType !== 'reload') lead(event.destination.url);
    if (!event.destination.sameDocument || event.hashChange) { if (event.cancelable) event.preventDefault(); }
    else if (event.navigationType === 'push') trail.pushes++;
    else trail.replaced = true;
  };
  let next = null, left = 0;   // left: when the page last asked for another document
  const stays = () => { end(next); next = null; };
  if (window.navigation) {
    navigation.addEventListener('navigate', event => {
      if (trail) return sidestep(event);
      if (event.downloadRequest !== null && event.downloadRequest !== undefined) incidents.DOWNLOAD = (incidents.DOWNLOAD || 0) + 1;
      else if (!event.destination.sameDocument) { left = now(); if (!next) next = begin('the next document', false); }
    });
    // It came to nothing: an answer without a document.
    navigation.addEventListener('navigateerror', stays);
  }

FIND
FLAT
  // This document and, where asked, those of its same-origin frames.
  const views = (view, frames) => {
    const out = [view];
    if (frames && root(view.document)) {
      const other = view === window ? own : view['NAME'];
      for (const frame of other && other.rooted() ? find({ pierce: 'iframe,frame' }, view.document) : within(root(view.document), 'iframe,frame')) {
        try { if (frame.contentDocument && root(frame.contentDocument)) out.push(...views(frame.contentWindow, true)); } catch (e) { /* another origin */ }
      }
    }
    return out;
  };
  const somewhere = (selector, places) => places.some(view => find(selector, view.document).length > 0);
  const answered = (pattern, places) => {
    const want = new RegExp(pattern);
    return places.some(view => view['NAME'] && view['NAME'].bodies().some(body => fits(body.url, want)));
  };
PRESENT
  const met = (kind, documents, places) => (!kind.bodies || kind.bodies.every(one => answered(one, places))) && present(kind, documents);

  const dismissed = new WeakSet();
  const dismiss = selectors => {
    let clicked = 0;
    for (const selector of selectors) {
      for (const element of find(selector, document)) {
        if (dismissed.has(element) || !visible(element)) continue;
        dismissed.add(element);
        act();
        element.click();
        changed = now();
        clicked++;
      }
    }
    return clicked;
  };

  const status = () => { const entry = performance.getEntriesByType('navigation')[0]; return entry ? [entry.responseStatus || 0, entry.redirectCount || 0] : [0, 0]; };
  const head = () => ({ id, url: location.href, status: status()[0], redirects: status()[1], type: kind(document) });

  // What the answer says in its headers, out of the browser's own cache: nothing is asked of the site for it. Where the
  // answer may not be stored, or the page forbids its scripts to load anything, nothing is known.
  const SAID = 250;
  const said = () => new Promise(tell => {
    const entry = performance.getEntriesByType('navigation')[0], stop = new AbortController();
    later(() => tell({}), SAID);
    if (!entry || !load || !/^https?:/.test(location.protocol)) return tell({});
    load(entry.name, { cache: 'only-if-cached', mode: 'same-origin', signal: stop.signal }).then(kept => {
      const same = kept.status === entry.responseStatus, header = name => (same && kept.headers.get(name)) || '';
      tell({ robots: header('x-robots-tag'), retryAfter: header('retry-after'), date: header('date'), refresh: header('refresh') });
      stop.abort();
    }).catch(() => tell({}));
  });

REDIRECTS
MODULES
SETTLE
CLICKS
ROWS
SCROLL
PAGING
ALERTS
  // Passwords, and whatever shows a secret as its value, are covered while a picture is taken.
  const COVER = { color: 'transparent', '-webkit-text-fill-color': 'transparent', 'text-shadow': 'none', 'background': '#808080', transition: 'none', animation: 'none' };
  const covered = new Map();
  const deep = place => [...place.querySelectorAll('input,textarea,select,output,[contenteditable]')].concat(
    [...place.querySelectorAll('*')].flatMap(element => element.shadowRoot ? deep(element.shadowRoot) : []));
  const cover = secrets => {
    for (const view of views(window, true)) {
      if (!root(view.document)) continue;
      for (const element of deep(root(view.document))) {
        const value = element.value === undefined ? element.textContent : element.value;
        if (element.type !== 'password' && !secrets.some(secret => String(value).includes(secret))) continue;
        if (!covered.has(element)) covered.set(element, element.getAttribute('style'));
        for (const rule of Object.keys(COVER)) element.style.setProperty(rule, COVER[rule], 'important');
      }
    }
    return { covered: covered.size };
  };
  const uncover = () => {
    for (const [element, style] of covered) {
      if (style === null) element.removeAttribute('style'); else element.setAttribute('style', style);
    }
    covered.clear();
    return {};
  };

  const own = Object.freeze({
    id,
    want: (patterns, size) => { wants = patterns.map(one => new RegExp(one)); most = size; },
    bodies: () => [...bodies.values()],
    leftOut: () => [...leftOut],
    allow: terms => { allowed = terms; return { id }; },
    allowance: () => allowed,
    cover,
    uncover,
    // Sends a window that waits blank on its way, if this document or a frame of it opened it.
    rooted: flat.rooted,
    key: flat.key,
    lists,
    release: number => ({ released: views(window, true).some(view => view['NAME'] && view['NAME'].send(number)) }),
    send: number => { const go = blank.get(number); blank.delete(number); if (go) go(); return !!go; },
    alerts,
    back,
    dismiss,
    extracted,
    page,
    paced,
    press,
    reach,
    scroll,
    settle,
    turned,
    usable,
    // Each document has a clock of its own that began with it: only lengths of time can be compared.
    pending: known => {
      read();
      const again = [...pending.values()].filter(one => !one.weak && asked(one) >= POLLS);
      return sources.pending(known, acted).concat(again.filter(one => sources.matters(repeated(one), one.since, known, acted)).map(repeated));
    },
    skipped: known => sources.skipped(known, acted),
    fresh: sources.changed,
    polled,
    failure: (always, globs) => { mayFail = globs; return failed(always); },
    calls,
    // What is still under way here and in the frames of what began since a time of this document's clock (all of it where that
    // was another document's), and how many files were asked for.
    // gone: what the page asked for at that time proved to be a file, of which the page hears nothing.
    activity: (document, since, gone) => {
      if (gone >= 0 && gone === left) stays();
      const past = document === id ? now() - since : Infinity;
      const all = views(window, true).map(view => view === window ? own : view['NAME']).filter(one => one);
      return { id, time: now(), left, windows: all.flatMap(one => one.refused(past)), busy: all.some(one => one.busy(past)), asked: all.reduce((sum, one) => sum + (one.state().incidents.DOWNLOAD || 0), 0) };
    },
    refused: past => refused.list.filter(one => now() - one.since <= past).map(one => one.url),
    busy: past => {
      read();
      return timers.size > 0 || sources.since(now() - past) || [...pending.values()].some(one => !one.weak && now() - one.since <= past);
    },
    state: () => { read(); return {
      still: now() - changed,
      timers: [...timers.values()].map(one => ({ length: one.length, left: one.due - now() })),
      loading: progress(document) === 'loading',
      incidents,
      waiting: [...pending.values()].map(one => ({ url: one.url, age: now() - one.since, weak: one.weak, times: asked(one) })),
    }; },
  });
  Object.defineProperty(window, 'NAME', { value: own });
})();
