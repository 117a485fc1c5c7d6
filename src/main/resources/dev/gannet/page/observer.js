// Runs in every document of a session before the page's own scripts, in a world of its own: it sees the same document, and
// nothing that the page replaces or defines reaches it (S25). It counts requests, notes when the document last changed, and
// answers one question: is what the job extracts here there, and has the page come to rest?
// NAME is replaced by a name of the session's own, so that a page cannot know it beforehand.
(() => {
  'use strict';
  if (window['NAME']) return;
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
  let acted = 0;               // when the page was last clicked, typed into or scrolled; 0: never
  // What begins from now on is what the action brought: none of it is polling.
  const act = () => { acted = now(); began = Math.min(began, acted); sources.changed(); for (const one of repeats.values()) one.since = 0; };
  // A request that is made again and again is a source of changes like any other.
  const repeated = one => 'requests to ' + form(one.url);
  const asked = one => { const times = repeats.get(one.known) || { ever: 0, since: 0 }; return one.since >= acted ? times.since : times.ever; };
  const begin = (url, weak, content) => {
    const key = {}, short = String(url).slice(0, 200);
    pending.set(key, { url: short, known: short + ' ' + (content || ''), since: now(), weak });
    return key;
  };
  // What the page's site answered last to what an action began, where that went wrong.
  let failure = '', began = Infinity;
  const site = url => { try { return new URL(url, document.baseURI).origin === location.origin; } catch (e) { return false; } };
  const COUNTS = /\b(log|logs|track|tracking|collect|beacon|analytics|metrics|telemetry|rum|stats|ping|events?)\b/i;
  const end = (key, wrong) => {
    const one = pending.get(key);
    if (!one) return;
    pending.delete(key);
    const address = one.url.replace(/^the body of /, '');
    if (one.since >= began && !one.weak && site(address) && !COUNTS.test(address)) {
      if (wrong) failure = address + (Number(wrong) ? ' answered ' + wrong : ' gave no answer that could be read');
      else if (address === one.url) failure = '';
    }
    answers.set(one.url, (answers.get(one.url) || 0) + 1);
    const times = repeats.get(one.known) || { ever: 0, since: 0 };
    repeats.set(one.known, { ever: times.ever + 1, since: times.since + 1 });
    sources.fire(repeated(one));
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
    for (const outcome of ['load', 'error']) node.addEventListener(outcome, () => end(key), { once: true });
  };
  // The modules of a part of an application that is about to be drawn.
  const preload = node => { if (node.href && !scripts.has(node)) { scripts.add(node); awaitLoad(node, node.href, false); } };

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
    window.addEventListener(type, event => { if (event.isTrusted) act(); }, { capture: true, passive: true });
  }
  window.addEventListener('click', event => {
    const link = event.target instanceof Element && event.target.closest('a[target=_blank]');
    if (link && trail && !event.defaultPrevented) { lead(link.href); event.preventDefault(); }
    else if (link && !event.defaultPrevented) {
      incidents.POPUP = (incidents.POPUP || 0) + 1;
      const url = link.href;
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
  if (window.navigation) {
    let next = null;
    navigation.addEventListener('navigate', event => {
      if (trail) return sidestep(event);
      if (event.downloadRequest !== null && event.downloadRequest !== undefined) incidents.DOWNLOAD = (incidents.DOWNLOAD || 0) + 1;
      else if (!event.destination.sameDocument && !next) next = begin('the next document', false);
    });
    // It came to nothing: a file, an answer without a document.
    navigation.addEventListener('navigateerror', () => { end(next); next = null; });
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

  const FALSE_START = 2000;    // so long a typed field that shows a dash or a zero may still get its value
  const RECENT = 2000;         // a list that grew since then is still growing
  const STEP = 100;            // so often the extracted data are looked at while they may change
  // Redirects that the page or its answer announces: the page that announces one is not the one that was asked for.
  const redirects = (() => {
    const LATEST = 10000;      // one that is further away is a page that reloads itself now and then
    const LATE = 2000;         // the browser did not follow it
    const due = new Map();     // URL -> when it is to be followed
    const place = url => url.replace(/#.*/, '');
    const heed = (text, since) => {
      const [, delay, url] = /^\s*(\d+)(?:\.\d*)?\s*[;,]?\s*(?:url\s*=\s*)?["']?([^"']*)/i.exec(text || '') || [];
      if (!url || !url.trim() || delay * 1000 > LATEST) return false;
      let to = '';
      try { to = new URL(url.trim(), document.baseURI).href; } catch (e) { return false; }
      if (place(to) === place(location.href) || !/^https?:/.test(to)) return false;
      if (!due.has(to)) due.set(to, since + delay * 1000);
      return now() < due.get(to) + LATE;
    };
    return {
      heed,
      pending: () => {
        if (root(document)) for (const meta of within(root(document), 'meta[http-equiv="refresh" i][content]')) heed(meta.getAttribute('content'), now());
        return [...due].filter(([, time]) => now() < time + LATE).map(([url]) => 'the redirect to ' + url + ' that the page announces');
      },
    };
  })();
  const OVERDUE = 2;           // none is a queue of its own, which would go before
  // wish: {statuses, certain, possible, links, patient, ready, blocked, loggedOut, dismiss, frames, quiet, patience, cap, take, size}
  const settle = wish => new Promise(answer => {
    flat.unlock(wish.closed);
    const started = now();
    let alone = 0, vain = [], passed = [], soft = [], skipped = [];
    // What the job extracts, when all else was ready for the first time and when it last changed since.
    let first = '', latest = '', softly = 0, grown = -Infinity;
    const awaited = new Set();
    let headed = false;
    let planned = 0, due = 0, over = false, refused = false, rested = now(), surveyed = now();
    const plan = time => { cancel(planned); due = now() + time; planned = later(check, time); };
    const finish = (ready, reason, missing) => {
      over = true;
      wake = () => {};
      cancel(planned);
      const out = Object.assign(head(), { ready, reason, missing, waited: Math.round(now() - started), vain, passed });
      out.answered = [...answers.keys()].map(form).filter(one => wish.known.includes(one));
      if (softly && first === latest) sources.idle([...awaited]);
      if (softly && (first === latest || soft.length)) out.vain = vain.concat([...awaited]);
      else if (softly) out.answered = out.answered.concat([...awaited].filter(one => wish.known.includes(one)));
      out.passed = passed.concat(skipped);
      // A list whose next part was refused is not at its end.
      const wrong = [...new Set(views(window, wish.frames).map(view => view['NAME']).filter(one => one).map(one => one.failure()).filter(one => one))];
      if (wrong.length) Object.assign(out, { ready: false, missing: missing.concat(wrong) });
      if (listed.windowed() && !listed.rows().length) Object.assign(out, { ready: false, missing: out.missing.concat('the list that was scrolled') });
      if (wish.loggedOut && find(wish.loggedOut, document).length) out.loggedOut = true;
      if (wish.blocked && find(wish.blocked, document).length) out.blocked = true;
      if (wish.take) {
        // Measured here, before it goes anywhere: whatever a page holds, no more than the job allows leaves it (R41).
        let room = wish.size;
        const cut = text => { const part = text.length > room ? text.slice(0, room) : text; out.length += text.length; room -= part.length; return part; };
        out.length = 0;
        const texts = flat.take(window, wish).map(one => ({ url: one.url, html: cut(one.html), other: one.other }));
        out.html = texts[0].html;
        out.beyond = flat.beyond(wish);
        if (wish.frames && flat.others(wish, now() - started).late.length) out.beyond.push('a frame has no document of its own after 5 seconds, and is not waited for');
        out.frames = texts.slice(1);
      }
      if (wish.take) {
        const all = views(window, wish.frames).map(view => view['NAME']).filter(one => one);
        out.bodies = all.flatMap(one => one.bodies());
        out.leftOut = all.flatMap(one => one.leftOut());
      }
      out.away = [...wish.certain, ...wish.possible].filter(kind => wish.others && !present(kind, [flat.look(wish, now()) || document])).map(kind => kind.name);
      out.incidents = {};
      for (const view of views(window, true)) {
        const seen = view['NAME'] ? view['NAME'].state().incidents : {};
        for (const one of Object.keys(seen)) out.incidents[one] = (out.incidents[one] || 0) + seen[one];
      }
      if (wish.take || out.status === 429 || out.status === 503) {
        said().then(found => {
          if (!ready || headed || !redirects.heed(found.refresh, 0)) return answer(Object.assign(out, { said: found }));
          headed = true;
          over = false;
          plan(STEP);
        });
      }
      else answer(out);
    };
    // What may still change the extracted data, once all else is ready.
    const changing = (time, documents, places) => {
      const all = places.map(view => view === window ? own : view['NAME']).filter(one => one);
      const known = wish.wary ? [] : wish.known, pending = [...new Set(all.flatMap(one => one.pending(known)))];
      skipped = wish.wary ? [] : [...new Set(all.flatMap(one => one.skipped(wish.known)))];
      const kinds = [...wish.certain, ...wish.possible.filter(kind => present(kind, documents, places))];
      const doubts = !softly || time - softly < FALSE_START ? kinds.flatMap(kind => doubtful(kind, documents)).filter(one => acted ? !sources.learned(one) : !known.includes(one)) : [];
      pending.push(...doubts);
      if (!pending.length && !softly) return [];
      const seen = digest([...wish.certain, ...wish.possible], wish.links, documents);
      if (!softly) { softly = time; first = latest = seen; all.forEach(one => one.fresh()); }
      else if (seen !== latest) {
        if (seen.replace(/.* /, '') !== latest.replace(/.* /, '')) grown = time;
        latest = seen;
        all.forEach(one => one.fresh());
      }
      pending.forEach(one => awaited.add(one));
      return pending;
    };
    const check = () => {
      if (over) return;
      const time = now(), missing = [];
      if (wish.dismiss.length) dismiss(wish.dismiss);
      const places = views(window, wish.frames);
      let last = changed, waiting = [];
      const coming = [];
      for (const view of places) {
        const other = view === window ? own : view['NAME'];
        if (!other) { if (!flat.initial(view)) last = Math.max(last, time); continue; }
        const state = other.state();
        last = Math.max(last, time - state.still);
        waiting.push(...state.waiting);
        coming.push(...state.timers);
        // A frame that its page writes and does not close is never at its end.
        if (view === window) missing.push(...redirects.pending());
        if (state.loading && (view === window || state.still < wish.quiet + LINK)) missing.push('the end of the document');
      }
      const still = time - last;
      // A copy to look into is made only once it will do for a while.
      if ((wish.frames || flat.rooted()) && still < wish.quiet && time - started < wish.cap) { rested = time; return plan(Math.max(5, wish.quiet - still + 1)); }
      const tree = flat.look(wish, last), documents = tree ? [tree] : places.map(view => view.document);
      const there = selector => documents.some(doc => find(selector, doc).length > 0);
      const absent = [];
      // What is not here may be in a frame of another origin, which is looked into from outside.
      const elsewhere = wish.frames && flat.others(wish, time - started), beyond = wish.others && elsewhere.count > 0;
      const unmet = wish.certain.filter(kind => !met(kind, documents, places) && !(beyond && !present(kind, documents)));
      if (elsewhere) missing.push(...elsewhere.coming);
      absent.push(...unmet.map(kind => kind.name));
      if (wish.ready && !there(wish.ready) && !somewhere(wish.ready, places)) absent.push(wish.readyName);
      const item = wish.possible.find(kind => met(kind, documents, places));
      const some = item || (wish.links.some(there) && { name: 'a link to follow' });
      if (absent.length && root(document) && !flat.rooted() && surveyed < last) { surveyed = time; flat.survey(root(document)); }
      // The links of a page's frame are there before its items: as long as a timer may hold these back, links prove nothing.
      const held = coming.length > 0 && some && !item && !wish.certain.length && !wish.ready && time - started < wish.patience;
      const concrete = absent.length === 0 && (wish.certain.some(kind => kind.each || kind.bodies) || wish.ready || (some && some.name));
      const old = one => one.age >= Math.min(LONG, wish.cap / 2), never = one => concrete && !wish.wary && wish.known.includes(form(one.url));
      // Since when nothing but requests has been awaited.
      if (missing.length || absent.length || held || still < wish.quiet) alone = 0; else if (!alone) alone = time;
      vain = concrete && alone && last <= alone ? waiting.filter(one => !one.weak && one.times < POLLS && old(one)).map(one => form(one.url)) : [];
      passed = waiting.filter(one => !one.weak && one.times < POLLS && !old(one) && never(one)).map(one => form(one.url));
      // Items that are there may be all there are; where there are none, only a request that is made again and again is a long poll.
      const proven = concrete && (item || wish.certain.length || wish.ready || !wish.possible.length);
      waiting = waiting.filter(one => !never(one)).filter(one => !(one.weak && concrete) && !(one.times >= POLLS && concrete) && (one.age < Math.min(LONG, wish.cap / 2) || !proven && one.times < 1));
      missing.push(...absent, ...waiting.map(one => one.url + ' (' + Math.round(one.age) + ' ms)'));
      if (held) missing.push('a timer of the page');
      if (waiting.length || missing.length) rested = time;
      const rest = Math.min(still, time - rested);
      // A document is not still while a short timer is overdue, or while one no longer than the quiet time is pending.
      const near = coming.some(one => one.left <= 0 || one.length <= wish.quiet) && still < Math.min(wish.patience, wish.cap / 2);
      if (near && !held) missing.push('a timer of the page');
      // A link may be part of a frame that stands before the data: it proves less than an item does.
      const unsure = wish.patient || wish.possible.length && !wish.certain.length && !wish.ready && !item;
      const blank = missing.length || still < wish.quiet ? [] : [...wish.certain, ...wish.possible.filter(kind => present(kind, documents, places))].flatMap(kind => unfilled(kind, documents));
      const needed = blank.length ? Math.min(FILL, wish.cap / 2) : !unsure ? wish.quiet : some ? wish.quiet + LINK : wish.quiet + wish.patience;
      // Whether a refusal is a block shows only once it is drawn.
      const turned = refused || [wish.blocked, wish.loggedOut].some(sign => sign && somewhere(sign, places));
      if (turned && still >= wish.quiet && !near && progress(document) !== 'loading') return finish(true, 'a page that turns visitors away', []);
      if (!missing.length && still >= wish.quiet && (needed === wish.quiet || rest >= needed)) {
        soft = wish.take || wish.certain.length || wish.possible.length || wish.links.length ? changing(time, documents, places) : [];
        if (soft.length && time - started < wish.cap) {
          if (time - Math.max(softly, grown) < SOFT && time - softly < wish.cap / 2) return plan(Math.min(STEP, Math.max(5, wish.cap - (time - started) + 1)));
          // A clock never rests; a list that still grows is not whole.
          if (time - grown < RECENT) return finish(false, 'still adding items after ' + Math.round(time - started) + ' ms', soft);
        }
        const what = [...wish.certain.map(kind => kind.name), ...(wish.ready ? [wish.readyName] : []), ...(some ? [some.name] : [])];
        return finish(true, (what.length ? what.join(', ') + ' there' : wish.possible.length ? 'none of the items here' : 'nothing awaited') + ', quiet for ' + Math.round(still) + ' ms', blank);
      }
      if (time - started >= wish.cap) {
        if (still < wish.quiet) missing.push('the page was still changing');
        return finish(false, 'not ready after ' + Math.round(time - started) + ' ms', missing);
      }
      // The heartbeat is for what no event tells: a change in a frame, a request that has grown old.
      const next = missing.length ? (still < wish.quiet ? wish.quiet - still : held || near ? Math.min(HEARTBEAT, ...coming.map(one => one.left)) : HEARTBEAT) : needed === wish.quiet ? wish.quiet - still : needed - rest;
      plan(Math.max(5, Math.min(next + 1, wish.cap - (time - started) + 1)));
    };
    const code = status()[0];
    if (location.protocol === 'chrome-error:' || !/html/.test(kind(document)) || (code && !(wish.statuses.length ? wish.statuses.includes(code) : code >= 200 && code < 300))) {
      refused = true;
      if (!wish.blocked) return finish(true, 'refused by status or kind', []);
    }
    wake = () => { if (!over && due > now() + wish.quiet) plan(wish.quiet); };
    // On a busy machine the page's own timers may be overdue: they come first, in the order of their times.
    plan(OVERDUE);
  });

  const FRAME = 100, TICK = 50;
  const drawn = then => {
    let over = false;
    const once = () => { if (!over) { over = true; then(); } };
    window.requestAnimationFrame(() => later(once, 0));   // who watches is told after the frame
    later(once, FRAME);          // a document that is not drawn has no frames
  };

  // One element is clicked, and where that leads is told. It leads nowhere when two frames later nothing has come of it and
  // neither a request nor a timer is under way that it began.
  // wish: {target, index, cap}
  const press = wish => new Promise(answer => {
    const started = now(), element = find(wish.target, document)[wish.index], before = Object.assign({}, incidents);
    const finish = what => {
      const tried = {};
      for (const one of Object.keys(incidents)) if (incidents[one] > (before[one] || 0)) tried[one] = incidents[one] - (before[one] || 0);
      answer(Object.assign(head(), { incidents: tried, left: find(wish.target, document).length }, what));
    };
    if (!element) return finish({ absent: true });
    read();
    // What the click before led to after it was told.
    late = trail && trail.last !== trail.told ? trail.last : '';
    trail = { last: '', told: '', pushes: 0, replaced: false, from: location.href };
    const link = element.closest('a[target],area[target]'), target = link && link.getAttribute('target');
    if (link) link.removeAttribute('target');
    for (const [kind, Kind] of [['pointerdown', PointerEvent], ['mousedown', MouseEvent], ['pointerup', PointerEvent], ['mouseup', MouseEvent], ['click', PointerEvent]]) {
      EventTarget.prototype.dispatchEvent.call(element, new Kind(kind, { bubbles: true, cancelable: true, composed: true, view: window, button: 0, detail: 1 }));
    }
    if (link) link.setAttribute('target', target);
    let frames = 0;
    const watch = () => {
      const state = own.state(), past = now() - started;
      const busy = state.timers.length > 0 || sources.since(started) || now() - ran < TICK || state.waiting.some(one => !one.weak && one.age <= past);
      if (trail.last && frames >= 1 || past >= wish.cap || frames >= 2 && !busy) {
        trail.told = trail.last;
        return finish({ to: [late, trail.last].filter(url => url), pushes: trail.pushes, replaced: trail.replaced });
      }
      frames++;
      if (frames > 2) later(watch, TICK); else drawn(watch);
    };
    watch();
  });

  // Out of the routes that the last click went into.
  // wish: {target, least, cap}
  const back = wish => new Promise(answer => {
    const started = now(), from = trail ? trail.from : location.href;
    const lost = trail && trail.replaced && !trail.pushes;     // no way back leads out of what was replaced
    if (trail && trail.pushes) { history.go(-trail.pushes); trail.pushes = 0; }
    const check = () => {
      const found = find(wish.target, document).length, there = location.href === from && found >= wish.least;
      if (there || lost || now() - started >= wish.cap) return answer(Object.assign(head(), { there, found }));
      later(check, TICK / 5);
    };
    check();
  });

ROWS
SCROLL
PAGING
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
    back,
    dismiss,
    page,
    press,
    scroll,
    settle,
    turned,
    // Each document has a clock of its own that began with it: only lengths of time can be compared.
    pending: known => {
      read();
      const again = [...pending.values()].filter(one => !one.weak && asked(one) >= POLLS);
      return sources.pending(known, acted).concat(again.filter(one => sources.matters(repeated(one), one.since, known, acted)).map(repeated));
    },
    skipped: known => sources.skipped(known, acted),
    fresh: sources.changed,
    failure: () => failure,
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
